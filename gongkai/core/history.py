"""What a build adds to the log: seals used, documents published and withdrawn, the site built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.log import Event, EventKind, Log

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """What happened since the last build: seal, publications, withdrawals."""
    if verdict.seal is not None and verdict.seal.version > state.seal_version:
        yield Event(EventKind.SEAL, "-", verdict.seal.version, seal_digest)
    for document in sorted(verdict.cleared, key=lambda d: d.id):
        known = state.published.get(document.id)
        if known is None or known.revision < document.record.revision:
            digest = document.draft.source.tail.entries[-1].digest
            yield Event(EventKind.PUBLISH, document.id, document.record.revision, digest)
    for grave in sorted(verdict.withdrawn, key=lambda g: g.id):
        if grave.id not in state.withdrawn:
            digest = grave.source.tail.entries[-1].digest
            yield Event(EventKind.WITHDRAW, grave.id, grave.tombstone.revision, digest)
