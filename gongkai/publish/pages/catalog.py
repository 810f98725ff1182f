"""The catalogue (条例第十二条): overview, years, numbered issues, basic and standard catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.catalog_issues import list_issues
from gongkai.publish.exports.catalog import build_row, list_whole_forms
from gongkai.publish.exports.standard import (
    BASIC_FILE,
    BASIC_NAME,
    STANDARD_NAME,
    build_sheets,
)
from gongkai.publish.pages.page import (
    CATALOG_URL,
    HOME,
    REGISTER_URL,
    SITEMAP_URL,
    Head,
    View,
    list_meta,
)
from gongkai.publish.pages.paging import ROWS_PER_PAGE, ListPage, cut_list
from gongkai.publish.pages.plan import Plan, read_all, read_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog_issues import Issue
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests
    from gongkai.publish.exports.tables import Sheet

CATALOG_ON_ONE_PAGE = 50
"""A catalogue with no more entries than this is one page; the overview of a longer one shows its
newest entries, as many as stand on a page of an issue."""
ISSUES_PER_PAGE = 24
"""Two years of them."""
ISSUES_URL = f"{CATALOG_URL}qi/"
DUTIES_URL = f"{CATALOG_URL}jiben-mulu/"
STANDARD_URL = f"{CATALOG_URL}biaozhun-mulu/"
_NAME = "政府信息公开目录"
_INTRO = "列明本机关主动公开的全部政府信息的索引号、名称、内容概述、生成日期等要素。"
_KEYWORDS = (_NAME, "索引号", "内容概述")
_ABOVE = (*HOME, (_NAME, CATALOG_URL))
_STYLE = "assets/css/catalog.css"


def plan_catalog(site: SiteModel) -> Iterator[Plan]:
    """The catalogue's overview, its years where it does not hold all, issues and duties."""
    years = site.years
    issues = list_issues(site)
    whole = len(site.items) <= CATALOG_ON_ONE_PAGE
    yield Plan(CATALOG_URL, partial(_view_overview, site, years, whole=whole), read_all)
    for year, items in () if whole else years:
        own = tuple(issue for issue in issues if issue.year == year)
        counts = (len(items), *map(_tell, own))
        view = partial(_view_year, site, year, len(items), own)
        yield Plan(f"{CATALOG_URL}{year}/", view, partial(read_given, counts), aside=True)
    for page in cut_list(issues, ISSUES_URL, ISSUES_URL, ISSUES_PER_PAGE):
        counts = (page.told, *map(_tell, page.items))
        view = partial(_view_issues, site, page)
        yield Plan(page.url, view, partial(read_given, counts), aside=page.number > 1)
    for issue in issues:
        if issue.items:
            yield from _plan_issue(site, issue)
    for name, sheet in build_sheets(site):
        url = DUTIES_URL if name == BASIC_FILE else STANDARD_URL
        view = partial(_view_duties, site, name, sheet, url)
        yield Plan(url, view, partial(read_given, sheet.rows))


def _plan_issue(site: SiteModel, issue: Issue) -> Iterator[Plan]:
    url = f"{ISSUES_URL}{issue.id}/"
    for page in cut_list(issue.items, url, url, ROWS_PER_PAGE):
        yield Plan(
            page.url,
            partial(_view_issue, site, issue, page),
            partial(_read_issue, issue, page),
            aside=True,
        )


def _read_issue(issue: Issue, page: ListPage[Item], digests: Digests) -> Iterator[object]:
    """The first page tells the number of entries; the others do not, that one more changes."""
    yield digests.of_items(page.items)
    yield page.told
    yield _tell(issue) if page.number == 1 else (issue.id, issue.number)


def _tell(issue: Issue) -> tuple[str, int, int, bool]:
    """What a list of issues says of one."""
    return issue.id, issue.number, len(issue.items), issue.closed


def _view_overview(
    site: SiteModel, years: tuple[tuple[int, tuple[Item, ...]], ...], *, whole: bool
) -> View:
    shown = site.items if whole else site.items[:ROWS_PER_PAGE]
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
            "sitemap_url": SITEMAP_URL,
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


def _view_year(site: SiteModel, year: int, number: int, issues: tuple[Issue, ...]) -> View:
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
            "page": None,
            "rows": (),
            "issues": issues,
            "issues_url": ISSUES_URL,
            "files": f"{CATALOG_URL}{year}/catalog",
        },
        head=Head(styles=(_STYLE,)),
    )


def _view_issues(site: SiteModel, page: ListPage[Issue]) -> View:
    name = "政府信息公开目录分期"
    intro = "按月编制的政府信息公开目录，自首次公开信息的月份起连续编号，月末截止。"
    return View(
        url=page.url,
        kind="catalog-issues",
        title=f"{name}{_name_page(page)}",
        description=intro,
        meta=list_meta(site, name, intro, (*_KEYWORDS, "分期目录")),
        breadcrumb=_ABOVE if page.number == 1 else (*_ABOVE, ("分期目录", ISSUES_URL)),
        template="catalog_issues.html",
        context={"intro": intro, "page": page, "issues_url": ISSUES_URL},
        head=Head(styles=(_STYLE,)),
    )


def _view_issue(site: SiteModel, issue: Issue, page: ListPage[Item]) -> View:
    name, url = f"{_NAME}{issue.name}", f"{ISSUES_URL}{issue.id}/"
    intro = f"{issue.year}年{issue.month}月主动公开的政府信息。"
    if page.number == 1:
        count = f"{issue.year}年{issue.month}月主动公开的{len(issue.items)}条政府信息"
        intro = f"{count}。" if issue.closed else f"{count}，本期月末截止，尚在编制。"
    above = (*_ABOVE, ("分期目录", ISSUES_URL))
    return View(
        url=page.url,
        kind="catalog-issue",
        title=f"{name}{_name_page(page)}",
        description=intro,
        meta=list_meta(site, name, intro, (*_KEYWORDS, "分期目录")),
        breadcrumb=above if page.number == 1 else (*above, (issue.name, url)),
        template="catalog_year.html",
        context={
            "intro": intro,
            "page": page,
            "rows": tuple(build_row(item) for item in page.items),
            "issues": (),
            "issues_url": ISSUES_URL,
            "files": f"{url}catalog",
        },
        head=Head(styles=(_STYLE,)),
    )


def _name_page(page: ListPage[object]) -> str:
    return f"第{page.number}页" if page.number > 1 else ""


def _view_duties(site: SiteModel, file: str, table: Sheet, url: str) -> View:
    intro = "本机关应当主动公开的事项、内容、依据、时限和责任部门，随栏目设置同步更新。"
    basic = url == DUTIES_URL
    return View(
        url=url,
        kind="catalog-duties",
        title=table.name,
        description=intro,
        meta=list_meta(site, table.name, intro, (table.name, "公开事项")),
        breadcrumb=_ABOVE,
        template="catalog_duties.html",
        context={
            "intro": intro,
            "table": table,
            "file": file,
            "basic": basic,
            "other": (STANDARD_NAME, STANDARD_URL) if basic else (BASIC_NAME, DUTIES_URL),
            "root": site.catalog.site.url,
        },
        head=Head(styles=(_STYLE,)),
    )
