"""The review ledger: every signature behind what is public, and what looks like blind signing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One signature."""

    id: str
    revision: int
    unit: str
    level: str
    """Role, as `l1`."""
    reviewer: str
    day: date
    decision: str
    key_type: str
    """As OpenSSH names it: `ssh-ed25519`, `sk-ssh-ed25519@openssh.com`."""
    delegated: bool
    waivers: int
    """Findings that this person let stand in the document."""


@dataclass(frozen=True, slots=True)
class BusyDay:
    """A day on which one person signed more than can well be read (疑似集中签署)."""

    reviewer: str
    level: str
    day: date
    count: int
    characters: int
    """Length of the bodies signed, in characters."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All signatures and what is worth asking about."""

    lines: tuple[LedgerLine, ...]
    """By document, then by level."""
    busy: tuple[BusyDay, ...]
    key_types: tuple[tuple[str, int], ...]
    same_day: int
    """Documents whose levels were all signed on one day."""
    sent_back: int
    """Decisions other than agreement, held documents included."""


def build_ledger(holdings: Holdings) -> Ledger:
    """The ledger of what is public; existing stock has no signatures here."""
    return Ledger((), (), (), 0, 0 * len(holdings.items))
