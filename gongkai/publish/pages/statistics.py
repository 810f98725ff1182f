"""The pages of figures, each chart with its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from gongkai.core.models.fields import FiveOpen
from gongkai.core.site_statistics import build_statistics
from gongkai.publish.charts import draw_bars, draw_columns
from gongkai.publish.pages.page import HOME, STATISTICS_URL, Head, View, list_meta
from gongkai.publish.pages.plan import Plan, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.core.site_statistics import AnnualYear, Count, Month, SiteStatistics
    from gongkai.publish.charts import Drawing

_QUARTERS = (1, 4, 7, 10)
_DRAWN = 12
"""A longer list is drawn no further; its table has all of it."""
_ANNUAL = (
    ("requests", "新收申请"),
    ("granted", "予以公开"),
    ("partly", "部分公开"),
    ("refused", "不予公开"),
    ("otherwise", "其他答复"),
    ("disputes", "复议和诉讼"),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """One section: a chart, and the table beside it; the first cell of a row is its heading."""

    id: str
    title: str
    note: str
    drawing: Drawing | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()
    """The page of each row, from the site's root; empty strings and a shorter list for none."""


def plan_statistics(site: SiteModel) -> Iterator[Plan]:
    """How much has been published, when, where and on what; by whom, how fast, and on request."""
    figures = cache(partial(build_statistics, site))
    for url, name, intro, draw in _PAGES:
        yield Plan(url, partial(_view, site, url, name, intro, draw, figures), read_all, aside=True)


def _view(  # noqa: PLR0913, PLR0917 - one line for each page below
    site: SiteModel,
    url: str,
    name: str,
    intro: str,
    draw: Callable[[SiteStatistics, int], tuple[Chart, ...]],
    find: Callable[[], SiteStatistics],
) -> View:
    year = site.today.year
    return View(
        url=url,
        kind="statistics",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, ("统计", "主动公开", "公开时限")),
        breadcrumb=HOME if url == STATISTICS_URL else (*HOME, ("公开统计", STATISTICS_URL)),
        template="statistics.html",
        context={
            "intro": intro,
            "today": site.today,
            "total": len(site.items),
            "this_year": sum(i.published.year == year for i in site.items),
            "year": year,
            "charts": tuple(chart for chart in draw(find(), year) if chart.rows),
            "others": tuple((label, other) for other, label, _, _ in _PAGES if other != url),
        },
        head=Head(styles=("assets/css/statistics.css",)),
    )


def _draw_whole(figures: SiteStatistics, year: int) -> tuple[Chart, ...]:
    return (
        _draw_months(figures),
        _draw_years(figures),
        _draw_counts("lanmu", "按栏目", "栏目", figures.columns, year),
    )


def _draw_units(figures: SiteStatistics, year: int) -> tuple[Chart, ...]:
    return (
        _draw_counts("bumen", "按责任部门", "部门", figures.units, year),
        _draw_on_time(figures),
        _draw_art20(figures, year),
        _tabulate_five_open(figures),
        *_draw_annual(figures),
    )


def _draw_months(figures: SiteStatistics) -> Chart:
    points = [(_label_month(m), m.number, str(m.number)) for m in figures.months]
    return Chart(
        "yuefen",
        "按月份",
        "最近二十四个月每月公开的条数，按发布日期计。",
        draw_columns(points, "最近二十四个月每月公开条数的柱形图，数据见下表"),
        ("月份", "条数"),
        tuple((f"{m.year}年{m.month}月", str(m.number)) for m in reversed(figures.months)),
    )


def _label_month(month: Month) -> str:
    """January tells the year, the other quarters' first months themselves, the rest nothing."""
    if month.month == 1:
        return f"{month.year}年"
    return f"{month.month}月" if month.month in _QUARTERS else ""


def _draw_years(figures: SiteStatistics) -> Chart:
    points = [(count.label, count.number, f"{count.number:,}") for count in figures.years]
    return Chart(
        "nianfen",
        "按年份",
        "历年公开的条数，按发布日期计。",
        draw_columns(points, "历年公开条数的柱形图，数据见下表"),
        ("年份", "条数"),
        tuple((count.label, f"{count.number:,}") for count in reversed(figures.years)),
    )


def _draw_counts(anchor: str, title: str, head: str, counts: Sequence[Count], year: int) -> Chart:
    ordered = sorted(counts, key=lambda count: -count.number)
    points = [(c.label, c.number, f"{c.number:,}") for c in ordered[:_DRAWN]]
    named = f"条数最多的{len(points)}个" if len(ordered) > _DRAWN else "全部"
    return Chart(
        anchor,
        title,
        f"图中为{named}{head}，表中为全部。",
        draw_bars(points, f"{title}公开条数的条形图，数据见下表"),
        (head, "条数", f"{year}年"),
        tuple((c.label, f"{c.number:,}", f"{c.this_year:,}") for c in ordered),
        tuple(c.url for c in ordered),
    )


def _draw_art20(figures: SiteStatistics, year: int) -> Chart:
    points = [
        (f"第{number}项", count.number, f"{count.number:,}")
        for number, count in enumerate(figures.art20, 1)
    ]
    return Chart(
        "leibie",
        "按法定公开类别",
        "《政府信息公开条例》第二十条的十五项内容。",
        draw_bars(points, "按条例第二十条各项公开条数的条形图，数据见下表"),
        ("类别", "条数", f"{year}年"),
        tuple(
            (f"第{number}项　{count.label}", f"{count.number:,}", f"{count.this_year:,}")
            for number, count in enumerate(figures.art20, 1)
        ),
    )


def _draw_on_time(figures: SiteStatistics) -> Chart:
    points = [(row.unit, row.percent, f"{row.percent:.1f}%") for row in figures.on_time]
    return Chart(
        "shixian",
        "公开是否及时",
        "规定了公开时限的信息中，按时公开的比例；时限依条例第二十六条和各栏目的规定计算。",
        draw_bars(points, "各部门按时公开比例的条形图，数据见下表"),
        ("部门", "有时限的条数", "按时公开", "按时率"),
        tuple(
            (row.unit, f"{row.counted:,}", f"{row.kept:,}", f"{row.percent:.1f}%")
            for row in figures.on_time
        ),
    )


def _tabulate_five_open(figures: SiteStatistics) -> Chart:
    return Chart(
        "wugongkai",
        "“五公开”分布",
        "各类栏目中标明决策、执行、管理、服务、结果公开的条数，一条信息可以属于几类。",
        None,
        ("栏目分类", *(kind.value for kind in FiveOpen)),
        tuple((row.group, *map(str, row.numbers)) for row in figures.five_open),
    )


def _draw_annual(figures: SiteStatistics) -> tuple[Chart, ...]:
    """The requests over the years; the figures are those of the annual reports."""
    if not figures.annual:
        return ()
    points = [(f"{row.year}年", row.requests, f"{row.requests:,}") for row in figures.annual]
    return (
        Chart(
            "shenqing",
            "依申请公开历年数据",
            "数据来自各年度的政府信息公开工作年度报告。",
            draw_columns(points, "历年新收政府信息公开申请件数的柱形图，数据见下表"),
            ("年度", *(label for _, label in _ANNUAL)),
            tuple(_list_year(row) for row in reversed(figures.annual)),
            tuple(row.url for row in reversed(figures.annual)),
        ),
    )


def _list_year(row: AnnualYear) -> tuple[str, ...]:
    return (f"{row.year}年", *(f"{getattr(row, name):,}" for name, _ in _ANNUAL))


_PAGES = (
    (
        STATISTICS_URL,
        "公开统计",
        "本机关主动公开的政府信息按月份、年份、栏目统计，每次更新网站时重新计算。",
        _draw_whole,
    ),
    (
        f"{STATISTICS_URL}bumen/",
        "部门、时限和类别统计",
        "各部门公开的条数和时限，法定类别和“五公开”分布，依申请公开的历年数据。",
        _draw_units,
    ),
)
