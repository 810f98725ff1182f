"""Every document whose attribute is settled, whatever became of it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models import Record
    from gongkai.core.report.holdings import Holdings


def list_records(holdings: Holdings) -> Iterator[Record]:
    """Every document whose attribute is settled: public, ended by a notice, or registered."""
    verdict = holdings.verdict
    ended = (draft.record for draft in chain(verdict.expired, verdict.suspended))
    registered = (document.record for document in verdict.register)
    return chain((item.record for item in holdings.items), ended, registered)
