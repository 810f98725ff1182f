"""Documents from before the Regulation (2008-05-01): 解密、公开、重新定密, year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.management import BacklogDecision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.holdings import Holdings

_OPENED = (BacklogDecision.OPENED, BacklogDecision.DECLASSIFIED)
_KEPT = (BacklogDecision.ON_REQUEST, BacklogDecision.WITHHELD)
_CLASSIFIED = (BacklogDecision.STILL_SECRET, BacklogDecision.SECRET_AGAIN)


@dataclass(frozen=True, slots=True)
class BacklogLine:
    """Documents from before the Regulation of one year and what was decided."""

    year: int
    total: int
    opened: int
    """解密公开 or 公开."""
    kept: int
    """不予公开 or 依申请公开."""
    classified: int
    """重新定密 or 继续保密."""
    undecided: int


def count_backlog(holdings: Holdings) -> Iterator[BacklogLine]:
    """The listed documents by year, the oldest first."""
    years: dict[int, Counter[BacklogDecision | None]] = {}
    for document in holdings.catalog.backlog.documents:
        years.setdefault(document.year, Counter())[document.decision] += 1
    for year, found in sorted(years.items()):
        yield BacklogLine(
            year=year,
            total=found.total(),
            opened=sum(found[decision] for decision in _OPENED),
            kept=sum(found[decision] for decision in _KEPT),
            classified=sum(found[decision] for decision in _CLASSIFIED),
            undecided=found[None],
        )
