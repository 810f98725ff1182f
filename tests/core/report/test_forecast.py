from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.models.fields import BEIJING
from gongkai.core.report.completeness import build_columns
from gongkai.core.report.forecast import Forecast, FutureCounter, Turning, build_forecast
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.inspection import build_inspection
from gongkai.core.site import build_site
from tests.helpers.report_trees import NOW, Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.tree import Tree

TODAY = NOW.date()
DAY = timedelta(days=1)


def collect(tree: Tree, now: datetime = NOW) -> Holdings:
    verdict = judge(tree, now)
    assert not verdict.blocked
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return holdings


def show(address: str, age: int, left: int | None = None) -> Page:
    day = (TODAY - DAY * age).isoformat()
    fields = "" if left is None else f"show_until: {TODAY + DAY * left}\n"
    return Page(address, "zhidu", day, day, fields)


def move(holdings: Holdings, day: date) -> Holdings:
    """The same site on another day, without what is not shown any more."""
    left = {
        item.id
        for item in holdings.items
        if item.record.show_until is None or item.record.show_until >= day
    }
    return replace(
        holdings,
        today=day,
        items=tuple(item for item in holdings.items if item.id in left),
        views=tuple(
            replace(view, items=tuple(item for item in view.items if item.id in left))
            for view in holdings.views
        ),
    )


def list_values(holdings: Holdings) -> list[tuple[str, int | None, bool]]:
    counters = build_inspection(holdings, build_columns(holdings))
    return [(counter.id, counter.value, counter.failed) for counter in counters]


NATURES = st.sampled_from(["dynamic", "notice", "regular"])
AGES = st.sampled_from([*range(18), 84, 85, 90, 91, 160, 182, 183, 184, 200])
LEFT = st.sampled_from([None, None, *range(32)])
ROWS = st.tuples(
    NATURES, st.sampled_from([None, 14, 90]), st.lists(st.tuples(AGES, LEFT), max_size=4)
)


@settings(max_examples=25)
@given(st.lists(ROWS, max_size=12))
def test_each_day_is_told_as_the_inspection_of_that_day_tells_it(
    rows: list[tuple[str, int | None, list[tuple[int, int | None]]]],
) -> None:
    columns, pages = [make_column("z", "zhidu", "zero_statement: 本期无。")], []
    for number, (nature, limit, items) in enumerate(rows):
        fields = f"nature: {nature}" + (f"\nmax_age: {limit}" if limit else "")
        columns.append(make_column(f"c{number}", "zhidu", fields))
        pages += [show(f"c{number}/p{n}", age, left) for n, (age, left) in enumerate(items)]
    holdings = collect(make_tree(columns, pages))
    forecast = build_forecast(holdings, build_columns(holdings))
    told = [list_values(move(holdings, TODAY + DAY * ahead)) for ahead in range(31)]
    for position, counter in enumerate(forecast.counters):
        assert [(counter.id, value) for value in counter.values] == [
            line[position][:2] for line in told
        ]
        failed = [TODAY + DAY * n for n, line in enumerate(told) if line[position][2]]
        assert counter.fails_on == (failed[0] if failed else None)
        assert (counter.value, counter.failed) == told[-1][position][1:]


def test_the_gate_of_a_later_day_counts_what_was_told() -> None:
    columns = [
        make_column("a", "zhidu", "nature: dynamic"),
        make_column("b", "zhidu", "max_age: 90"),
    ]
    tree = make_tree(columns, [show("a/one", 5), show("a/two", 2, 4), show("b/one", 80, 20)])
    holdings = collect(tree)
    forecast = build_forecast(holdings, build_columns(holdings))
    for ahead in (1, 4, 5, 10, 11, 20, 21, 30):
        later = collect(tree, datetime.combine(TODAY + DAY * ahead, NOW.timetz(), BEIJING))
        assert [(c.id, c.values[ahead]) for c in forecast.counters] == [
            line[:2] for line in list_values(later)
        ]


def test_turnings_and_first_failures() -> None:
    columns = [
        make_column("news", "zhidu", "nature: dynamic\nmax_age: 400"),
        make_column("notes", "zhidu", "nature: notice\nmax_age: 30"),
        make_column("other", "zhidu", "max_age: 90"),
        make_column("stale", "zhidu", "max_age: 90"),
        make_column("fresh", "zhidu", "max_age: 365"),
        make_column("gone", "zhidu", "max_age: 90"),
        *(make_column(f"e{n}", "zhidu") for n in range(4)),
    ]
    pages = [
        show("news/a", 12),
        show("notes/a", 180),
        show("other/a", 88),
        show("stale/a", 120),
        show("fresh/a", 10),
        show("gone/a", 3, 6),
    ]
    holdings = collect(make_tree(columns, pages))
    until = TODAY + DAY * 30
    other = (*(1,) * 3, *(2,) * 28)
    assert build_forecast(holdings, build_columns(holdings)) == Forecast(
        until,
        (
            Turning(TODAY + DAY * 3, "news", "栏目news", "办公室", "dynamic", 14),
            Turning(TODAY + DAY * 3, "other", "栏目other", "办公室", "other", 90),
            Turning(TODAY + DAY * 4, "notes", "栏目notes", "办公室", "dynamic", 183),
            Turning(TODAY + DAY * 7, "", "首页", "", "home", 14),
            Turning(TODAY + DAY * 7, "gone", "栏目gone", "办公室", "empty", 0),
        ),
        (
            FutureCounter(
                "home",
                "首页未更新",
                40,
                14,
                failed=True,
                fails_on=TODAY + DAY * 7,
                values=(*range(3, 10), *range(17, 41)),
            ),
            FutureCounter(
                "dynamic",
                "动态、公告类栏目未更新",
                2,
                5,
                failed=False,
                fails_on=None,
                values=(0, 0, 0, 1, *(2,) * 27),
            ),
            FutureCounter(
                "other", "其他栏目应更新未更新", 2, 10, failed=False, fails_on=None, values=other
            ),
            FutureCounter(
                "empty",
                "空白栏目",
                5,
                5,
                failed=True,
                fails_on=TODAY + DAY * 7,
                values=(*(4,) * 7, *(5,) * 24),
            ),
        ),
    )


def test_a_site_without_anything() -> None:
    holdings = collect(make_tree([make_column("a", "zhidu", "zero_statement: 本期无。")]))
    home = build_forecast(holdings, build_columns(holdings)).counters[0]
    assert (home.value, home.failed, home.fails_on) == (None, True, TODAY)
