"""The register of what is not disclosed: titles on request as policy allows, the rest as counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.core.models.entries import REASON_TEXT, ReasonCode
from gongkai.publish.pages.page import HOME, REGISTER_URL, View, block_url, list_meta
from gongkai.publish.pages.paging import cut_list
from gongkai.publish.pages.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models import RegisterEntry
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests
    from gongkai.publish.pages.paging import ListPage


def plan_register(site: SiteModel) -> Iterator[Plan]:
    """The register, of which the first page has the counts."""
    shown = site.on_request if site.catalog.policy.show_on_request else ()
    for page in cut_list(shown, REGISTER_URL, REGISTER_URL):
        view, read = partial(_view_register, site, page), partial(_read_register, site, page)
        yield Plan(page.url, view, read, aside=page.number > 1)


def _read_register(
    site: SiteModel, page: ListPage[RegisterEntry], _digests: Digests
) -> tuple[object, ...]:
    """The first page tells the numbers of entries; the others do not, that one more changes."""
    entries = [(e.title, e.index_number, str(e.made), e.unit) for e in page.items]
    if page.number > 1:
        return entries, page.told
    return entries, page.told, len(site.on_request), site.withheld


def _view_register(site: SiteModel, page: ListPage[RegisterEntry]) -> View:
    name = "依申请公开目录和不予公开统计"
    intro = "依申请公开的政府信息名称，以及不予公开信息的数量和法定理由。"
    above = (*HOME, ("依申请公开", block_url(site, Block.REQUEST)))
    first = page.number == 1
    return View(
        url=page.url,
        kind="register",
        title=name if first else f"{name}第{page.number}页",
        description=intro,
        meta=list_meta(site, name, intro, ("依申请公开", "不予公开")),
        breadcrumb=above if first else (*above, (name, REGISTER_URL)),
        template="register.html",
        context={
            "page": page,
            "intro": intro,
            "total": len(site.on_request),
            "shown": site.catalog.policy.show_on_request,
            "withheld": tuple((REASON_TEXT[ReasonCode(c)], n) for c, n in site.withheld),
            "withheld_total": sum(number for _, number in site.withheld),
            "units": site.catalog.unit_by_id,
            "request_url": block_url(site, Block.REQUEST),
        },
    )
