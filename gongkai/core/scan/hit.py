"""What the scanner found at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.core.findings import Severity


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
    severity: Severity = Severity.BLOCK
    """The rule's weight in this document; what warns elsewhere blocks in a penalty."""


@dataclass(frozen=True, slots=True)
class ScanContext:
    """What the scanner has to know of the document that a text belongs to."""

    penalty: bool = False
    """Whether the document publishes an administrative penalty."""
    disclosure: str = "主动公开"
    """The document's attribute of disclosure."""
    allowed: frozenset[str] = frozenset()
    """The office's own published telephone numbers (digits only) and credit code: no hits."""
