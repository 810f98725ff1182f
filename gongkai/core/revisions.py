"""The revisions of documents that have been public, as the log tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.log import EventKind

if TYPE_CHECKING:
    from gongkai.core.log import Inclusion, Log


class Revision(NamedTuple):
    """One revision that was public: what names it, nothing of what it said."""

    number: int
    digest: str
    """SHA-256 of the last entry of its chain."""
    inclusion: Inclusion
    """When the log took it in."""


def index_revisions(log: Log | None) -> dict[str, tuple[Revision, ...]]:
    """The revisions of each document in the order in which they became public."""
    found: dict[str, dict[int, Revision]] = {}
    for line in log.lines if log else ():
        kind, subject, number, digest = line.event
        if kind is EventKind.PUBLISH and log is not None:
            revisions = found.setdefault(subject, {})
            # A page that was suspended for a time and came back is the same revision.
            if number not in revisions:
                revisions[number] = Revision(number, digest, log.inclusion_of(line))
    return {name: tuple(revisions.values()) for name, revisions in found.items()}
