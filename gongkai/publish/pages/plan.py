"""The general pages: what each shows besides the frame, told apart from the making of it.

Whoever lets a view or its template show more must let `reads` tell it, else an old page would stay
in the site; `tests/publish/pages/test_plan.py` changes sites in many ways and looks for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gongkai.core.column_views import ColumnView, KeyAreaView
    from gongkai.publish.digests import Digests
    from gongkai.publish.pages.page import Page, View


class Plan(NamedTuple):
    """One general page."""

    url: str
    view: Callable[[], View]
    reads: Callable[[Digests], Iterable[object]]
    """Everything besides the frame that the page shows, in values that JSON can hold."""
    aside: bool = False
    """Whether the engine's own workers make it beside MkDocs, as they make documents: the further
    pages of lists, which are many, and those that take long."""


class PlannedPage(NamedTuple):
    """One general page with the digest of all that it depends on."""

    url: str
    key: str
    make: Callable[[], Page]
    """Makes the page; raises `FrameError` when its template cannot be used."""
    aside: bool = False
    """See `Plan`."""


def read_nothing(_digests: Digests) -> tuple[object, ...]:
    """Of a page that shows the frame alone: catalogue, policy, day."""
    return ()


def read_all(digests: Digests) -> tuple[object, ...]:
    """Of a page that may show anything of the site."""
    return (digests.content,)


def read_given(values: Iterable[object], _digests: Digests) -> Iterable[object]:
    """Of a page that shows some values and nothing else, which come first."""
    return values


def tell_counts(views: Iterable[ColumnView | KeyAreaView]) -> list[tuple[int, str]]:
    """What links to columns and areas say of them: number of items and day of the newest."""
    return [(len(view.items), str(view.last)) for view in views]
