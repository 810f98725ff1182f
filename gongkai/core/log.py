"""The log of what was published and withdrawn: one line an event, each bound to the line before.

    gongkai-log/v1 gaj.shili.example
    1 2026-11-20T18:00+08:00 publish guifanxing/a 1 <digest> <digest of the line before>

The format is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.models.fields import BEIJING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

LOG_TYPE = "gongkai-log/v1"
CHECKPOINT_TYPE = "gongkai-checkpoint/v1"


class EventKind(StrEnum):
    """What a log line records."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    """A key behind its chain was lost: the page says 正在重新审查."""
    EXPIRE = "expire"
    """Its publication window ended."""
    REGISTER = "register"
    """An entry of what is not disclosed; no subject, for the address would tell its title."""
    STRIKE = "strike"
    """A registered entry ended or got another revision."""
    WAIVE = "waive"
    """A waiver was there for the first time; no later one can claim to be older."""
    STOCK = "stock"
    """The list of existing stock (存量) was taken in."""
    SEAL = "seal"
    BUILD = "build"


class Event(NamedTuple):
    """Something that happened to one subject."""

    kind: EventKind
    subject: str
    """The document id, or `-` for what is no page."""
    revision: int
    """The revision, the seal's version, the number of documents published or taken in."""
    digest: str
    """The document's credential, or SHA-256 of a waiver, the seal, the manifest, the stock."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """When a chain became public, as far as anybody can prove it."""

    day: date
    """Beijing; today for what the log does not have yet."""
    logged: bool
    founding: bool
    """By the first build of a log, which takes in what is older than itself."""


class LogLine(NamedTuple):
    """One event with its number and time."""

    number: int
    time: datetime
    event: Event
    previous: str

    def __str__(self) -> str:
        number, time, (kind, subject, revision, digest), previous = self
        return f"{number} {_spell(time)} {kind} {subject} {revision} {digest} {previous}"


@dataclass(frozen=True)
class Log:
    """The whole log of a site."""

    site: str
    lines: tuple[LogLine, ...] = ()

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        return "\n".join((f"{LOG_TYPE} {self.site}", *map(str, self.lines), ""))

    @property
    def head(self) -> str:
        """SHA-256 of the last line without its line feed."""
        return _digest(str(self.lines[-1]) if self.lines else f"{LOG_TYPE} {self.site}")

    def inclusion_of(self, line: LogLine) -> Inclusion:
        """What a line of this log proves about its chain."""
        known = self._inclusions.get(line.time)
        if known is None:
            founding = line.time == self.lines[0].time
            known = Inclusion(line.time.date(), logged=True, founding=founding)
            self._inclusions[line.time] = known
        return known

    @cached_property
    def _inclusions(self) -> dict[datetime, Inclusion]:
        """One for all lines of one time."""
        return {}

    @property
    def checkpoint(self) -> Checkpoint:
        """Length and head, to be kept by whoever wants to notice changes later."""
        return Checkpoint(self.site, len(self.lines), self.head)

    def append(self, events: Iterable[Event], now: datetime) -> Log:
        """The log with further events."""
        lines = list(self.lines)
        head = self.head
        for event in events:
            line = LogLine(len(lines) + 1, now, event, head)
            head = _digest(str(line))
            lines.append(line)
        return Log(self.site, tuple(lines))

    def contains(self, checkpoint: Checkpoint) -> bool:
        """Whether this log is the checkpoint's log, as it was or longer."""
        if checkpoint.site != self.site or checkpoint.size > len(self.lines):
            return False
        return Log(self.site, self.lines[: checkpoint.size]).head == checkpoint.head


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Site, number of events and digest of the last line."""

    site: str
    size: int
    head: str

    def __str__(self) -> str:
        return f"{CHECKPOINT_TYPE} {self.site} {self.size} {self.head}\n"


class LogRefusedError(ValueError):
    """A log or checkpoint that is not whole; carries the line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


# There is one spelling of every event: a line that matches is the line that it would be printed as.
_LINE = re.compile(
    rf"^([1-9][0-9]{{0,11}}) ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}\+08:00) "
    rf"({'|'.join(EventKind)}) ([a-z0-9-]+/[a-z0-9-]+|-) (0|[1-9][0-9]{{0,11}}) "
    r"([0-9a-f]{64}) ([0-9a-f]{64})$",
    re.MULTILINE,
)
_KINDS = {str(kind): kind for kind in EventKind}
_CHECKPOINT = re.compile(
    rf"{CHECKPOINT_TYPE} ([a-z0-9.-]+) (0|[1-9][0-9]{{0,11}}) ([0-9a-f]{{64}})\n"
)


def parse_log(text: str) -> Log:
    """The log that the text spells.

    Raises:
        LogRefusedError: when a line is malformed or not bound to the line before.
    """
    first, *rest = text.split("\n")
    kind, _, site = first.partition(" ")
    if kind != LOG_TYPE or not site or not rest or rest.pop() != "":
        raise LogRefusedError(1, "不是公开日志，或末尾不完整")
    found = _LINE.findall(text)
    if len(found) != len(rest):
        numbers = (n for n, line in enumerate(rest, 2) if not _LINE.fullmatch(line))
        raise LogRefusedError(next(numbers), "格式不对")
    return Log(site, tuple(_bind(_digest(first), rest, found)))


def _bind(head: str, texts: Sequence[str], fields: Iterable[tuple[str, ...]]) -> Iterator[LogLine]:
    """The lines, each compared with the digest of the one before; `head` is the first's."""
    last: datetime | None = None
    for number, (own, moment, kind, subject, revision, digest, previous) in enumerate(fields, 1):
        time = _parse_moment(moment)
        if time is None:
            raise LogRefusedError(number + 1, "时间不存在")
        if previous != head or own != str(number):
            raise LogRefusedError(number + 1, "与上一行衔接不上，日志被改动过")
        if last is not None and time is not last and time < last:
            raise LogRefusedError(number + 1, "时间早于上一行")
        head, last = _digest(texts[number - 1]), time
        yield LogLine(number, time, Event(_KINDS[kind], subject, int(revision), digest), previous)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that the text spells.

    Raises:
        LogRefusedError: when it is malformed.
    """
    match = _CHECKPOINT.fullmatch(text)
    if match is None:
        raise LogRefusedError(1, "检查点格式不对")
    return Checkpoint(match[1], int(match[2]), match[3])


@lru_cache(maxsize=4096)
def _parse_moment(text: str) -> datetime | None:
    """A time in its one spelling; None for one that no calendar has."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if _spell(time) == text else None


@lru_cache(maxsize=4096)
def _spell(time: datetime) -> str:
    return time.astimezone(BEIJING).isoformat(timespec="minutes")


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
