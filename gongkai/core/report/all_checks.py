"""Every check of a report, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.annual_checks import check_annual
from gongkai.core.report.annual_counts import check_annual_counts
from gongkai.core.report.checks import Topic
from gongkai.core.report.date_checks import check_dates
from gongkai.core.report.element_checks import check_elements
from gongkai.core.report.identity_checks import check_identity
from gongkai.core.report.limit_checks import check_limits
from gongkai.core.report.management_checks import check_management
from gongkai.core.report.relation_checks import check_relations
from gongkai.core.report.review_checks import check_reviews
from gongkai.core.report.signing_checks import check_signing
from gongkai.core.report.update_checks import check_updates
from gongkai.core.report.website_checks import check_website_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.core.report.checks import Check
    from gongkai.core.report.holdings import Holdings

SOURCES: tuple[Callable[[Holdings], Iterator[Check]], ...] = (
    check_elements,
    check_identity,
    check_updates,
    check_limits,
    check_dates,
    check_relations,
    check_reviews,
    check_signing,
    check_management,
    check_annual,
    check_annual_counts,
    check_website_forms,
)
"""Each gives checks of one kind; their order is that within a topic."""


def list_checks(holdings: Holdings) -> tuple[Check, ...]:
    """All checks on what is public, by topic, then in the order of their sources."""
    topics = list(Topic)
    checks = [check for source in SOURCES for check in source(holdings)]
    return tuple(sorted(checks, key=lambda check: topics.index(check.duty.topic)))
