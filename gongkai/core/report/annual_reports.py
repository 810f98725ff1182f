"""The annual reports of a site: figures, text and the report of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.annual.figures import read_figures
from gongkai.core.annual.prose import Account
from gongkai.core.models import AnnualReport
from gongkai.core.report.item_gaps import list_items

if TYPE_CHECKING:
    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Yearly:
    """One annual report among the others."""

    item: Item
    record: AnnualReport
    account: Account
    before: Account | None
    """That body's report on the year before."""
    is_latest: bool
    """No report of that body on a later year is public."""

    @property
    def body(self) -> str:
        """The text below the head, as it was written."""
        return self.item.cleared.draft.source.body


def list_yearlies(holdings: Holdings) -> tuple[Yearly, ...]:
    """The annual reports by body and year."""
    found = [
        (item, item.record)
        for item in list_items(holdings)
        if isinstance(item.record, AnnualReport)
    ]
    found.sort(key=lambda pair: (pair[1].issuer, pair[1].year))
    accounts = {(record.issuer, record.year): _make_account(item, record) for item, record in found}
    last = {record.issuer: record.year for _, record in found}
    return tuple(
        Yearly(
            item,
            record,
            _make_account(item, record),
            accounts.get((record.issuer, record.year - 1)),
            last[record.issuer] == record.year,
        )
        for item, record in found
    )


def _make_account(item: Item, record: AnnualReport) -> Account:
    text = f"{item.cleared.draft.source.body}\n\n{record.summary}\n"
    return Account(text, read_figures(record))
