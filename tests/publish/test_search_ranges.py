from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish import search_ranges
from gongkai.publish.search_ranges import cut_ranges, find_largest, place_document

FIRST = date(2020, 1, 1)
DAYS = st.integers(0, 900)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_ranges, "LARGEST", 12)
    monkeypatch.setattr(search_ranges, "NEWEST", 4)
    monkeypatch.setattr(search_ranges, "SHARDS", 8)


def place(days: list[int]) -> list[int]:
    return [place_document(FIRST + timedelta(d), f"a/d{n}/") for n, d in enumerate(days)]


@given(st.lists(DAYS, max_size=150))
def test_every_document_stands_in_one_range_of_no_more_than_the_limit(days: list[int]) -> None:
    places = place(days)
    ranges = cut_ranges(places)
    assert sorted(n for part in ranges for n in part.members) == list(range(len(days)))
    assert all(0 < len(part.members) <= find_largest(len(days)) for part in ranges)
    spans = [[places[n] for n in part.members] for part in ranges]
    assert all(min(newer) > max(older) for newer, older in pairwise(spans))
    assert len({part.name for part in ranges}) == len(ranges)


@given(st.lists(DAYS, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(days: list[int], draw: st.DataObject) -> None:
    places = place(days)
    shuffled = places.copy()
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    told = [
        [(part.name, sorted(row[n] for n in part.members)) for part in cut_ranges(row)]
        for row in (places, shuffled)
    ]
    assert told[0] == told[1]


def read_ranges(places: list[int]) -> set[tuple[str, frozenset[int]]]:
    return {(p.name, frozenset(places[n] for n in p.members)) for p in cut_ranges(places)}


def test_a_new_document_touches_the_newest_range_alone() -> None:
    places = place([n * 9 for n in range(80)])
    before = read_ranges(places)
    after = read_ranges([*places, place_document(FIRST + timedelta(80 * 9), "a/new/")])
    (gone,) = before - after
    assert len(gone[1]) <= search_ranges.NEWEST


def test_an_old_document_that_goes_touches_its_range_alone() -> None:
    places = place([n * 9 for n in range(80)])
    before, after = read_ranges(places), read_ranges(places[:30] + places[31:])
    (gone,), (come,) = before - after, after - before
    assert gone[0] == come[0]
    assert gone[1] - come[1] == {places[30]}


def test_a_day_of_very_many_documents_is_parted() -> None:
    ranges = cut_ranges(place([7] * 90))
    assert len(ranges) > 1
    assert sum(len(part.members) for part in ranges) == 90


def test_documents_of_one_place_stay_together() -> None:
    (only,) = cut_ranges([5] * 50)
    assert len(only.members) == 50


@pytest.mark.parametrize(("count", "largest"), [(0, 12), (96, 12), (97, 24), (193, 48)])
def test_larger_sites_have_larger_shards(count: int, largest: int) -> None:
    assert find_largest(count) == largest
