"""What was public and is not any more: withdrawn, suspended or past its publication window.

Each leaves a notice at its address that says so, and no word of its text (先审查、后公开; a page
never just vanishes).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.drafts import Draft, Grave


class EndKind(StrEnum):
    """How a publication ended."""

    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


END_NAMES = {
    EndKind.WITHDRAWN: "已撤回",
    EndKind.SUSPENDED: "正在重新审查",
    EndKind.EXPIRED: "公示期满",
}
_TITLES = {
    EndKind.WITHDRAWN: "信息已撤回",
    EndKind.SUSPENDED: "信息正在重新审查",
    EndKind.EXPIRED: "公示期已满",
}
_SUSPENDED_NOTICE = (
    "本条信息正在重新审查，其间暂不提供原文。审查结束后，将在本网址重新公开或者说明处理结果。"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """One address at which a notice stands, and all that the notice says."""

    kind: EndKind
    id: str
    """`<column>/<slug>`."""
    index_number: str
    unit: str
    """Id of the responsible unit."""
    revision: int
    notice: str
    """One or two sentences to the public."""
    about: str
    """The reason in a few words, empty when the kind says it all."""
    since: str | None
    """Beijing, YYYY-MM-DD or with HH:MM: when it ended; None when no record tells."""

    @property
    def column(self) -> str:
        """The column's id."""
        return self.id.split("/")[0]

    @property
    def url(self) -> str:
        """The address from the site's root."""
        return f"{self.id}/"

    @property
    def name(self) -> str:
        """What became of it, as lists show it."""
        return END_NAMES[self.kind]

    @property
    def since_iso(self) -> str:
        """The time as HTML wants it, with the zone if there is an hour."""
        day, _, clock = (self.since or "").partition(" ")
        return f"{day}T{clock}+08:00" if clock else day

    @property
    def title(self) -> str:
        """The heading of the notice: the document's own title is not told."""
        return f"{_TITLES[self.kind]}（索引号 {self.index_number}）"


def describe_grave(grave: Grave) -> Ended:
    """The notice of a withdrawn document."""
    stone = grave.tombstone
    return Ended(
        kind=EndKind.WITHDRAWN,
        id=grave.id,
        index_number=stone.index_number,
        unit=stone.unit,
        revision=stone.revision,
        notice=stone.notice,
        about=stone.reason.value,
        since=format_moment(stone.withdrawn),
    )


def describe_suspended(draft: Draft) -> Ended:
    """The notice of a document whose chain lost a key."""
    return _describe(draft, EndKind.SUSPENDED, _SUSPENDED_NOTICE, None)


def describe_expired(draft: Draft) -> Ended:
    """The notice of a document past its publication window."""
    last: date = draft.record.show_until  # type: ignore[attr-defined]
    day = f"{last.year}年{last.month}月{last.day}日"
    notice = (
        f"本条信息的公示期已于{day}届满，原文按规定撤下。"
        "需要了解有关情况的，请与责任部门联系，或者依法申请公开。"
    )
    return _describe(draft, EndKind.EXPIRED, notice, last)


def _describe(draft: Draft, kind: EndKind, notice: str, since: date | None) -> Ended:
    record = draft.record
    return Ended(
        kind=kind,
        id=draft.id,
        index_number=record.index_number,
        unit=record.unit,
        revision=record.revision,
        notice=notice,
        about="",
        since=since.isoformat() if since else None,
    )
