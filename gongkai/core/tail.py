"""The machine-written tail of a document's front-matter: publication time and review entries.

The tail has exactly one spelling. `parse_tail` reads it and `format_tail` writes it; the reader
accepts a tail only if writing it again gives the same bytes, so nothing can hide in it.
The format is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING, format_moment

if TYPE_CHECKING:
    from collections.abc import Callable


class Decision(StrEnum):
    """审查意见; only a chain of the first publishes, the last stands on tombstones alone."""

    AGREED = "同意公开"
    REFUSED = "退回"
    REFERRED = "报请确定"
    WITHDRAWN = "撤回"


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One level's signed decision."""

    role: str
    reviewer: str
    decision: Decision
    basis: str
    date: date
    suite: str
    signature: str
    """One line of base64: the body of an SSH signature."""

    def __str__(self) -> str:
        return (
            f"- {{role: {self.role}, reviewer: {self.reviewer}, decision: {self.decision}, "
            f'basis: "{self.basis}", date: {self.date.isoformat()}, suite: {self.suite}, '
            f"signature: {self.signature}}}"
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the entry's line in the file, without its line feed, in hexadecimal."""
        return hashlib.sha256(str(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A signed statement that one finding of the scanner may stand in this very revision."""

    finding: str
    """16 hexadecimal digits, see `gongkai.core.scan.finding_id`."""
    rule: str
    reason: str
    until: date
    """The last day on which it counts."""
    reviewer: str
    date: date
    suite: str
    signature: str

    def __str__(self) -> str:
        return (
            f'- {{finding: {self.finding}, rule: {self.rule}, reason: "{self.reason}", '
            f"until: {self.until.isoformat()}, reviewer: {self.reviewer}, "
            f"date: {self.date.isoformat()}, suite: {self.suite}, signature: {self.signature}}}"
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the waiver's line in the file, without its line feed, in hexadecimal."""
        return hashlib.sha256(str(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Tail:
    """Publication time, if the last level has signed, waivers, entries from the lowest level up."""

    published: datetime | None = None
    entries: tuple[ReviewEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def line_of_waiver(self, position: int) -> int:
        """The line of a waiver within the tail, from 0; positions from 1."""
        return (1 if self.published else 0) + position

    def line_of_entry(self, position: int) -> int:
        """The line of an entry within the tail, from 0; positions from 1."""
        above = len(self.waivers) + 1 if self.waivers else 0
        return (1 if self.published else 0) + above + position


class TailRefusedError(ValueError):
    """A tail in another than its one spelling; carries the line within the tail, from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


BASIS_PATTERN = re.compile(r'[^"\\\x00-\x1f\x7f<>]{1,200}')
"""What a reviewer may write as basis: one line without quotes, backslashes, angle brackets."""
_ENTRY = re.compile(
    r"- \{role: (?P<role>l[1-9]), reviewer: (?P<reviewer>r\d{2,4}), "
    r"decision: (?P<decision>同意公开|退回|报请确定|撤回), "
    rf'basis: "(?P<basis>{BASIS_PATTERN.pattern})", date: (?P<date>\d{{4}}-\d{{2}}-\d{{2}}), '
    r"suite: (?P<suite>sshsig), signature: (?P<signature>[A-Za-z0-9+/]{40,4000}={0,2})\}",
    re.ASCII,
)
_WAIVER = re.compile(
    r"- \{finding: (?P<finding>[0-9a-f]{16}), rule: (?P<rule>[a-z0-9]+(?:-[a-z0-9]+)*), "
    rf'reason: "(?P<reason>{BASIS_PATTERN.pattern})", '
    r"until: (?P<until>\d{4}-\d{2}-\d{2}), reviewer: (?P<reviewer>r\d{2,4}), "
    r"date: (?P<date>\d{4}-\d{2}-\d{2}), suite: (?P<suite>sshsig), "
    r"signature: (?P<signature>[A-Za-z0-9+/]{40,4000}={0,2})\}",
    re.ASCII,
)
_DECISIONS = {decision.value: decision for decision in Decision}
_PUBLISHED = re.compile(r"published: (\d{4}-\d{2}-\d{2} \d{2}:\d{2})", re.ASCII)


def format_tail(tail: Tail) -> str:
    """The one spelling of a tail, each line ended by LF; empty for an empty tail."""
    lines = []
    if tail.published is not None:
        lines.append(f"published: {format_moment(tail.published)}")
    if tail.waivers:
        lines.append("waivers:")
        lines.extend(str(waiver) for waiver in tail.waivers)
    if tail.entries:
        lines.append("review:")
        lines.extend(str(entry) for entry in tail.entries)
    return "".join(f"{line}\n" for line in lines)


def parse_tail(text: str) -> Tail:
    """The tail that the text spells.

    Raises:
        TailRefusedError: when the text is not the one spelling of a tail.
    """
    lines = text.splitlines()
    published = None
    position = 0
    if lines and (match := _PUBLISHED.fullmatch(lines[0])):
        published = _read_moment(match[1])
        position = 1
    waivers: list[Waiver] = []
    entries: list[ReviewEntry] = []
    block: Callable[[str, int], None] | None = None
    for number, line in enumerate(lines[position:], position + 1):
        if line == "waivers:" and block is None:
            block = partial(_add_waiver, waivers)
        elif line == "review:" and not entries:
            block = partial(_add_entry, entries)
        elif block is None:
            raise TailRefusedError(number, "审查记录之前或之后有多余内容")
        else:
            block(line, number)
    tail = Tail(published, tuple(entries), tuple(waivers))
    if format_tail(tail) != text:
        raise TailRefusedError(1, "审查记录的写法不规范")
    return tail


def _add_waiver(waivers: list[Waiver], line: str, number: int) -> None:
    waivers.append(_read_waiver(line, number))


def _add_entry(entries: list[ReviewEntry], line: str, number: int) -> None:
    entries.append(_read_entry(line, number))


def _read_waiver(line: str, number: int) -> Waiver:
    match = _WAIVER.fullmatch(line)
    if match is None:
        raise TailRefusedError(number, "保留说明的写法不规范")
    return Waiver(
        finding=match["finding"],
        rule=match["rule"],
        reason=match["reason"],
        until=_read_day(match["until"], number),
        reviewer=match["reviewer"],
        date=_read_day(match["date"], number),
        suite=match["suite"],
        signature=match["signature"],
    )


def _read_day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TailRefusedError(number, "日期不存在") from error


def _read_moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=BEIJING)
    except ValueError as error:
        raise TailRefusedError(1, "发布时间不存在") from error


def _read_entry(line: str, number: int) -> ReviewEntry:
    match = _ENTRY.fullmatch(line)
    if match is None:
        raise TailRefusedError(number, "审查记录的写法不规范")
    role, reviewer, decision, basis, day, suite, signature = match.groups()
    told = _DECISIONS[decision]
    return ReviewEntry(role, reviewer, told, basis, _read_day(day, number), suite, signature)
