from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gongkai.core.models.fields import BEIJING
from gongkai.publish.clock import read_now
from tests.helpers.tiny_site import at, make_tree
from tests.helpers.tree import make_structure


def tree_of(text: str) -> dict[str, bytes]:
    return {"catalog/site.yml": text.encode()}


def test_a_day_that_is_given_wins_and_means_the_end_of_office_hours() -> None:
    tree = make_tree(make_structure())
    assert read_now(tree, date(2027, 1, 5)) == at("2027-01-05", "18:00")


def test_a_practice_site_may_fix_its_day() -> None:
    assert read_now(make_tree(make_structure())) == at("2026-11-20", "18:00")


@pytest.mark.parametrize(
    "files",
    [
        {},
        tree_of("id: gaj.shili.gov\ntoday: 2020-01-01\n"),
        tree_of("id: gaj.shili.example\n"),
        tree_of("id: gaj.shili.example\ntoday: 2020-13-01\n"),
        tree_of("id: gaj.shili.example\ntoday: [2020-01-01]\n"),
        tree_of("id: [\n"),
        {"catalog/site.yml": b"\xff"},
    ],
)
def test_otherwise_it_is_now_in_beijing_to_the_minute(files: dict[str, bytes]) -> None:
    now = read_now(make_tree(files))
    assert now.utcoffset() == timedelta(hours=8)
    assert (now.second, now.microsecond) == (0, 0)
    assert abs(now - datetime.now(BEIJING)) < timedelta(minutes=2)
