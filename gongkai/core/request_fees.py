"""The fee for processing requests for information (国办函〔2020〕109号), in yuan.

Either by the number of requests or by the pages of one request, never by both at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FREE_ITEMS = 10
FREE_PAGES = 30
_ITEM_RATE = 100
_FLAT_ITEMS = 30
_BAND = 10
_PAGE_TIERS = ((31, 100, 10), (101, 200, 20), (201, None, 40))


@dataclass(frozen=True, slots=True)
class FeePart:
    """One tier of a fee: so many items or pages at one rate."""

    first: int
    last: int
    rate: int
    """Yuan for each item or page."""

    @property
    def amount(self) -> int:
        """Yuan for the whole tier."""
        return (self.last - self.first + 1) * self.rate


def split_item_fee(items: int) -> Iterator[FeePart]:
    """The paid tiers of all requests by one applicant in one calendar month.

    Ten are free, the 11th to the 30th cost 100 yuan each; from the 31st on, each ten make a tier
    that costs 100 yuan more for each request than the tier before.

    Raises:
        ValueError: if the number is negative.
    """
    if items < 0:
        raise ValueError("件数不能为负")
    if items > FREE_ITEMS:
        yield FeePart(FREE_ITEMS + 1, min(items, _FLAT_ITEMS), _ITEM_RATE)
    for number, first in enumerate(range(_FLAT_ITEMS + 1, items + 1, _BAND), 2):
        yield FeePart(first, min(items, first + _BAND - 1), number * _ITEM_RATE)


def split_page_fee(pages: int) -> Iterator[FeePart]:
    """The paid tiers of one request's pages: 30 free, then 10, 20 and 40 yuan a page.

    Raises:
        ValueError: if the number is negative.
    """
    if pages < 0:
        raise ValueError("页数不能为负")
    for first, last, rate in _PAGE_TIERS:
        if pages >= first:
            yield FeePart(first, pages if last is None else min(pages, last), rate)


def compute_item_fee(items: int) -> int:
    """Yuan for all requests by one applicant in one calendar month."""
    return sum(part.amount for part in split_item_fee(items))


def compute_page_fee(pages: int) -> int:
    """Yuan for the pages of one request."""
    return sum(part.amount for part in split_page_fee(pages))
