"""How one document came to be what it is: texts, signatures, refusals, revisions in their order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.models.entries import Tombstone
from gongkai.core.models.fields import format_moment
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gongkai.core.source import Source


class Turn(StrEnum):
    """What happened to a document in one version of its file."""

    DRAFTED = "起草"
    EDITED = "修改"
    REVISED = "修订"
    SIGNED = "签署"
    REFUSED = "退回"
    REFERRED = "报请确定"
    REOPENED = "重新送审"
    WAIVED = "保留说明"
    PUBLISHED = "定发布时间"
    WITHDRAWN = "撤回"
    BROKEN = "写法有误"


_DECIDED = {
    Decision.AGREED: Turn.SIGNED,
    Decision.REFUSED: Turn.REFUSED,
    Decision.REFERRED: Turn.REFERRED,
    Decision.WITHDRAWN: Turn.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Version:
    """The file as one commit left it."""

    commit: str
    """Name of the commit; empty for what is not committed yet."""
    moment: datetime
    author: str
    source: Source | None
    """None where the strict reader does not accept it."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened."""

    commit: str
    moment: datetime
    author: str
    turn: Turn
    text: str


def tell_history(versions: Iterable[Version]) -> tuple[HistoryLine, ...]:
    """What happened from version to version, the oldest first."""
    lines: list[HistoryLine] = []
    before: Source | None = None
    for version in versions:
        for turn, text in _compare(before, version.source):
            line = HistoryLine(version.commit, version.moment, version.author, turn, text)
            lines.append(line)
        before = version.source or before
    return tuple(lines)


def _compare(before: Source | None, now: Source | None) -> Iterator[tuple[Turn, str]]:
    if now is None:
        yield Turn.BROKEN, "这一提交中的文件读不出来"
        return
    known = before.tail.entries if before else ()
    kept = now.tail.entries[: len(known)] == known
    yield from _compare_texts(before, now, kept=kept)
    for waiver in now.tail.waivers:
        if before is None or waiver not in before.tail.waivers:
            yield (
                Turn.WAIVED,
                f"{waiver.reviewer} {waiver.rule}，至 {waiver.until}：{waiver.reason}",
            )
    for entry in now.tail.entries[len(known) if kept else 0 :]:
        yield _DECIDED[entry.decision], f"{entry.role} {entry.reviewer} {entry.date}：{entry.basis}"
    published = now.tail.published
    if published and published != (before.tail.published if before else None):
        yield Turn.PUBLISHED, format_moment(published)


def _compare_texts(before: Source | None, now: Source, *, kept: bool) -> Iterator[tuple[Turn, str]]:
    if before is None:
        yield Turn.DRAFTED, f"第 {now.values.get('revision', '1')} 版"
    elif now.values.get("type") == Tombstone.type_id:
        return
    elif now.values.get("revision") != before.values.get("revision"):
        note = str(now.values.get("change_note", ""))
        yield Turn.REVISED, f"第 {now.values.get('revision')} 版{f'：{note}' if note else ''}"
    else:
        if not kept:
            yield Turn.REOPENED, f"去掉 {len(before.tail.entries)} 级审查记录"
        if now.digest != before.digest:
            void = kept and bool(before.tail.entries)
            yield Turn.EDITED, "签署之后改动，已有签名失效" if void else "文件内容"
