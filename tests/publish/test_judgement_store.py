from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gongkai.core.gate import Means, check
from gongkai.core.history import extend_log
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit
from gongkai.core.state import State
from gongkai.publish.judgement_store import FOLDER, INDEX, Memory, digest_grounds
from gongkai.publish.preparation import open_hearing, say_nothing
from tests.helpers import tiny_site
from tests.helpers import tree as helper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.core.gate import Verdict
    from gongkai.core.judging import Judgement
    from gongkai.core.tree import Tree


def hear(files: dict[str, bytes], folder: Path, *, keep: bool = False) -> tuple[Verdict, list[str]]:
    """The verdict, and the paths of the documents that were judged anew."""
    tree = tiny_site.make_tree(files)
    hearing = open_hearing(folder, tree, helper.NOW, say_nothing)
    recalled: list[Judgement | None] = []

    def judge_all(grounds: object, exhibits: tuple[Exhibit, ...]) -> tuple[Judgement, ...]:
        memory = Memory(folder, digest_grounds(tree, helper.NOW))
        recalled.extend(memory.recall(exhibits, State(), helper.NOW))
        return hearing.judge_all(grounds, exhibits)  # type: ignore[arg-type]

    verdict = check(tree, State(), helper.NOW, Means(hearing.inspect, judge_all))
    if keep:
        folder.mkdir(exist_ok=True)
        hearing.keep()
    exhibits = list_exhibits(tree)
    missing = [e.file.path for e, known in zip(exhibits, recalled, strict=True) if known is None]
    return verdict, missing


def list_exhibits(tree: Tree) -> list[Exhibit]:
    found = scan_content(tree)
    return [Exhibit(file, found.attachments.get(file.path, ())) for file in found.documents]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def tell(verdict: Verdict) -> object:
    """What a verdict comes to, as far as the site is made from it."""
    cleared = [
        (d.id, d.published, d.draft.source.reviewed_text, d.record, d.rendered and d.rendered.html)
        for d in verdict.cleared
    ]
    return cleared, [str(finding) for finding in verdict.findings]


def test_what_was_cleared_is_recalled_and_the_verdict_is_the_same(folder: Path) -> None:
    files = tiny_site.make_files()
    first, missing = hear(files, folder, keep=True)
    assert len(missing) == len(list_exhibits(tiny_site.make_tree(files)))
    again, missing = hear(files, folder)
    cleared = {document.draft.source.path for document in first.cleared}
    assert cleared
    assert not cleared & set(missing)
    assert tell(again) == tell(first)


@pytest.mark.parametrize("path", [tiny_site.RULE, "catalog/policy.yml"])
def test_one_byte_more_is_judged_anew(folder: Path, path: str) -> None:
    files = tiny_site.make_files()
    verdict, _ = hear(files, folder, keep=True)
    files[path] += b"\n"
    _, missing = hear(files, folder)
    everything = {document.draft.source.path for document in verdict.cleared}
    assert set(missing) >= ({path} if path == tiny_site.RULE else everything)
    assert path != tiny_site.RULE or everything - {path} - set(missing)


def test_each_day_all_is_judged_anew(folder: Path) -> None:
    files = tiny_site.make_files()
    hear(files, folder, keep=True)
    tree = tiny_site.make_tree(files)
    later = helper.NOW + timedelta(days=1)
    memory = Memory(folder, digest_grounds(tree, later))
    assert set(memory.recall(list_exhibits(tree), State(), later)) == {None}


def flip(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


@pytest.mark.parametrize("alter", [flip, lambda data: data[:-1], lambda _: b"", lambda d: d + b"0"])
def test_an_altered_bucket_or_index_is_passed_over(
    folder: Path, alter: Callable[[bytes], bytes]
) -> None:
    files = tiny_site.make_files()
    first, _ = hear(files, folder, keep=True)
    shutil.copytree(folder, folder.with_name("kept"))
    for path in (folder / FOLDER).iterdir():
        before = path.read_bytes()
        path.write_bytes(alter(before))
        verdict, missing = hear(files, folder)
        assert missing
        assert tell(verdict) == tell(first)
        path.write_bytes(before)
    _, missing = hear(files, folder)
    assert len(missing) < len(first.drafts)


def test_one_bucket_in_the_place_of_another_is_passed_over(folder: Path) -> None:
    files = tiny_site.make_files()
    hear(files, folder, keep=True)
    index = folder / FOLDER / INDEX
    head, *names = index.read_text().splitlines()
    index.write_text("\n".join([head, *reversed(names), "0" * 64]) + "\n")
    verdict, _ = hear(files, folder)
    assert not verdict.blocked


def test_what_did_not_change_is_not_written_again(folder: Path) -> None:
    files = tiny_site.make_files()
    hear(files, folder, keep=True)
    before = {path.name: path.stat().st_mtime_ns for path in (folder / FOLDER).iterdir()}
    hear(files, folder, keep=True)
    after = {path.name: path.stat().st_mtime_ns for path in (folder / FOLDER).iterdir()}
    del before[INDEX], after[INDEX]
    assert after == before


def test_only_what_is_cleared_is_kept(folder: Path) -> None:
    """A judgement on what is held or blocked is made each time."""
    files = tiny_site.make_files()
    files[tiny_site.RULE] = files[tiny_site.RULE].replace(b"published:", b"publishe:")
    verdict, _ = hear(files, folder, keep=True)
    assert verdict.blocked
    _, missing = hear(files, folder)
    assert tiny_site.RULE in missing


def test_a_judgement_from_before_the_log_had_it_holds_afterwards(folder: Path) -> None:
    files = tiny_site.make_files()
    tree = tiny_site.make_tree(files)
    verdict, _ = hear(files, folder, keep=True)
    clean = {j.draft.source.path for j in verdict.cleared} - {f.path for f in verdict.findings}
    log = extend_log(State(), verdict, "1" * 64, "2" * 64)
    memory = Memory(folder, digest_grounds(tree, helper.NOW))
    known = memory.recall(list_exhibits(tree), State(log=log), helper.NOW)
    assert {judgement.path for judgement in known if judgement} == clean
    assert clean


def test_a_judgement_does_not_hold_when_the_log_has_it_from_another_day(folder: Path) -> None:
    files = tiny_site.make_files()
    tree = tiny_site.make_tree(files)
    verdict, _ = hear(files, folder, keep=True)
    earlier = replace(verdict, now=helper.NOW - timedelta(days=1))
    log = extend_log(State(), earlier, "1" * 64, "2" * 64)
    memory = Memory(folder, digest_grounds(tree, helper.NOW))
    known = memory.recall(list_exhibits(tree), State(log=log), helper.NOW)
    assert set(known) == {None}
