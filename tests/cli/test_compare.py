from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.models import Document
from gongkai.publish.preparation import default_options, judge
from gongkai.publish.snapshot import list_published, store_snapshot
from gongkai.publish.state_folder import write_state
from tests.helpers import lifecycle
from tests.helpers.tiny_site import find_draft, write_files
from tests.helpers.tree import PATH, list_rules, make_files, make_public, sign, write_document
from tests.helpers.tree import judge as judge_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

TOLD = (
    f"{PATH}：已写入修改对照 1 处，请逐处核对\n"
    "修改前的文字将随本版重新公开。因保密、隐私或者差错而删改的，请删去整处或 before 一行\n"
)


def rewrite(root: Path, old: str, new: str) -> None:
    text = (root / PATH).read_text("utf-8")
    assert old in text
    (root / PATH).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def opened(root: Path, gongkai: Run) -> Path:
    """The second revision opened and its body changed; the first kept beside it."""
    first = root.parent / "first.md"
    first.write_bytes((root / PATH).read_bytes())
    assert gongkai("revise", PATH, "-n", "延长时间")[0] == 0
    rewrite(root, "9时至17时", "9时至18时")
    return first


def test_the_proposal_goes_into_the_draft(root: Path, gongkai: Run, opened: Path) -> None:
    assert gongkai("compare", PATH, "--from", str(opened)) == (0, TOLD)
    files = make_public() | {PATH: (root / PATH).read_bytes()}
    record = find_draft(files, PATH).record
    assert isinstance(record, Document)
    assert [(c.place, c.before, c.after) for c in record.changes] == [
        ("正文", "冬季办公时间为9时至17时。", "冬季办公时间为9时至18时。")
    ]
    assert list_rules(judge_files(files).findings) == []
    once = (root / PATH).read_bytes()
    assert gongkai("compare", PATH, "--from", str(opened)) == (0, TOLD)
    assert (root / PATH).read_bytes() == once


def test_the_last_revision_is_found_in_the_state_folder(
    root: Path, gongkai: Run, opened: Path
) -> None:
    write_files(root, make_public())
    state = default_options(root).state
    judged = judge(root, state)
    after = lifecycle.build(make_public(), lifecycle.begin())
    assert after.log is not None
    write_state(state, after)
    store_snapshot(state, None, after.log, list_published(judged.tree, judged.verdict))
    assert gongkai("revise", PATH, "-n", "延长时间")[0] == 0
    rewrite(root, "9时至17时", "9时至18时")
    assert gongkai("compare", PATH) == (0, TOLD)
    assert opened.exists()


def test_nothing_is_written_where_nothing_changed(root: Path, gongkai: Run, opened: Path) -> None:
    rewrite(root, "9时至18时", "9时至17时")
    before = (root / PATH).read_bytes()
    code, text = gongkai("compare", PATH, "--from", str(opened))
    assert (code, text) == (0, f"{PATH}：与上一版相比，文字没有变化\n")
    assert (root / PATH).read_bytes() == before


def test_a_signed_file_is_never_touched(root: Path, gongkai: Run, opened: Path) -> None:
    files = make_files((PATH, (root / PATH).read_text("utf-8")))
    sign(files)
    write_files(root, files)
    code, text = gongkai("compare", PATH, "--from", str(opened))
    assert (code, text) == (2, "× 文件已有审查签名，不能再改；请先运行 gongkai revise\n")
    assert (root / PATH).read_bytes() == files[PATH]


def test_a_first_revision_has_nothing_before_it(root: Path, gongkai: Run) -> None:
    write_files(root, make_files((PATH, write_document())))
    code, text = gongkai("compare", PATH)
    assert (code, "没有上一版，不必对照" in text) == (2, True)


def test_another_file_than_the_last_revision_is_refused(
    root: Path, gongkai: Run, opened: Path
) -> None:
    before = (root / PATH).read_bytes()
    opened.write_text(opened.read_text("utf-8").replace("date: 2026-11-05", "date: 2026-11-06"))
    code, text = gongkai("compare", PATH, "--from", str(opened))
    assert (code, "凭据与本文件的 previous 不符" in text) == (2, True)
    code, text = gongkai("compare", PATH, "--from", str(root / "none.md"))
    assert (code, "上一版文件无法读取（没有这个文件" in text) == (2, True)
    code, text = gongkai("compare", PATH)
    assert (code, "状态目录中没有线上网站的底稿" in text) == (2, True)
    assert (root / PATH).read_bytes() == before


def test_the_next_revision_begins_without_the_changes_of_the_last(
    root: Path, gongkai: Run, opened: Path
) -> None:
    assert gongkai("compare", PATH, "--from", str(opened))[0] == 0
    files = make_files((PATH, (root / PATH).read_text("utf-8")))
    sign(files)
    write_files(root, files)
    assert gongkai("revise", PATH, "-n", "再次延长")[0] == 0
    text = (root / PATH).read_text("utf-8")
    assert ("changes:" in text, "place:" in text, "revision: 3\n" in text) == (False, False, True)
