from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.models import Document
from tests.helpers.tiny_site import find_draft, write_files
from tests.helpers.tree import (
    CODE,
    ENTRY,
    PATH,
    STEPS,
    judge,
    list_rules,
    make_files,
    make_public,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOTES = ("更正办公时间", "甲: 乙 # 丙", "- 甲", "*甲", "'引' \"号\"", "@%&!|", "a\\b")


@pytest.mark.parametrize("note", NOTES)
def test_the_next_revision_is_bound_to_the_last_entry_of_this_one(
    root: Path, gongkai: Run, note: str
) -> None:
    last = find_draft(make_public(), PATH).source.tail.entries[-1].digest
    code, text = gongkai("revise", PATH, "--note", note)
    assert (code, text) == (
        0,
        f"{PATH}：已开出第 2 版，修改后重新送审；请在分支上提交\n",
    )
    files = make_public() | {PATH: (root / PATH).read_bytes()}
    draft = find_draft(files, PATH)
    assert draft.source.tail.entries == ()
    assert (draft.record.revision, draft.record.previous) == (2, last)
    assert isinstance(draft.record, Document)
    assert (draft.record.change_note, str(draft.record.changed)) == (note, "2026-11-20")
    assert list_rules(judge(files).findings) == []


def test_fields_of_the_revision_before_go_with_their_continuation(root: Path, gongkai: Run) -> None:
    more = {"change_note": "第一次\n  改正", "changed": "2026-11-03"}
    files = make_files((PATH, write_document(revision="2", previous="a" * 64, **more)))
    sign(files)
    write_files(root, files)
    assert gongkai("revise", PATH, "-n", "第二次改正")[0] == 0
    text = (root / PATH).read_text("utf-8")
    assert text.count("change_note:") == text.count("changed:") == text.count("revision:") == 1
    assert "改正\nrevision: 3" not in text
    assert "第一次" not in text


def test_signatures_of_an_unpublished_document_are_taken_off(root: Path, gongkai: Run) -> None:
    files = make_files((PATH, write_document()))
    bare = files[PATH]
    sign(files, PATH, STEPS[:1], published=None)
    write_files(root, files)
    assert gongkai("revise", PATH) == (
        0,
        (
            f"{PATH}：已去掉审查记录，修改后重新送审\n"
            f"下一步：改好后运行 gongkai check {PATH}，再 git add、git commit 送审\n"
        ),
    )
    assert (root / PATH).read_bytes() == bare


@pytest.mark.parametrize(
    "note", [(), ("-n", ""), ("-n", "<b>"), ("-n", "甲\n乙"), ("-n", "甲\u202e")]
)
def test_a_published_document_needs_a_note(root: Path, gongkai: Run, note: tuple[str, ...]) -> None:
    before = (root / PATH).read_bytes()
    code, text = gongkai("revise", PATH, *note)
    assert code == 2
    assert text.startswith("× 请用 --note 写明变更说明")
    assert (root / PATH).read_bytes() == before


def test_a_register_entry_is_bound_to_the_one_before(root: Path, gongkai: Run) -> None:
    path = "content/tonggao/dengji.md"
    entry = {**ENTRY, "index_number": f"{CODE}/2026-00002"}
    files = make_files((path, write_document("", **entry)))
    sign(files, path)
    write_files(root, files)
    last = find_draft(files, path).source.credential
    code, text = gongkai("revise", path)
    assert (code, "已开出第 2 版" in text, "改写下次评估日期" in text) == (0, True, True)
    files[path] = (root / path).read_bytes()
    record = find_draft(files, path).record
    assert (record.revision, record.previous) == (2, last)
    assert list_rules(judge(files).findings) == []


def test_after_its_window_a_document_is_shown_again_only_for_a_new_one(
    root: Path, gongkai: Run
) -> None:
    files = make_files((PATH, write_document(show_until="2026-11-10")))
    sign(files)
    write_files(root, files)
    assert [d.id for d in judge(files).expired] == ["tonggao/ceshi"]
    code, text = gongkai("revise", PATH, "-n", "再次公示")
    assert (code, "公示期已于 2026-11-10 届满" in text) == (0, True)


def test_an_unknown_file(gongkai: Run) -> None:
    told = "× 没有这个文件：content/b/ceshi.md，是不是：content/tonggao/ceshi.md\n"
    assert gongkai("revise", "content/b/ceshi.md") == (2, told)
    assert gongkai("revise", "content/a/b.md") == (2, "× 没有这个文件：content/a/b.md\n")
