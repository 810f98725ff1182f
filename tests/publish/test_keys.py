"""One key, one output: whatever is edited, what has the key of before is as it was before."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from gongkai.core.gate import check
from gongkai.core.state import State
from gongkai.publish.clock import read_now
from gongkai.publish.digests import Digests
from gongkai.publish.export_steps import list_export_steps
from gongkai.publish.exports import api, feeds, gkmlpt
from gongkai.publish.pages import blocks, catalog, columns, ended, paging, plan_pages
from gongkai.publish.tree_reader import read_work_tree
from tests.helpers.edited_site import EditedSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.gate import Verdict
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree

ROOT = Path(__file__).parents[2]
EDITS = int(os.environ.get("GONGKAI_TEST_EDITS", "8"))


@pytest.fixture(scope="module")
def sample() -> tuple[Verdict, Tree]:
    tree = read_work_tree(ROOT)
    verdict = check(tree, State(), read_now(tree))
    assert not verdict.blocked
    return verdict, tree


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the sample has lists of more than one page everywhere."""
    monkeypatch.setattr(columns, "ON_ONE_PAGE", 3)
    monkeypatch.setattr(blocks, "ON_ONE_PAGE", 3)
    monkeypatch.setattr(catalog, "CATALOG_ON_ONE_PAGE", 60)
    monkeypatch.setattr(catalog, "ROWS_PER_PAGE", 8)
    monkeypatch.setattr(catalog, "ISSUES_PER_PAGE", 4)
    monkeypatch.setattr(columns, "cut_list", partial(paging.cut_list, most=4))
    monkeypatch.setattr(ended, "ENDED_ON_COLUMN", 0)
    monkeypatch.setattr(api, "PER_PAGE", 20)
    monkeypatch.setattr(gkmlpt, "PER_PAGE", 20)
    monkeypatch.setattr(feeds, "MOST", 3)


def make_all(site: SiteModel, tree: Tree) -> Iterator[tuple[str, str, object]]:
    """Name, key and output of every general page and every export."""
    digests = Digests(site, tree)
    urls = []
    for page in plan_pages(site, digests, {}):
        urls.append(page.url)
        yield page.url, page.key, page.make()
    for step in list_export_steps(site, tree, digests, urls):
        yield step.name, step.key, tuple(step.make())


@pytest.mark.parametrize("seed", [1, 2])
def test_what_has_the_key_of_before_is_as_before(sample: tuple[Verdict, Tree], seed: int) -> None:
    edited = EditedSite(*sample, Random(seed))  # noqa: S311 - no secret
    known: dict[tuple[str, str], object] = {}
    story = []
    again = 0
    for _ in range(EDITS):
        names = set()
        for name, key, output in make_all(*edited.build()):
            assert name not in names
            names.add(name)
            again += (name, key) in known
            assert known.setdefault((name, key), output) == output, (name, story)
        story.append(edited.edit())
    assert again > len(known)
