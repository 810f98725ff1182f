"""Reprints with their sources, other bodies' documents, and what goes to the gazette."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.core.models import NormativeDocument
from gongkai.core.models.fields import Genre
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.holdings import is_stock
from gongkai.core.report.item_gaps import is_living, is_own, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_GAZETTED = frozenset(
    {
        Genre.ORDER,
        Genre.RESOLUTION,
        Genre.DECISION,
        Genre.ANNOUNCEMENT,
        Genre.PUBLIC_NOTICE,
        Genre.OPINION,
        Genre.NOTICE,
    }
)
_GAZETTE = "公报"
_ABOVE = re.compile(r"^.*(?:省|自治区|市|州|盟)(?=.{2})")
"""What stands before the lowest division in the name of a government."""

SOURCE = Duty(
    "relation-reprint-source",
    Topic.RELATIONS,
    "转载的信息写明来源和原文网址",
    "《政府网站发展指引》（国办发〔2017〕47号）",
    note="转载的信息由制作机关负责公开，不计公开时限",
)
MAKER = Duty(
    "relation-reprint-maker",
    Topic.RELATIONS,
    "其他机关制作的信息标明转载",
    "《政府信息公开条例》第十条",
    note="政府网站所载本级部门的信息不计；机构更名以前的名称，请核实",
)
GAZETTE = Duty(
    "relation-gazette",
    Topic.RELATIONS,
    "标明公开发布的文件已经报送政府公报",
    "",
    note="正文标有“此件公开发布”“此件主动公开”等的规范性文件和令、决议、决定、公告、通告、意见、"
    "通知；已经报送的，在“其他公开渠道”中写明公报；没有登记的不一定没有报送，供核实",
    clue=True,
)


def check_reprints(holdings: Holdings) -> Iterator[Check]:
    """Sources of reprints, reprints that are not called so, and the list for the gazette."""
    items = list_items(holdings)
    reprints = [item for item in items if not is_own(item)]
    own = holdings.own
    body = holdings.catalog.site.body
    yield judge(SOURCE, len(reprints), (g for i in reprints for g in _check_source(i, body)))
    foreign = [item for item in own if not _is_made_here(holdings.catalog, item.record.issuer)]
    yield judge(
        MAKER,
        len(own),
        [make_gap(i, f"发布机构为{i.record.issuer}，没有标明转载") for i in foreign],
    )
    marked = [item for item in own if _goes_to_gazette(item)]
    yield judge(
        GAZETTE,
        len(marked),
        [
            make_gap(item, "没有登记报送政府公报")
            for item in marked
            if not any(_GAZETTE in channel for channel in item.record.channels)
        ],
    )


def _check_source(item: Item, body: str) -> Iterator[Gap]:
    record = item.record
    if record.source_url is None:
        yield make_gap(item, "没有写明原文网址")
    elif not urlsplit(record.source_url).path.strip("/"):
        yield make_gap(item, "来源网址只到网站首页，不是原文网址")
    if record.issuer == body:
        yield make_gap(item, "标明转载，发布机构却是本机关")


def _is_made_here(catalog: Catalog, issuer: str) -> bool:
    """Whether a body, its units, or on a government's site its departments, issued something."""
    name = catalog.site.body
    if catalog.site.body_type == "government":
        name = _ABOVE.sub("", name.removesuffix("人民政府"))
    return name in issuer or issuer in {unit.name for unit in catalog.units}


def _goes_to_gazette(item: Item) -> bool:
    """Whether a document in force, reviewed here, bears the mark and is of a kind that goes."""
    kind = isinstance(item.record, NormativeDocument) or item.record.genre in _GAZETTED
    if not kind or is_stock(item) or not is_living(item):
        return False
    return item.cleared.facts.marked
