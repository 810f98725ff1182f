"""What a site's log says happened, in which order, and what happened since an older checkpoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.core.log import EventKind
from gongkai.publish import manifest
from gongkai.publish.verify_records import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.log import Event, Log

_ABOUT_PAGES = frozenset(
    {EventKind.PUBLISH, EventKind.WITHDRAW, EventKind.SUSPEND, EventKind.EXPIRE}
)

_MAY_STAND = {False: _ABOUT_PAGES | {EventKind.WAIVE}, True: frozenset(EventKind) - _ABOUT_PAGES}
"""The kinds of lines about a document, and about what is none."""


@dataclass
class _Replay:
    """The documents and entries as they stand after some lines."""

    pages: dict[str, Event] = field(default_factory=dict)
    entries: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    seal: int = 0
    stock: bool = False

    @property
    def public(self) -> int:
        """How many documents are public."""
        return sum(event.kind is EventKind.PUBLISH for event in self.pages.values())

    def find_fault(self, event: Event) -> str | None:
        """What an event contradicts of those before it, in Chinese."""
        if event.kind not in _MAY_STAND[event.subject == "-"]:
            return "事件与对象不相称"
        if event.kind in _ABOUT_PAGES:
            return self._find_page_fault(event)
        count = f"构建记录写明公开 {event.revision} 件，日志中为 {self.public} 件"
        wrong = {
            EventKind.SEAL: (event.revision <= self.seal, "封印的版本没有递增"),
            EventKind.BUILD: (event.revision != self.public, count),
            EventKind.STOCK: (self.stock, "存量清单只能启用一次"),
            EventKind.REGISTER: (event.digest in self.entries | self.struck, "同一登记重复记载"),
            EventKind.STRIKE: (event.digest in self.struck, "同一登记重复注销"),
            EventKind.WAIVE: (False, ""),
        }
        bad, message = wrong[event.kind]
        return message if bad else None

    def _find_page_fault(self, event: Event) -> str | None:
        before = self.pages.get(event.subject)
        if before is None:
            return "没有公开过的文件不能暂停公开" if event.kind is EventKind.SUSPEND else None
        if before.kind is EventKind.WITHDRAW:
            return "撤回之后又有记载"
        same = event.revision == before.revision
        if event.kind is EventKind.WITHDRAW:
            return "撤回的不是已公开的版本" if event.revision < before.revision else None
        if same and event.digest == before.digest and event.kind is not before.kind:
            return None
        if event.kind is EventKind.SUSPEND or event.revision <= before.revision:
            return "版本没有递增，或者不是已公开的版本"
        return None

    def add(self, event: Event) -> None:
        """Takes an event in."""
        if event.kind in _ABOUT_PAGES:
            self.pages[event.subject] = event
        elif event.kind is EventKind.SEAL:
            self.seal = event.revision
        elif event.kind is EventKind.STOCK:
            self.stock = True
        elif event.kind is EventKind.REGISTER:
            self.entries.add(event.digest)
        elif event.kind is EventKind.STRIKE:
            self.entries.discard(event.digest)
            self.struck.add(event.digest)


def check_history(log: Log) -> Iterator[Finding]:
    """Each line that contradicts the lines before it."""
    replay = _Replay()
    for number, line in enumerate(log.lines, 2):
        problem = replay.find_fault(line.event)
        if problem is not None:
            yield fault("verify-log", manifest.LOG, problem, number)
        replay.add(line.event)


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one document between an older checkpoint and now."""

    what: str
    """新公开, 更新, 恢复公开, 撤回, 暂停公开 or 公示期满."""
    subject: str
    revision: int


_WORDS = {
    EventKind.WITHDRAW: "撤回",
    EventKind.SUSPEND: "暂停公开",
    EventKind.EXPIRE: "公示期满",
}


def list_steps(log: Log, size: int) -> tuple[Step, ...]:
    """What the lines after the first `size` did to documents, in their order."""
    replay = _Replay()
    steps = []
    for position, line in enumerate(log.lines):
        event = line.event
        before = replay.pages.get(event.subject)
        replay.add(event)
        if position >= size and event.kind in _ABOUT_PAGES:
            word = _WORDS.get(event.kind) or _name_publication(event, before)
            steps.append(Step(word, event.subject, event.revision))
    return tuple(steps)


def _name_publication(event: Event, before: Event | None) -> str:
    if before is None:
        return "新公开"
    return "恢复公开" if before.digest == event.digest else "更新"
