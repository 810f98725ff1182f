from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gongkai.core.site import build_site
from gongkai.publish import search_ranges
from gongkai.publish.digests import Digests
from gongkai.publish.search import ENTRY, FOLDER, SearchIndexError
from gongkai.publish.search_reader import IndexReader
from gongkai.publish.search_steps import check_index, plan_index
from tests.helpers import tree as helper
from tests.helpers.tiny_site import at, make_tree

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.site import SiteModel
    from gongkai.publish.steps import Step

BODIES = {
    "yi": ("2026-11-06", "第一窗口照常办公。"),
    "er": ("2026-11-09", "第二窗口照常办公。"),
    "san": ("2026-11-11", "第三窗口休息。"),
    "si": ("2026-11-13", "第四窗口休息。"),
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document has a shard of its own."""
    monkeypatch.setattr(search_ranges, "SMALLEST", 1)
    monkeypatch.setattr(search_ranges, "SHARES", 100)


def make_site(
    bodies: dict[str, tuple[str, str]] = BODIES, day: str = "2026-11-20"
) -> tuple[SiteModel, Digests]:
    files = helper.make_files()
    for number, (name, (published, body)) in enumerate(bodies.items(), 1):
        path = f"content/tonggao/{name}.md"
        own = {
            "index_number": f"{helper.CODE}/2026-{number:05}",
            "document_number": f"示测通〔2026〕{number}号",
        }
        files[path] = helper.write_document(f"\n{body}\n", **own).encode()
        helper.sign(files, path, published=at(published, "09:30"))
    verdict = helper.judge(files, now=at(day, "18:00"))
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    site = build_site(verdict)
    return site, Digests(site, make_tree(files))


def list_steps(*changed: tuple[str, tuple[str, str]], day: str = "2026-11-20") -> dict[str, Step]:
    index = plan_index(*make_site({**BODIES, **dict(changed)}, day))
    return {step.name: step for step in (*index.shards, index.entry)}


def write(steps: dict[str, Step], site: Path) -> None:
    for step in steps.values():
        for output in step.make():
            assert output.source == "index"
            (site / output.path).parent.mkdir(parents=True, exist_ok=True)
            (site / output.path).write_bytes(output.data)


def list_changed(before: dict[str, Step], after: dict[str, Step]) -> set[str]:
    keys = [{(step.name, step.key) for step in steps.values()} for steps in (before, after)]
    return {name for name, _ in keys[0] ^ keys[1]}


def test_the_steps_make_an_index_that_answers(tmp_path: Path) -> None:
    steps = list_steps()
    assert len(steps) == len(BODIES) + 1
    write(steps, tmp_path)
    folders = json.loads((tmp_path / ENTRY).read_text("utf-8"))["shards"]
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {"entry.json", *folders}
    found = {
        query: IndexReader(tmp_path / FOLDER).find_documents(query)
        for query in ("窗口照常", "窗口", "无")
    }
    assert found == {
        "窗口照常": {"tonggao/yi/", "tonggao/er/"},
        "窗口": {f"tonggao/{name}/" for name in BODIES},
        "无": set(),
    }


def test_a_changed_document_changes_its_shard_and_the_entry() -> None:
    before, after = list_steps(), list_steps(("er", ("2026-11-09", "第二窗口改期。")))
    changed = list_changed(before, after)
    (shard,) = changed - {"search/entry"}
    (output, *_) = after[shard].make()
    assert output.path not in {out.path for out in before[shard].make()}


def test_what_did_not_change_is_named_alike_and_has_the_same_bytes() -> None:
    before, after = list_steps(), list_steps(("si", ("2026-11-14", "第四窗口改期。")))
    same = before.keys() & after.keys() - list_changed(before, after)
    assert len(same) == len(BODIES) - 1
    assert all([*before[name].make()] == [*after[name].make()] for name in same)


def test_a_document_published_anew_stays_in_its_shard() -> None:
    changed = list_changed(list_steps(), list_steps(("er", ("2026-11-19", "第二窗口改期。"))))
    assert len(changed) == len(("shard", "entry"))


def test_the_day_changes_nothing() -> None:
    assert not list_changed(list_steps(), list_steps(day="2026-11-21"))


def test_a_damaged_new_shard_is_told(tmp_path: Path) -> None:
    write(list_steps(), tmp_path)
    index = plan_index(*make_site())
    every = {out.path for step in (*index.shards, index.entry) for out in step.make()}
    check_index(index, tmp_path, every)
    for step in index.shards:
        made = {output.path for output in step.make()}
        pages = {path: (tmp_path / path).read_bytes() for path in made if "/page/" in path}
        for path in pages:
            (tmp_path / path).write_bytes(b"")
        with pytest.raises(SearchIndexError, match=r"^检索索引自检未通过：.+"):
            check_index(index, tmp_path, every - made)
        for path, data in pages.items():
            (tmp_path / path).write_bytes(data)
