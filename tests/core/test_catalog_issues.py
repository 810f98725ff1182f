from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.core.catalog_issues import list_issues
from tests.helpers.site_models import build_tiny
from tests.helpers.tiny_site import at


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), []),
        (("2026-11-06",), [(1, "第1期（2026年11月）", 1, False)]),
        (
            ("2025-12-30", "2026-02-10", "2026-02-11", "2026-11-06"),
            [
                (12, "第12期（2026年11月）", 1, False),
                *((n, f"第{n}期（2026年{n - 1}月）", 0, True) for n in range(11, 3, -1)),
                (3, "第3期（2026年2月）", 2, True),
                (2, "第2期（2026年1月）", 0, True),
                (1, "第1期（2025年12月）", 1, True),
            ],
        ),
    ],
)
def test_issues_are_months_numbered_from_the_first(
    days: tuple[str, ...], expected: list[tuple[int, str, int, bool]]
) -> None:
    site = build_tiny()
    items = tuple(
        replace(site.items[0], cleared=replace(site.items[0].cleared, published=at(day)))
        for day in reversed(days)
    )
    found = list_issues(replace(site, items=items))
    assert [
        (issue.number, issue.name, len(issue.items), issue.closed) for issue in found
    ] == expected
