"""What a package tells besides its documents; the site model holds only what was cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.consolidation.document_record import spell_day
from gongkai.core.consolidation.models import (
    FORMAT,
    ColumnRecord,
    Counts,
    EndedRecord,
    InventoryRecord,
    PackageRecord,
    RedirectRecord,
    RegisterRecord,
    UnitRecord,
)
from gongkai.core.models.catalog import BLOCK_NAMES
from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel


def choose_items(site: SiteModel, since: date | None) -> tuple[Item, ...]:
    """The documents of a package, by id: all, or those published on the day or later."""
    chosen = (i for i in site.items if since is None or i.published.date() >= since)
    return tuple(sorted(chosen, key=lambda item: item.id))


def list_columns(site: SiteModel) -> Iterator[ColumnRecord]:
    """The columns in the order of the catalogue."""
    groups = {group.id: group.name for group in site.catalog.groups}
    for view in site.columns:
        column = view.column
        yield ColumnRecord.model_validate(
            {
                "编号": column.id,
                "名称": column.name,
                "板块": BLOCK_NAMES[column.block],
                "分组": groups.get(column.group) if column.group else None,
                "责任部门": column.unit,
                "公开依据": column.basis,
                "文件类型": column.types,
                "网址": site.catalog.site.url + view.url,
                "文件数": len(view.items),
            }
        )


def list_units(site: SiteModel) -> Iterator[UnitRecord]:
    """The responsible units."""
    for unit in site.catalog.units:
        yield UnitRecord.model_validate({"编号": unit.id, "名称": unit.name, "电话": unit.phone})


def list_redirects(site: SiteModel) -> Iterator[RedirectRecord]:
    """The old addresses of existing stock that still has an address, in order."""
    known = site.by_id.keys() | {ended.id for ended in site.ended}
    items = site.catalog.stock.items if site.catalog.stock else ()
    for item in sorted(items, key=lambda item: item.address):
        if item.id in known:
            url = f"{site.catalog.site.url}{item.id}/"
            yield RedirectRecord.model_validate(
                {"旧网址": item.address, "网址": url, "编号": item.id}
            )


def list_ended(site: SiteModel) -> Iterator[EndedRecord]:
    """What is not public any more."""
    for ended in site.ended:
        yield EndedRecord.model_validate(
            {
                "编号": ended.id,
                "网址": site.catalog.site.url + ended.url,
                "状态": ended.name,
                "索引号": ended.index_number,
                "修订次数": ended.revision,
                "自何时起": ended.since,
                "原因": ended.about or None,
                "说明": ended.notice,
            }
        )


def list_register(site: SiteModel) -> Iterator[RegisterRecord]:
    """The catalogue of what is given on request, if the body makes it public."""
    for entry in site.on_request if site.catalog.policy.show_on_request else ():
        yield RegisterRecord.model_validate(
            {
                "索引号": entry.index_number,
                "名称": entry.title,
                "文号": entry.document_number,
                "发布机构": entry.issuer,
                "成文日期": str(entry.made),
                "公开方式": entry.disclosure.value,
            }
        )


def list_inventory(site: SiteModel, chosen: Sequence[Item]) -> Iterator[InventoryRecord]:
    """Every public document of the site, by id, and whether the package has it."""
    included = {item.id for item in chosen}
    for item in sorted(site.items, key=lambda item: item.id):
        yield InventoryRecord.model_validate(
            {
                "编号": item.id,
                "索引号": item.record.index_number,
                "修订次数": item.record.revision,
                "发布日期": format_moment(item.published),
                "原文摘要": item.cleared.draft.source.digest,
                "附件数": len(item.cleared.attachments),
                "在本包中": item.id in included,
            }
        )


def describe_package(
    site: SiteModel, since: date | None, checkpoint: str | None, counts: Counts
) -> PackageRecord:
    """What the package is."""
    identity = site.catalog.site
    return PackageRecord.model_validate(
        {
            "格式": FORMAT,
            "站点编号": identity.id,
            "网站名称": identity.name,
            "网址": identity.url,
            "主办单位": identity.body,
            "机构代码": identity.body_code,
            "网站标识码": identity.id_code,
            "导出日期": str(site.today),
            "起始日期": spell_day(since),
            "公开日志检查点": checkpoint,
            "数目": counts,
        }
    )
