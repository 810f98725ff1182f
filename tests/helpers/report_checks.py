"""Checks of small repositories, as tables of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.report.holdings import Holdings, collect_holdings
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gongkai.core.report.checks import Check

GFX = (
    "document_number: 示档规〔2026〕{serial}号\ngenre: 通知\nregistration_number: 甲{serial}\n"
    "effective: {effective}\nexpiry: {expiry}\nlegality_review: {review}\n"
)
Outcome: TypeAlias = tuple[int, int, list[tuple[str, str]]]
"""Cases judged, cases kept, and the place and text of each gap."""


def hold(
    columns: Sequence[str],
    pages: Sequence[Page],
    extra: Mapping[str, str | bytes] | None = None,
) -> Holdings:
    """The holdings of a repository that the gate lets pass."""
    verdict = judge(make_tree(columns, pages, extra=extra))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return holdings


def run_checks(
    source: Callable[[Holdings], Iterator[Check]], holdings: Holdings
) -> dict[str, Outcome]:
    """What each check of a source came to, by the id of its duty."""
    return {
        check.duty.id: (check.judged, check.kept, [(gap.id, gap.text) for gap in check.gaps])
        for check in source(holdings)
    }


def format_normative(
    serial: int = 1,
    effective: str = "2026-03-01",
    expiry: str = "2031-03-01",
    review: str = "法制科1号",
) -> str:
    """The fields that a normative document has beside those of any document."""
    return GFX.format(serial=serial, effective=effective, expiry=expiry, review=review)
