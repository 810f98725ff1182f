"""What the site says of itself: how everybody can use it, and what it learns of nobody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.publish.pages.page import (
    ABOUT_URL,
    ACCESSIBILITY_URL,
    CATALOG_URL,
    HOME,
    PRIVACY_URL,
    SITEMAP_URL,
    VERIFICATION_URL,
    Pairs,
    View,
    list_meta,
)
from gongkai.publish.pages.plan import Plan, read_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.site import SiteModel

STATEMENTS: Pairs = (
    ("关于本站", ABOUT_URL),
    ("如何核验本网站的文件", VERIFICATION_URL),
    ("无障碍声明", ACCESSIBILITY_URL),
    ("隐私声明", PRIVACY_URL),
    ("网站地图", SITEMAP_URL),
)
"""The pages that explain the site, as they stand beside each of them."""


_TEXTS = (
    (
        ACCESSIBILITY_URL,
        "无障碍声明",
        "本网站为方便老年人、残疾人等各类人群使用所做的安排，以及遇到困难时的联系方式。",
        ("无障碍", "长者版", "高对比度"),
        "accessibility.html",
    ),
    (
        PRIVACY_URL,
        "隐私声明",
        "访问本网站时，哪些信息会被处理、哪些不会。",
        ("隐私", "个人信息保护"),
        "privacy.html",
    ),
)


def plan_statements(site: SiteModel) -> Iterator[Plan]:
    """The statements on accessibility (无障碍环境建设法第三十二条) and on privacy."""
    for text in _TEXTS:
        yield Plan(text[0], partial(_view, site, *text), read_nothing)


def _view(  # noqa: PLR0913, PLR0917 - one line of the table above
    site: SiteModel, url: str, name: str, intro: str, keywords: tuple[str, ...], template: str
) -> View:
    return View(
        url=url,
        kind="statement",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, keywords),
        breadcrumb=(*HOME, ("关于本站", ABOUT_URL)),
        template=template,
        context={
            "identity": site.catalog.site,
            "intro": intro,
            "url": url,
            "statements": STATEMENTS,
            "catalog_url": CATALOG_URL,
        },
    )
