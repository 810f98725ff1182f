"""A part of a repository: what the gate says of it is what it says of it among everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.history import extend_log
from gongkai.core.state import State
from gongkai.publish.part import covers, judge_part, read_part
from gongkai.publish.preparation import judge
from gongkai.publish.state_folder import write_state
from gongkai.publish.workspace import open_part, open_workspace
from gongkai.publish.workspace_error import WorkspaceError
from tests.helpers.tiny_site import (
    GONE,
    GUIDE,
    RULE,
    TABLE,
    make_files,
    withdraw,
    write_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS = (GUIDE, RULE, GONE)
WHOLE = frozenset({"index-number-duplicate"})
"""Rules that look at all documents: the whole check's."""


Files = dict[str, bytes]


@pytest.fixture
def files() -> Files:
    return make_files()


def _replace(path: str, old: str, new: str) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        text = files[path].decode()
        assert old in text
        files[path] = text.replace(old, new, 1).encode()

    return damage


def _append(path: str, text: str) -> Callable[[Files], None]:
    def damage(files: Files) -> None:
        files[path] = files.get(path, b"") + text.encode()

    return damage


def _remove(files: Files) -> None:
    del files[GUIDE], files[TABLE]


_relate = _replace(RULE, "revision: 1", f"revision: 1\nsee_also: [{GUIDE[8:-3]}]")
DAMAGES: dict[str, Callable[[Files], None]] = {
    "none": lambda _: None,
    "altered": _append(RULE, "又一行。\n"),
    "attachment": _append(TABLE, "1\n"),
    "stray": _append(RULE.replace(".md", ".files/duo.txt"), "x\n"),
    "unreadable": _replace(RULE, "title:", "title: a\ntitle:"),
    "script": _append(RULE, "<script>x</script>\n"),
    "catalog": _append("catalog/units.yml", "# x\n"),
    "gone": _remove,
    "withdrawn": lambda files: withdraw(files, GONE),
    "same number": _replace(RULE, "/2026-00002", "/2026-00001"),
    "relation": _relate,
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_part_is_judged_as_it_is_among_everything(
    tmp_path: Path, files: Files, kind: str
) -> None:
    DAMAGES[kind](files)
    write_files(tmp_path, files)
    state = tmp_path / "state"
    whole = judge(tmp_path, state).verdict

    for path in DOCUMENTS:
        _, _, part = judge_part(tmp_path, state, [path])
        expected = [
            f
            for f in whole.findings
            if (covers(path, f.path) or not f.path.startswith("content/")) and f.rule not in WHOLE
        ]
        assert list(part.findings) == expected
        for name in ("drafts", "cleared", "withdrawn", "held"):
            own = [d.id for d in getattr(whole, name) if f"content/{d.id}.md" == path]
            assert [d.id for d in getattr(part, name) if f"content/{d.id}.md" == path] == own, (
                path,
                name,
            )


def test_only_what_a_document_names_is_read_with_it(tmp_path: Path, files: Files) -> None:
    write_files(tmp_path, files)
    read = {p for p in read_part(tmp_path, [RULE]).files if p.startswith("content/")}
    assert read == {RULE}
    _relate(files)
    write_files(tmp_path, files)
    read = {p for p in read_part(tmp_path, [RULE]).files if p.startswith("content/")}
    assert read == {RULE, GUIDE, TABLE}
    column = {p for p in read_part(tmp_path, ["content/tonggao"]).files if p[:8] == "content/"}
    assert column == {p for p in files if p.startswith("content/")}
    assert {p for p in read_part(tmp_path, ()).files if p.startswith("content/")} == set()


def test_no_place_outside_and_behind_a_link_is_read(tmp_path: Path, files: Files) -> None:
    root = tmp_path / "repo"
    write_files(root, files)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "a.md").write_bytes(files[RULE])
    (root / "content" / "lianjie").symlink_to(tmp_path / "else")
    (root / RULE).unlink()
    (root / RULE).symlink_to(tmp_path / "else" / "a.md")

    tree = read_part(
        root, ["content/lianjie/a.md", "../else/a.md", "content/../../else/a.md", RULE]
    )

    assert not [path for path in tree.files if path.startswith("content/")]
    assert [odd.path for odd in tree.oddities] == [RULE]


def test_a_document_that_is_gone_is_missed(tmp_path: Path, files: Files) -> None:
    """What the log has and the work tree has not; of others nothing is said."""
    write_files(tmp_path, files)
    state = tmp_path / "state"
    judged = judge(tmp_path, state)
    log = extend_log(State(), judged.verdict, "0" * 64, "1" * 64)
    write_state(state, State(dict(judged.verdict.roots), 1, False, log, log.checkpoint))  # noqa: FBT003
    (tmp_path / RULE).unlink()

    _, _, part = judge_part(tmp_path, state, [RULE])
    assert [f.path for f in part.findings if f.rule == "published-missing"] == [RULE]
    _, _, part = judge_part(tmp_path, state, [GUIDE])
    assert [f.path for f in part.findings if f.rule == "published-missing"] == []


def test_a_wrong_name_is_answered_as_among_everything(tmp_path: Path, files: Files) -> None:
    write_files(tmp_path, files)
    wrong = RULE.replace("tonggao", "gonggao")
    told = []
    for space in (open_workspace(tmp_path), open_part(tmp_path, [wrong])):
        with pytest.raises(WorkspaceError) as caught:
            space.find_draft(wrong)
        told.append(str(caught.value))
    assert told[0] == told[1] == f"没有这个文件：{wrong}，是不是：{RULE}"
