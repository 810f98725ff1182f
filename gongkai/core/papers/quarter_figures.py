"""What a report tells of single quarters: items published and how punctually, by any key."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.papers.quarter import find_quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongkai.core.papers.quarter import Quarter
    from gongkai.core.report.model import DocumentLine


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the items published in one quarter."""

    published: int = 0
    judged: int = 0
    """Those for which a limit is known."""
    on_time: int = 0

    @property
    def late(self) -> int:
        """Items published after their limit."""
        return self.judged - self.on_time


NOTHING = Figures()


@dataclass(frozen=True, slots=True)
class QuarterTable:
    """The figures of all quarters."""

    cells: dict[tuple[Quarter, str], Figures]
    first: Quarter | None
    """The quarter of the oldest item, None for a site without any."""

    def get(self, quarter: Quarter, key: str = "") -> Figures:
        """The figures of a key in a quarter; of everything without a key."""
        return self.cells.get((quarter, key), NOTHING)

    def is_comparable(self, quarter: Quarter) -> bool:
        """Whether the site was there already."""
        return self.first is not None and quarter >= self.first


def count_quarters(
    documents: Iterable[DocumentLine],
    until: date,
    find_keys: Callable[[DocumentLine], tuple[str, ...]],
) -> QuarterTable:
    """Figures by quarter of publication and by every key that an item has, and without key.

    Items published after `until` are left out.
    """
    found: dict[tuple[Quarter, str], list[DocumentLine]] = defaultdict(list)
    for document in documents:
        day = date.fromisoformat(document.published[:10])
        if day <= until:
            for key in ("", *find_keys(document)):
                found[find_quarter(day), key].append(document)
    cells = {key: _count(group) for key, group in found.items()}
    return QuarterTable(cells, min((quarter for quarter, _ in found), default=None))


def _count(documents: list[DocumentLine]) -> Figures:
    limits = [(d.due, d.published[:10]) for d in documents if d.due is not None]
    on_time = sum(day <= due.isoformat() for due, day in limits)
    return Figures(len(documents), len(limits), on_time)
