"""Attachments looked through: what a file says beside what its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.inspection import Fault, Inspection, Preview

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.tree import SourceFile

__all__ = [
    "Fault",
    "Inspection",
    "Preview",
    "inspect_attachment",
    "inspect_here",
    "inspection_key",
]


def inspection_key(file: SourceFile) -> str:
    """What an attachment's inspection is found by: the digest of its bytes, and its extension."""
    return f"{file.sha256}.{file.path.rsplit('.', 1)[-1]}"


def inspect_attachment(name: str, data: bytes) -> Inspection:
    """All faults and texts of an attachment; never raises.

    What cannot be understood is itself a fault.
    """
    # The readers' libraries are heavy, and the gate needs only the names above.
    from gongkai.core.attachments.looking import look_through  # noqa: PLC0415

    return look_through(name, data)


def inspect_here(files: Iterable[SourceFile]) -> dict[str, Inspection]:
    """The inspections of attachments, made in this very process without limits of time or room."""
    return {
        inspection_key(file): inspect_attachment(file.path.rsplit("/", 1)[1], file.data)
        for file in files
    }
