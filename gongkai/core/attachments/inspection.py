"""What the inspection of one attachment found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in an attachment that must not be published unseen."""

    rule: str
    """Rule id, `attachment-…`."""
    message: str
    """One Chinese sentence: what it is, where, how often; never the content itself."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found in one attachment; the same bytes always give the same inspection."""

    faults: tuple[Fault, ...] = ()
    texts: tuple[str, ...] = ()
    """Every text in the file, visible or not: a paragraph, cell or text run each."""
