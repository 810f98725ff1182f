"""Long lists over several pages.

Entries are counted from the oldest: a page once full keeps its address and its entries, and what
is added changes the newest page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.publish.pages.page import Pairs

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PER_PAGE = 60
"""Entries of a list on a full page."""
ROWS_PER_PAGE = 40
"""Rows of a table that tell more."""
_NEAR = 2
"""So many pages on either side can be gone to at once."""


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T_co]):
    """One page of a list, which is cut up newest first."""

    url: str
    number: int
    """From 1, the page of the newest entries."""
    urls: tuple[str, ...]
    """The addresses of all pages, newest first."""
    items: tuple[T_co, ...]

    @property
    def newer(self) -> str | None:
        """The address of the page before this one."""
        return self.urls[self.number - 2] if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """The address of the page after this one."""
        return self.urls[self.number] if self.number < len(self.urls) else None

    @property
    def choices(self) -> Pairs:
        """Number and address of the first page, the last and those near; empty where some lack."""
        last = len(self.urls)
        near = range(max(1, self.number - _NEAR), min(last, self.number + _NEAR) + 1)
        shown = sorted({1, *near, last})
        found: list[tuple[str, str]] = []
        for before, number in zip((0, *shown), shown, strict=False):
            if number > before + 1:
                found.append(("", ""))
            found.append((str(number), self.urls[number - 1]))
        return tuple(found)

    @property
    def told(self) -> tuple[int, int]:
        """All that the page shows of the other pages, for its key."""
        return self.number, len(self.urls)


def cut_list(
    items: Sequence[T], first: str, folder: str, most: int = PER_PAGE
) -> tuple[ListPage[T], ...]:
    """The pages of a list that is newest first.

    The first one stands at its own address. It has a quarter of `most` entries at least, where
    there are so many, and fewer than `most` and a quarter. The others stand below the folder, 1
    being the oldest, with `most` entries each.
    """
    full = max(0, (len(items) - most // 4) // most)
    newest = len(items) - full * most
    parts = [items[:newest], *(items[at : at + most] for at in range(newest, len(items), most))]
    urls = (first, *(f"{folder}{number}/" for number in range(full, 0, -1)))
    return tuple(
        ListPage(url, number, urls, tuple(part))
        for number, (url, part) in enumerate(zip(urls, parts, strict=True), 1)
    )
