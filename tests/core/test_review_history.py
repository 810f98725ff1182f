from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.revise import open_revision
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.review_history import Turn, Version, tell_history
from gongkai.core.source import read_source
from gongkai.core.tail import Decision
from gongkai.core.tombstones import propose_withdrawal
from gongkai.core.tree import SourceFile
from tests.helpers.tiny_site import at, find_draft, load
from tests.helpers.tree import NOW, PATH, RELEASE, STEPS, Step, make_files, sign, write_document

if TYPE_CHECKING:
    from gongkai.core.tail import Tail

REFUSED = Step("l2", "r02", "2026-11-04", Decision.REFUSED, "附件二缺页")


def tell(*texts: bytes | None) -> list[tuple[Turn, str]]:
    """What happened between these versions."""
    versions = []
    for number, data in enumerate(texts):
        source = read_source(SourceFile(PATH, data)) if data else None
        versions.append(Version(f"{number:040}", NOW, "甲", source))
    return [(line.turn, line.text) for line in tell_history(versions)]


def make(text: str, *steps: Step, public: bool = False) -> bytes:
    """The document with these levels."""
    files = make_files((PATH, text))
    if steps:
        sign(files, PATH, steps, published=RELEASE if public else None)
    return files[PATH]


def tail_of(data: bytes) -> Tail:
    """The signatures of a file."""
    return read_source(SourceFile(PATH, data)).tail


def test_a_life_from_draft_to_withdrawal() -> None:
    first, better = write_document(), write_document("\n冬季办公时间为9时至18时。\n")
    public = make_files((PATH, better))
    sign(public)
    draft = find_draft(public, PATH)
    grave = propose_withdrawal(
        load(public),
        draft,
        "r02",
        reason=WithdrawalReason.ERROR,
        notice="更正后重新公开。",
        basis="依法撤回",
        now=at("2026-11-18"),
    )
    signature = tail_of(public[PATH]).entries[0].signature
    assert tell(
        make(first),
        make(first, STEPS[0]),
        make(first, STEPS[0], REFUSED),
        make(better),
        make(better, STEPS[0]),
        public[PATH],
        open_revision(draft, "更正时间", NOW.date()).encode(),
        grave.complete(signature).encode(),
    ) == [
        (Turn.DRAFTED, "第 1 版"),
        (Turn.SIGNED, "l1 r01 2026-11-03：同意公开"),
        (Turn.REFUSED, "l2 r02 2026-11-04：附件二缺页"),
        (Turn.REOPENED, "去掉 2 级审查记录"),
        (Turn.EDITED, "文件内容"),
        (Turn.SIGNED, "l1 r01 2026-11-03：同意公开"),
        (Turn.SIGNED, "l2 r02 2026-11-04：同意公开"),
        (Turn.SIGNED, "l3 r03 2026-11-05：同意公开"),
        (Turn.PUBLISHED, "2026-11-06 09:30"),
        (Turn.REVISED, "第 2 版：更正时间"),
        (Turn.WITHDRAWN, "l2 r02 2026-11-18：依法撤回"),
    ]


def test_a_text_changed_under_its_signatures_is_named() -> None:
    signed = make(write_document(), STEPS[0])
    assert tell(signed, signed.replace("9时".encode(), "8时".encode()))[-1] == (
        Turn.EDITED,
        "签署之后改动，已有签名失效",
    )


def test_a_version_that_cannot_be_read_is_told_and_passed_over() -> None:
    text = make(write_document())
    assert tell(text, None, text) == [
        (Turn.DRAFTED, "第 1 版"),
        (Turn.BROKEN, "这一提交中的文件读不出来"),
    ]
