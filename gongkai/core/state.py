"""What is known from earlier builds: pinned root keys, the log, the last checkpoint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.keys import parse_public_key
from gongkai.core.log import Checkpoint, Event, EventKind, Inclusion, Log
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.log import LogLine
    from gongkai.core.seal import Seal
    from gongkai.core.source import Source

LOG_NAME = ".gongkai/state/log.txt"
_ENDS_FOR_NOW = frozenset({EventKind.SUSPEND, EventKind.EXPIRE})
_ABOUT_DOCUMENTS = _ENDS_FOR_NOW | {EventKind.PUBLISH, EventKind.WITHDRAW}


class Known(NamedTuple):
    """A revision that the log has, and what became of it."""

    kind: EventKind
    """publish, suspend, expire or withdraw."""
    revision: int
    digest: str
    """Its credential, or the digest of the entry that withdrew it."""
    inclusion: Inclusion
    """When this revision first became public, or was withdrawn."""


@dataclass(frozen=True)
class State:
    """The state of one site; empty before its first publication."""

    roots: dict[str, str] | None = None
    """Pinned root keys by id, or None when none were pinned."""
    threshold: int = 1
    """How many of the pinned root keys must sign a seal."""
    confirmed: bool = False
    """Whether somebody compared the pinned root keys with a fingerprint from elsewhere."""
    log: Log | None = None
    checkpoint: Checkpoint | None = None
    concerns: frozenset[str] | None = None
    """The only documents, by id, that it is asked about; None for all."""

    def narrow(self, documents: Iterable[str]) -> State:
        """The state as it concerns some documents: it misses no other."""
        return replace(self, concerns=frozenset(documents))

    def list_subjects(self) -> frozenset[str]:
        """Every document that the log names."""
        return frozenset(
            line.event.subject for line in self._lines if line.event.kind in _ABOUT_DOCUMENTS
        )

    @cached_property
    def known(self) -> dict[str, Known]:
        """What the log says last of each document."""
        known: dict[str, Known] = {}
        for line in self._lines:
            event = line.event
            if self.concerns is not None and event.subject not in self.concerns:
                continue
            if event.kind in _ABOUT_DOCUMENTS and self.log is not None:
                before = known.get(event.subject)
                same = before is not None and before.digest == event.digest
                inclusion = before.inclusion if before and same else self.log.inclusion_of(line)
                new = Known(event.kind, event.revision, event.digest, inclusion)
                known[event.subject] = new
        return known

    @cached_property
    def published(self) -> dict[str, Known]:
        """The documents whose text is public."""
        return {k: v for k, v in self.known.items() if v.kind is EventKind.PUBLISH}

    @cached_property
    def standing(self) -> dict[str, Known]:
        """The documents that must be there: public, suspended or past their window."""
        return {k: v for k, v in self.known.items() if v.kind is not EventKind.WITHDRAW}

    @cached_property
    def withdrawn(self) -> dict[str, Known]:
        """The withdrawal of each document that is withdrawn."""
        return {k: v for k, v in self.known.items() if v.kind is EventKind.WITHDRAW}

    @cached_property
    def register(self) -> dict[str, Inclusion]:
        """The register entries that must be there, by their credentials."""
        entries: dict[str, Inclusion] = {}
        for line in self._lines:
            if line.event.kind is EventKind.REGISTER and self.log is not None:
                entries[line.event.digest] = self.log.inclusion_of(line)
            elif line.event.kind is EventKind.STRIKE:
                entries.pop(line.event.digest, None)
        return entries

    @cached_property
    def struck(self) -> dict[str, Inclusion]:
        """The register entries that must not come back, by their credentials."""
        return self._find_first(EventKind.STRIKE)

    @cached_property
    def waived(self) -> dict[str, Inclusion]:
        """When each waiver was first there, by its digest."""
        return self._find_first(EventKind.WAIVE)

    def _find_first(self, kind: EventKind) -> dict[str, Inclusion]:
        found: dict[str, Inclusion] = {}
        for line in self._lines:
            if line.event.kind is kind and self.log is not None:
                found.setdefault(line.event.digest, self.log.inclusion_of(line))
        return found

    @property
    def stock_digest(self) -> str | None:
        """The list of existing stock that was taken in, or None."""
        kind = EventKind.STOCK
        return next((x.event.digest for x in self._lines if x.event.kind is kind), None)

    def find_inclusion(self, name: str, source: Source, now: datetime) -> Inclusion:
        """When the log recorded a document's or tombstone's very entries; today if it has not."""
        known = self.known.get(name)
        if known and known.digest == source.credential:
            return known.inclusion
        if source.credential in self.register:
            return self.register[source.credential]
        return self.include_now(now)

    def find_end_inclusion(self, grave: Grave, now: datetime) -> Inclusion:
        """When the log recorded a tombstone; that of a register entry stands under what it ends."""
        if grave.tombstone.register_entry and grave.tombstone.ends in self.struck:
            return self.struck[grave.tombstone.ends]
        return self.find_inclusion(grave.id, grave.source, now)

    def include_now(self, now: datetime) -> Inclusion:
        """What holds for whatever the log does not have yet."""
        return Inclusion(now.date(), logged=False, founding=self.is_founding(now))

    def is_founding(self, now: datetime) -> bool:
        """Whether a build at this moment is the first of its log."""
        return not self._lines or self._lines[0].time == now

    @property
    def _lines(self) -> tuple[LogLine, ...]:
        return self.log.lines if self.log else ()

    @property
    def seal_version(self) -> int:
        """The highest version of a seal that was used."""
        return max((event.revision for event in self._seals), default=0)

    @property
    def seal_digest(self) -> str | None:
        """SHA-256 of the seal that was used last, or None before the first."""
        return next((event.digest for event in reversed(self._seals)), None)

    @property
    def _seals(self) -> tuple[Event, ...]:
        return tuple(x.event for x in self._lines if x.event.kind is EventKind.SEAL)


def choose_roots(state: State, repository: dict[str, PublicKey]) -> dict[str, PublicKey]:
    """The pinned root keys, or the repository's on a first publication."""
    if state.roots is None:
        return repository
    return {name: parse_public_key(key) for name, key in state.roots.items()}


def is_root_change(state: State, roots: dict[str, PublicKey]) -> bool:
    """Whether the repository names other root keys than the pinned ones."""
    return state.roots not in (None, {name: key.line for name, key in roots.items()})


def check_state(
    state: State,
    catalog: Catalog,
    seal: Seal | None,
    now: datetime,
    roots: dict[str, PublicKey],
) -> Iterator[Finding]:
    """What the state says against this build as a whole."""
    if state.is_founding(now):
        yield RULES["state-new"].at(LOG_NAME, 0, "没有以前的状态，按首次发布处理")
    if not state.confirmed:
        message = "根密钥取自仓库本身，请核对指纹"
        yield RULES["root-unpinned"].at("catalog/reviewers.yml", 0, message)
    if is_root_change(state, roots):
        message = "仓库中的根密钥与已固定的不同，由新旧根密钥共同封印后更换"
        yield RULES["root-changed"].at("catalog/reviewers.yml", 0, message)
    if state.log is None:
        return
    if state.log.site != catalog.site.id:
        yield RULES["log-broken"].at(LOG_NAME, 1, "状态目录属于另一个站点")
    if state.checkpoint is not None and not state.log.contains(state.checkpoint):
        yield RULES["log-broken"].at(LOG_NAME, len(state.log.lines) + 1, "日志短于最近的检查点")
    if state.log.lines and now < state.log.lines[-1].time:
        message = f"当前时间早于日志最后一条 {state.log.lines[-1].time:%Y-%m-%d %H:%M}"
        yield RULES["clock-behind"].at(LOG_NAME, len(state.log.lines) + 1, message)
    if seal is not None:
        yield from _check_seal(state, seal)


def _check_seal(state: State, seal: Seal) -> Iterator[Finding]:
    rule = RULES["seal-lower"]
    if seal.version < state.seal_version:
        message = f"封印版本 {seal.version} 低于已使用的 {state.seal_version}"
        yield rule.at("catalog/SEAL", 3, message)
    elif seal.version == state.seal_version and seal.digest != state.seal_digest:
        message = f"封印内容变了，版本仍为 {seal.version}；重新封印须提高版本"
        yield rule.at("catalog/SEAL", 3, message)


def check_against_published(
    state: State, drafts: dict[str, Draft], graves: dict[str, Grave], now: datetime
) -> Iterator[Finding]:
    """What the state says against single documents: missing, held, older, withdrawn."""
    for name, known in state.standing.items():
        if name in graves:
            yield from _check_grave(graves[name], known)
        elif name not in drafts:
            yield RULES["published-missing"].at(f"content/{name}.md", 0, "已公开的文件不见了")
        else:
            yield from _check_draft(drafts[name], known, now)
    if not state.is_founding(now):
        yield from _check_unknown(state, graves)
    for name, known in state.withdrawn.items():
        grave = graves.get(name)
        if grave is None:
            path = f"content/{name}.md"
            yield RULES["withdrawal-missing"].at(path, 0, "已撤回的文件没有撤回记录")
        elif grave.source.credential != known.digest:
            message = "撤回记录与日志不符"
            yield RULES["withdrawal-missing"].at(grave.source.path, grave.source.tail_line, message)


def _check_unknown(state: State, graves: dict[str, Grave]) -> Iterator[Finding]:
    """One signature may end what three have made public; it must not publish a text of its own."""
    for name in sorted(graves.keys() - state.known.keys()):
        line = graves[name].source.lines.find(("address",))
        message = "撤回的是从未公开过的文件"
        step = "从未公开过的文件不用撤回记录，直接删去"
        yield RULES["withdrawal-invalid"].at(graves[name].source.path, line, message, step)


def _check_draft(draft: Draft, known: Known, now: datetime) -> Iterator[Finding]:
    source = draft.source
    revision = draft.record.revision
    if revision < known.revision:
        message = f"第 {revision} 版早于已公开的第 {known.revision} 版"
        line = source.lines.find(("revision",))
        yield RULES["revision-lower"].at(source.path, line, message)
    elif source.published is None:
        message = "已公开的文件没有发布时间，变成了待审"
        yield RULES["published-held"].at(source.path, source.tail_line, message)
    elif source.published > now:
        message = "新版要到以后才公布，现在合并会使已公开的网页消失"
        step = "到公布之时再合并新版；在此之前恢复已公开的版本"
        yield RULES["published-held"].at(source.path, source.tail_line, message, step)
    elif revision == known.revision:
        if source.credential != known.digest:
            message = f"第 {revision} 版已经公开，内容或审查记录却变了"
            line = source.lines.find(("revision",))
            yield RULES["revision-lower"].at(source.path, line, message)
    elif revision == known.revision + 1 and draft.record.previous != known.digest:
        message = "上一版凭据与已公开的版本不符"
        yield RULES["revision-lower"].at(source.path, source.lines.find(("previous",)), message)


def _check_grave(grave: Grave, known: Known) -> Iterator[Finding]:
    """A tombstone ends what the log has, or a later revision that no build has seen."""
    stone = grave.tombstone
    same = (stone.revision, stone.ends) == (known.revision, known.digest)
    if not same and stone.revision <= known.revision:
        line = grave.source.lines.find(("ends",))
        message = "撤回记录所终止的不是已公开的版本"
        yield RULES["withdrawal-invalid"].at(grave.source.path, line, message)
