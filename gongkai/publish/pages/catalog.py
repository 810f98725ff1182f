"""The catalogue (条例第十二条): overview, years, numbered issues, basic and standard catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.catalog_issues import list_issues
from gongkai.publish.exports.catalog import build_row, list_whole_forms
from gongkai.publish.exports.standard import build_sheets
from gongkai.publish.pages.page import CATALOG_URL, HOME, REGISTER_URL, Head, View, list_meta
from gongkai.publish.pages.plan import Plan, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog_issues import Issue
    from gongkai.core.site import Item, SiteModel
    from gongkai.publish.exports.tables import Sheet

CATALOG_ON_ONE_PAGE = 200
"""A catalogue with no more entries than this is one page, and a page has no more entries."""
ISSUES_URL = f"{CATALOG_URL}qi/"
DUTIES_URL = f"{CATALOG_URL}jiben-mulu/"
_NAME = "政府信息公开目录"
_INTRO = "列明本机关主动公开的全部政府信息的索引号、名称、内容概述、生成日期等要素。"
_KEYWORDS = (_NAME, "索引号", "内容概述")
_ABOVE = (*HOME, (_NAME, CATALOG_URL))
_STYLE = "assets/css/catalog.css"


def plan_catalog(site: SiteModel) -> Iterator[Plan]:
    """The catalogue's overview and, where it does not hold all, its years; issues and duties."""
    years = site.years
    issues = list_issues(site)
    whole = len(site.items) <= CATALOG_ON_ONE_PAGE
    yield Plan(CATALOG_URL, partial(_view_overview, site, years, whole=whole), read_all)
    for year, items in () if whole else years:
        yield _plan_year(site, year, items, issues)
    counts = [_tell(issue) for issue in issues]
    yield Plan(ISSUES_URL, partial(_view_issues, site, issues), lambda _: counts)
    for issue in issues:
        if issue.items:
            yield _plan_issue(site, issue)
    sheets = build_sheets(site)
    rows = [sheet.rows for _, sheet in sheets]
    yield Plan(DUTIES_URL, partial(_view_duties, site, sheets), lambda _: rows)


def _plan_year(
    site: SiteModel, year: int, items: tuple[Item, ...], issues: tuple[Issue, ...]
) -> Plan:
    own = tuple(issue for issue in issues if issue.year == year)
    shown = items if len(items) <= CATALOG_ON_ONE_PAGE else ()
    return Plan(
        f"{CATALOG_URL}{year}/",
        partial(_view_year, site, year, len(items), shown, own),
        lambda digests: (len(items), digests.of_items(shown), [*map(_tell, own)]),
    )


def _plan_issue(site: SiteModel, issue: Issue) -> Plan:
    return Plan(
        f"{ISSUES_URL}{issue.id}/",
        partial(_view_issue, site, issue),
        lambda digests: (_tell(issue), digests.of_items(issue.items)),
    )


def _tell(issue: Issue) -> tuple[str, int, int, bool]:
    """What a list of issues says of one."""
    return issue.id, issue.number, len(issue.items), issue.closed


def _view_overview(
    site: SiteModel, years: tuple[tuple[int, tuple[Item, ...]], ...], *, whole: bool
) -> View:
    shown = site.items[:CATALOG_ON_ONE_PAGE]
    genres, manners, validities = _list_values(site)
    return View(
        url=CATALOG_URL,
        kind="catalog",
        title=_NAME,
        description=_INTRO,
        meta=list_meta(site, _NAME, _INTRO, _KEYWORDS),
        breadcrumb=HOME,
        template="catalog.html",
        context={
            "site": site,
            "rows": tuple(build_row(item) for item in shown),
            "years": tuple((year, len(items)) for year, items in years),
            "whole": whole,
            "total": len(site.items),
            "forms": list_whole_forms(site),
            "intro": _INTRO,
            "catalog_url": CATALOG_URL,
            "issues_url": ISSUES_URL,
            "duties_url": DUTIES_URL,
            "register_url": REGISTER_URL,
            "columns": tuple(view.column for view in site.columns if view.items),
            "genres": genres,
            "manners": manners,
            "validities": validities,
            "downloads": tuple(view for view in site.columns if view.items),
        },
        head=Head(styles=(_STYLE,), scripts=("assets/js/catalog.js",)),
    )


def _list_values(site: SiteModel) -> Iterator[tuple[str, ...]]:
    """The genres, manners of disclosure and validities that the entries have, each once."""
    items = {
        (item.record.genre, item.record.disclosure, item.validity): item for item in site.items
    }
    rows = [build_row(item) for item in items.values()]
    for name in ("genre", "disclosure", "validity"):
        yield tuple(sorted({getattr(row, name) for row in rows}))


def _view_year(
    site: SiteModel, year: int, number: int, shown: tuple[Item, ...], issues: tuple[Issue, ...]
) -> View:
    intro = f"{year}年主动公开的{number}条政府信息。"
    return View(
        url=f"{CATALOG_URL}{year}/",
        kind="catalog-year",
        title=f"{_NAME}（{year}年）",
        description=intro,
        meta=list_meta(site, _NAME, intro, _KEYWORDS),
        breadcrumb=_ABOVE,
        template="catalog_year.html",
        context={
            "intro": intro,
            "rows": tuple(build_row(item) for item in shown),
            "issues": issues,
            "issues_url": ISSUES_URL,
            "files": f"{CATALOG_URL}{year}/catalog",
        },
        head=Head(styles=(_STYLE,)),
    )


def _view_issues(site: SiteModel, issues: tuple[Issue, ...]) -> View:
    name = "政府信息公开目录分期"
    intro = "按月编制的政府信息公开目录，自首次公开信息的月份起连续编号，月末截止。"
    return View(
        url=ISSUES_URL,
        kind="catalog-issues",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (*_KEYWORDS, "分期目录")),
        breadcrumb=_ABOVE,
        template="catalog_issues.html",
        context={"intro": intro, "issues": issues, "issues_url": ISSUES_URL},
        head=Head(styles=(_STYLE,)),
    )


def _view_issue(site: SiteModel, issue: Issue) -> View:
    name = f"{_NAME}{issue.name}"
    count = f"{issue.year}年{issue.month}月主动公开的{len(issue.items)}条政府信息"
    intro = f"{count}。" if issue.closed else f"{count}，本期月末截止，尚在编制。"
    return View(
        url=f"{ISSUES_URL}{issue.id}/",
        kind="catalog-issue",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (*_KEYWORDS, "分期目录")),
        breadcrumb=(*_ABOVE, ("分期目录", ISSUES_URL)),
        template="catalog_year.html",
        context={
            "intro": intro,
            "rows": tuple(build_row(item) for item in issue.items),
            "issues": (),
            "issues_url": ISSUES_URL,
            "files": f"{ISSUES_URL}{issue.id}/catalog",
        },
        head=Head(styles=(_STYLE,)),
    )


def _view_duties(site: SiteModel, sheets: tuple[tuple[str, Sheet], ...]) -> View:
    name = "主动公开基本目录"
    intro = "本机关应当主动公开的事项、内容、依据、时限和责任部门，随栏目设置同步更新。"
    return View(
        url=DUTIES_URL,
        kind="catalog-duties",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (name, "标准目录", "公开事项")),
        breadcrumb=_ABOVE,
        template="catalog_duties.html",
        context={"intro": intro, "tables": sheets, "root": site.catalog.site.url},
        head=Head(styles=(_STYLE,)),
    )
