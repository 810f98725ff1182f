"""One public document as a record: its metadata under their official names."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, JsonValue

from gongkai.core.consolidation.models import DocumentRecord
from gongkai.core.models import Document
from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

FOLDER = "documents/"


def describe_document(
    site: SiteModel, item: Item, gkmlpt: Mapping[str, JsonValue]
) -> DocumentRecord:
    """The record of one document; `gkmlpt` is the same under the names of platform software."""
    record, stock = item.record, site.catalog.stock
    kept = stock.by_id.get(item.id) if stock else None
    return DocumentRecord.model_validate(
        {
            "编号": item.id,
            "网址": site.catalog.site.url + item.url,
            "旧网址": (kept.address,) if kept else (),
            "索引号": record.index_number,
            "名称": record.title,
            "文号": record.document_number,
            "发布机构": record.issuer,
            "成文日期": str(record.made),
            "发布日期": format_moment(item.published),
            "施行日期": spell_day(record.effective),
            "失效日期": spell_day(record.expiry),
            "有效性": item.validity.value,
            "主题分类": record.subject,
            "体裁": record.genre.value if record.genre else "其他",
            "公开方式": record.disclosure.value,
            "栏目": item.column.id,
            "同时列入": record.also_in,
            "责任部门": item.unit.id,
            "内容概述": record.summary,
            "主题词": record.keywords,
            "条例第二十条项次": item.art20,
            "文件类型": record.type_id,
            "文件类型名称": record.type_name,
            "修订次数": record.revision,
            "变更日期": spell_day(record.changed),
            "变更说明": record.change_note,
            "转载来源": record.reprints,
            "其他字段": _list_others(record),
            "关系": tuple(_list_links(site, item)),
            "附件": tuple(_list_attachments(site, item)),
            "正文": _place_texts(item),
            "审查": _describe_evidence(item, kept.paper if kept else None),
            "gkmlpt": dict(gkmlpt),
        }
    )


def spell_day(day: date | None) -> str | None:
    """The day as a record has it, or None."""
    return str(day) if day else None


def _list_others(record: Document) -> dict[str, JsonValue]:
    """The fields that the type has by itself, under their Chinese names."""
    return {
        str(field.title): _to_json(getattr(record, name))
        for name, field in type(record).model_fields.items()
        if name not in Document.model_fields and getattr(record, name) not in (None, ())
    }


def _to_json(value: Any) -> JsonValue:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        filled = ((n, f) for n, f in fields if getattr(value, n) not in (None, ()))
        return {str(field.title): _to_json(getattr(value, name)) for name, field in filled}
    if isinstance(value, tuple):
        return [_to_json(part) for part in value]
    return _spell_scalar(value)


def _spell_scalar(value: Any) -> JsonValue:  # noqa: ANN401 - as `_to_json`
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return format_moment(value)
    plain: JsonValue = str(value) if isinstance(value, date | Decimal | StrEnum) else value
    return plain


def _list_links(site: SiteModel, item: Item) -> Iterator[dict[str, str]]:
    for relation in item.relations:
        yield {
            "关系": relation.label,
            "编号": relation.target,
            "名称": site.by_id[relation.target].record.title,
            "网址": f"{site.catalog.site.url}{relation.target}/",
        }


def _list_attachments(site: SiteModel, item: Item) -> Iterator[dict[str, object]]:
    titles = {attachment.file: attachment.title for attachment in item.record.attachments}
    for file in item.cleared.attachments:
        name = file.path.rpartition("/")[2]
        yield {
            "名称": titles[name],
            "文件": f"{FOLDER}{item.id}/files/{name}",
            "网址": f"{site.catalog.site.url}{item.url}{name}",
            "字节数": len(file.data),
            "SHA-256": file.sha256,
        }


def _place_texts(item: Item) -> dict[str, str]:
    names = {"HTML": "body.html", "纯文本": "body.txt", "Markdown": "body.md", "原文": "source.md"}
    return {label: f"{FOLDER}{item.id}/{name}" for label, name in names.items()}


def _describe_evidence(item: Item, paper: str | None) -> dict[str, object]:
    source = item.cleared.draft.source
    return {
        "原文摘要": source.digest,
        "凭据文件": f"{FOLDER}{item.id}/proof.json",
        "审查记录": tuple(
            {
                "层级": entry.role,
                "审查人编号": entry.reviewer,
                "结论": entry.decision.value,
                "日期": str(entry.date),
            }
            for entry in source.tail.entries
        ),
        "纸质审查编号": None if source.tail.entries else paper,
    }
