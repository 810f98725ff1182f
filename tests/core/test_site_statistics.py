from __future__ import annotations

from gongkai.core.site import build_site
from gongkai.core.site_statistics import (
    MONTHS,
    Count,
    FiveOpenRow,
    OnTime,
    SiteStatistics,
    build_statistics,
)
from tests.helpers.report_trees import Page, judge, make_column, make_tree


def build(columns: list[str], pages: list[Page]) -> SiteStatistics:
    return build_statistics(build_site(judge(make_tree(columns, pages))))


def test_items_are_counted_by_month_year_column_and_article() -> None:
    columns = [make_column("a", "zhidu", "art20: 2"), make_column("b", "zhidu", "art20: 8")]
    pages = [
        Page("a/old", "zhidu", "2025-03-02", "2025-03-03"),
        Page("a/one", "zhidu", "2026-03-02", "2026-03-03", "also_in: [b]\n"),
        Page("a/two", "zhidu", "2026-03-02", "2026-03-05", "art20: 15\n"),
    ]
    found = build(columns, pages)
    assert len(found.months) == MONTHS
    assert [(m.year, m.month, m.number) for m in found.months if m.number] == [
        (2025, 3, 1),
        (2026, 3, 2),
    ]
    assert found.years == (Count("2025年", 1, 0), Count("2026年", 2, 0))
    assert found.columns == (Count("栏目a", 3, 2, "a/"), Count("栏目b", 1, 1, "b/"))
    assert {n: (c.number, c.this_year) for n, c in enumerate(found.art20, 1) if c.number} == {
        2: (2, 1),
        15: (1, 1),
    }
    assert sum(unit.number for unit in found.units) == len(pages)


def test_kept_limits_and_five_kinds() -> None:
    columns = [make_column("a", "zhidu", "limit: 20wd"), make_column("b", "zhidu", "limit: none")]
    open_twice = "five_open: [决策公开, 结果公开]\n"
    pages = [
        Page("a/kept", "zhidu", "2026-03-02", "2026-03-30", open_twice),
        Page("a/late", "zhidu", "2026-03-02", "2026-03-31", "five_open: [结果公开]\n"),
        Page("b/free", "zhidu", "2026-03-02", "2026-10-30"),
    ]
    found = build(columns, pages)
    assert [(row.counted, row.kept) for row in found.on_time] == [(2, 1)]
    assert found.on_time[0].percent == 50
    assert OnTime("办公室", 0, 0).percent == 100
    assert [row.numbers for row in found.five_open] == [(1, 0, 0, 0, 2)]
    assert isinstance(found.five_open[0], FiveOpenRow)
    assert found.annual == ()
