"""What the scanner found at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a person has to look at before it is published."""

    rule: str
    """Rule id, `scan-…`."""
    start: int
    """Offset of the first character in the text as given, not as normalised."""
    end: int
    """Offset behind the last character."""
    value: str
    """The match in its normal form; it names a waiver's object and is never printed."""
    masked: str
    """What may be printed of it, as `11**************42`."""
