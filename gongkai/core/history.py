"""What a build adds to the log: seals used, documents published and withdrawn, the site built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.log import Event, EventKind, Log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.drafts import Draft
    from gongkai.core.gate import Verdict
    from gongkai.core.state import State


def extend_log(state: State, verdict: Verdict, seal_digest: str, manifest_digest: str) -> Log:
    """The log with what happened since the last build; the same log when nothing did.

    Raises:
        ValueError: when the verdict has no catalogue; nothing is built then.
    """
    if verdict.catalog is None:
        raise ValueError("a blocked verdict has no history")
    log = state.log or Log(verdict.catalog.site.id)
    events = [*list_events(state, verdict, seal_digest)]
    builds = [line.event.digest for line in log.lines if line.event.kind is EventKind.BUILD]
    if events or builds[-1:] != [manifest_digest]:
        events.append(Event(EventKind.BUILD, "-", len(verdict.cleared), manifest_digest))
    return log.append(events, verdict.now)


def list_events(state: State, verdict: Verdict, seal_digest: str) -> Iterator[Event]:
    """What happened since the last build: seal, stock, publications, ends, the register."""
    stock = verdict.catalog.stock if verdict.catalog else None
    if verdict.seal is not None and verdict.seal.version > state.seal_version:
        yield Event(EventKind.SEAL, "-", verdict.seal.version, seal_digest)
    if stock is not None and state.stock_digest is None:
        yield Event(EventKind.STOCK, "-", len(stock.items), stock.digest)
    yield from _list_standing(state, EventKind.PUBLISH, [d.draft for d in verdict.cleared])
    yield from _list_standing(state, EventKind.SUSPEND, verdict.suspended)
    yield from _list_standing(state, EventKind.EXPIRE, verdict.expired)
    yield from _list_waivers(state, verdict)
    for grave in sorted(verdict.withdrawn, key=lambda g: g.id):
        if grave.id not in state.withdrawn:
            digest = grave.source.credential
            yield Event(EventKind.WITHDRAW, grave.id, grave.tombstone.revision, digest)
    yield from _list_register(state, verdict)


def _list_standing(state: State, kind: EventKind, drafts: Iterable[Draft]) -> Iterator[Event]:
    for draft in sorted(drafts, key=lambda d: d.id):
        event = Event(kind, draft.id, draft.record.revision, draft.source.credential)
        known = state.known.get(draft.id)
        if known is None or (known.kind, known.digest) != (kind, event.digest):
            yield event


def _list_waivers(state: State, verdict: Verdict) -> Iterator[Event]:
    """Waivers seen for the first time; those of register entries without an address."""
    found = {
        waiver.digest: Event(EventKind.WAIVE, subject, document.record.revision, waiver.digest)
        for subject, document in (
            *((document.id, document) for document in verdict.cleared),
            *(("-", document) for document in verdict.register),
        )
        if document.draft.source.waived
        for waiver in document.draft.source.tail.waivers
    }
    for digest in sorted(found.keys() - state.waived.keys()):
        yield found[digest]


def _list_register(state: State, verdict: Verdict) -> Iterator[Event]:
    """In the order of the credentials, which tells nothing of the entries."""
    live = {d.draft.source.credential: d.record.revision for d in verdict.register}
    kept = {draft.source.credential for draft in verdict.set_aside}
    ended = state.register.keys() - live.keys() - kept
    ended |= {grave.tombstone.ends for grave in verdict.struck} - state.struck.keys()
    for digest in sorted(ended):
        yield Event(EventKind.STRIKE, "-", 1, digest)
    for digest in sorted(live.keys() - state.register.keys()):
        yield Event(EventKind.REGISTER, "-", live[digest], digest)
