"""Site map, about, how to verify, not found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.publish.pages.catalog import DUTIES_URL, ISSUES_URL
from gongkai.publish.pages.page import (
    ABOUT_URL,
    ACCESSIBILITY_URL,
    CATALOG_URL,
    FEEDS_URL,
    HOME,
    INTERFACE_URL,
    KEY_AREAS_URL,
    NOT_FOUND_URL,
    PRIVACY_URL,
    REGISTER_URL,
    SEARCH_URL,
    SITEMAP_URL,
    STATISTICS_URL,
    VERIFICATION_URL,
    Page,
    View,
    block_url,
    list_meta,
    site_meta,
)
from gongkai.publish.pages.plan import Plan, read_nothing
from gongkai.publish.pages.statements import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.site import SiteModel


def plan_general(site: SiteModel) -> Iterator[Plan]:
    """The site map and what the site says of itself."""
    yield Plan(SITEMAP_URL, partial(_view_sitemap, site), read_nothing)
    yield Plan(ABOUT_URL, partial(_view_about, site), read_nothing)
    yield Plan(VERIFICATION_URL, partial(_view_verification, site), read_nothing)


def _view_sitemap(site: SiteModel) -> View:
    """The site map for readers."""
    intro = "本网站全部栏目一览。"
    tools = (
        ("政府信息公开目录", CATALOG_URL),
        ("政府信息公开目录分期", ISSUES_URL),
        ("主动公开基本目录", DUTIES_URL),
        ("站内检索", SEARCH_URL),
        ("公开统计", STATISTICS_URL),
        ("依申请公开目录和不予公开统计", REGISTER_URL),
        ("订阅", FEEDS_URL),
        ("数据接口", INTERFACE_URL),
        *(page for page in STATEMENTS if page[1] != SITEMAP_URL),
    )
    return View(
        url=SITEMAP_URL,
        kind="sitemap",
        title="网站地图",
        description=intro,
        meta=list_meta(site, "网站地图", intro, ("网站地图",)),
        breadcrumb=HOME,
        template="sitemap.html",
        context={
            "site": site,
            "blocks": tuple((b, block_url(site, b), site.groups_in(b)) for b in Block),
            "block_names": BLOCK_NAMES,
            "areas_url": KEY_AREAS_URL,
            "tools": tools,
        },
    )


def _view_about(site: SiteModel) -> View:
    """The identity card of the site."""
    intro = "本网站的主办单位、标识、备案、联系方式和公开内容的审查与核验。"
    return View(
        url=ABOUT_URL,
        kind="about",
        title="关于本站",
        description=intro,
        meta=list_meta(site, "关于本站", intro, ("主办单位", "联系方式", "备案")),
        breadcrumb=HOME,
        template="about.html",
        context={
            "site": site,
            "identity": site.catalog.site,
            **_describe_levels(site),
            "url": ABOUT_URL,
            "statements": STATEMENTS,
            "sitemap_url": SITEMAP_URL,
            "accessibility_url": ACCESSIBILITY_URL,
            "privacy_url": PRIVACY_URL,
            "verification_url": VERIFICATION_URL,
        },
    )


def _view_verification(site: SiteModel) -> View:
    """How anyone checks a document with tools that every computer has."""
    name = "如何核验本网站的文件"
    intro = "用电脑自带的通用工具，核对一份文件自审查以来有没有改动、由谁审查。"
    return View(
        url=VERIFICATION_URL,
        kind="verification",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, ("核验", "审查凭据", "电子签名")),
        breadcrumb=(*HOME, ("关于本站", ABOUT_URL)),
        template="verification.html",
        context={
            "site": site,
            "intro": intro,
            "url": VERIFICATION_URL,
            "statements": STATEMENTS,
        },
    )


def _describe_levels(site: SiteModel) -> dict[str, tuple[str, ...]]:
    """The names of the levels that every document goes through, and of those that some do."""
    policy = site.catalog.policy
    names = {level.role: level.name for level in policy.levels}
    asked = [rule.levels for rule in policy.rules] or [tuple(names)]
    always = tuple(role for role in asked[-1] if all(role in levels for levels in asked))
    further = tuple(role for role in names if role not in always)
    return {
        "levels": tuple(names[role] for role in always),
        "further": tuple(names[role] for role in further),
    }


def build_not_found(site: SiteModel) -> Page:
    """What the frame needs for `404.html`, whose own text stands in that template."""
    return Page(
        url=NOT_FOUND_URL,
        kind="not-found",
        title="没有找到您要访问的网页",
        description="网址可能有误，或者网页已经调整。",
        meta=(*site_meta(site), ("robots", "noindex")),
        breadcrumb=HOME,
        html="",
    )
