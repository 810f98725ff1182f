"""The pages that lead to columns: the blocks and the key areas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.publish.exports.feeds import FOLDER
from gongkai.publish.pages.columns import ON_ONE_PAGE
from gongkai.publish.pages.page import HOME, KEY_AREAS_URL, View, block_url, list_meta
from gongkai.publish.pages.plan import Plan, read_given, tell_counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.column_views import KeyAreaView
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests

_BLOCK_INTROS = {
    Block.GUIDE: "政府信息的分类、编排体系、获取方式和公开工作机构的联系方式。",
    Block.RULES: "政府信息公开的审查、发布、申请办理、考核和责任追究等制度。",
    Block.STATUTORY: "依照《政府信息公开条例》第二十条、第二十一条主动公开的政府信息。",
    Block.ANNUAL: "历年政府信息公开工作年度报告。",
    Block.REQUEST: "向本机关申请获取政府信息的方式、时限和收费。",
    Block.OUTSIDE: "工作动态和通知公告。",
}
_KEY_AREAS = "重点领域信息公开"


def plan_blocks(site: SiteModel) -> Iterator[Plan]:
    """The pages that list a block's columns; a block of one column is read at that column."""
    for block in Block:
        url = block_url(site, block)
        columns = site.views_in(block)
        if block is not Block.STATUTORY and (len(columns) == 1 or block is Block.OUTSIDE):
            continue
        counts = tell_counts(columns)
        yield Plan(url, partial(_view_block, site, block, url), partial(read_given, counts))


def _view_block(site: SiteModel, block: Block, url: str) -> View:
    name, intro = site.block_name(block), _BLOCK_INTROS[block]
    return View(
        url=url,
        kind="block",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, (name, "政府信息公开")),
        breadcrumb=HOME,
        template="block.html",
        context={"site": site, "groups": site.groups_in(block), "intro": intro},
    )


def plan_key_areas(site: SiteModel) -> Iterator[Plan]:
    """The overview of the key areas and each of them; nothing where there are none."""
    if not site.key_areas:
        return
    counts = tell_counts(site.key_areas)
    yield Plan(KEY_AREAS_URL, partial(_view_key_areas, site), partial(read_given, counts))
    for view in site.key_areas:
        yield Plan(
            f"{KEY_AREAS_URL}{view.area.id}/",
            partial(_view_key_area, site, view),
            partial(_read_key_area, view),
        )


def _read_key_area(view: KeyAreaView, digests: Digests) -> tuple[object, ...]:
    """The newest items, and how many there are in all and in each of its columns."""
    shown = view.items[:ON_ONE_PAGE]
    return digests.of_items(shown), len(view.items), tell_counts(view.columns)


def _view_key_areas(site: SiteModel) -> View:
    name, intro = _KEY_AREAS, "社会关注度高、与群众利益密切相关的政府信息，按领域集中公开。"
    return View(
        url=KEY_AREAS_URL,
        kind="key-areas",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, ("重点领域", "政府信息公开")),
        breadcrumb=HOME,
        template="key_areas.html",
        context={"site": site, "intro": intro, "areas_url": KEY_AREAS_URL},
    )


def _view_key_area(site: SiteModel, view: KeyAreaView) -> View:
    area = view.area
    names = tuple(v.column.name for v in view.columns)
    intro = f"集中公开{'、'.join(names)}栏目的信息。"
    return View(
        url=f"{KEY_AREAS_URL}{area.id}/",
        kind="key-area",
        title=area.name,
        description=intro,
        meta=list_meta(site, area.name, intro, (area.name, *names)),
        breadcrumb=(*HOME, (_KEY_AREAS, KEY_AREAS_URL)),
        template="key_area.html",
        context={
            "site": site,
            "area": view,
            "intro": intro,
            "areas_url": KEY_AREAS_URL,
            "items": view.items[:ON_ONE_PAGE],
            "feed": f"{FOLDER}lingyu/{area.id}/",
        },
    )
