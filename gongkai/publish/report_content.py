"""A report in all its forms, as one process hands it to another that need not load what made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """A report in all its forms, not yet on disk."""

    files: Mapping[str, bytes]
    """Content by path below the folder of the report."""

    @property
    def text(self) -> bytes:
        """What later reports are compared with: `report.json`."""
        return self.files[REPORT]
