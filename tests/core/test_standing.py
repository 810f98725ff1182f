from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gongkai.core.gate import Means
from gongkai.core.history import extend_log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.standing import bury, check_standing
from gongkai.core.state import State
from tests.helpers.tiny_site import CATALOG, at, make_tree, withdraw
from tests.helpers.tree import CODE, NOW, PATH, judge, make_files, seal, sign, write_document

if TYPE_CHECKING:
    from datetime import datetime

OTHER = "content/tonggao/qita.md"
LATE = at("2028-03-01")
"""After the seal and the grace of the re-review."""
REREVIEW = "rereview:\n- {reason: 规则修订, before: 2026-12-01, due: 2027-01-31}\n"


def make_published() -> tuple[dict[str, bytes], State]:
    files = make_files(
        (PATH, write_document()),
        (OTHER, write_document(index_number=f"{CODE}/2026-00002")),
        policy=CATALOG["policy"] + REREVIEW,
    )
    sign(files)
    sign(files, OTHER)
    verdict = judge(files)
    log = extend_log(State(), verdict, verdict.seal.digest if verdict.seal else "", "0" * 64)
    state = State(dict(verdict.roots), confirmed=True, log=log, checkpoint=log.checkpoint)
    return files, state


def make_grave(files: dict[str, bytes], path: str = PATH) -> str:
    changed = dict(files)
    withdraw(changed, path)
    return changed[path].decode()


def rules(files: dict[str, bytes], state: State, now: datetime) -> set[str]:
    return {str(f.rule) for f in judge(files, state, now).findings if f.severity == "block"}


def test_time_alone_keeps_no_page_up() -> None:
    files, state = make_published()
    assert rules(files, state, LATE) >= {"seal-expired", "rereview-overdue"}
    verdict = check_standing(make_tree(files), {PATH: make_grave(files)}, state, LATE, Means())
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    assert [g.id for g in verdict.withdrawn] == ["tonggao/ceshi"]
    assert [d.id for d in verdict.cleared] == ["tonggao/qita"]
    softened = {f.rule for f in verdict.findings if f.severity == "warn"}
    assert softened >= {"seal-expired", "rereview-overdue"}


def test_a_broken_seal_still_blocks() -> None:
    files, state = make_published()
    grave = make_grave(files)
    files["catalog/units.yml"] += b"# x\n"
    verdict = check_standing(make_tree(files), {PATH: grave}, state, NOW, Means())
    assert {f.rule for f in verdict.findings if f.severity == "block"} == {"seal-broken"}


def test_what_was_never_public_does_not_come_in() -> None:
    files, state = make_published()
    changed = files | {OTHER: files[OTHER].replace("9时".encode(), "8时".encode())}
    verdict = check_standing(make_tree(changed), {PATH: make_grave(files)}, state, NOW, Means())
    assert verdict.blocked
    assert [d.id for d in verdict.cleared] == []


def test_only_tombstones_are_added() -> None:
    files, state = make_published()
    text = re.sub("9时", "8时", files[PATH].decode())
    with pytest.raises(ValueError, match="only tombstones"):
        check_standing(make_tree(files), {PATH: text}, state, NOW, Means())
    with pytest.raises(ValueError, match="take the place of a document"):
        bury(make_tree(files), {"content/tonggao/xin.md": make_grave(files)})


def test_attachments_go_with_the_document() -> None:
    files = make_published()[0] | {"content/tonggao/ceshi.files/a.txt": b"x"}
    tree = bury(make_tree(files), {PATH: make_grave(files)})
    assert sorted(files.keys() - tree.files.keys()) == ["content/tonggao/ceshi.files/a.txt"]
    assert SEAL_PATH in tree.files


def test_a_seal_of_another_version_is_needed_for_other_files() -> None:
    files, state = make_published()
    grave = make_grave(files)
    files["hooks/gongkai_gate.py"] += b"\n"
    seal(files, version=1)
    verdict = check_standing(make_tree(files), {PATH: grave}, state, NOW, Means())
    assert {f.rule for f in verdict.findings if f.severity == "block"} == {"seal-lower"}
