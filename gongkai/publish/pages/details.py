"""What a document's page says about the document: metadata, validity, attachments, relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.previews import PreviewView

FILE_TYPES = {
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "pptx": "演示文稿",
    "pdf": "PDF 文件",
    "ofd": "OFD 版式文件",
    "csv": "CSV 数据",
    "txt": "文本文件",
    "png": "图片",
    "jpg": "图片",
}
_PICTURES = frozenset({"png", "jpg"})
_OPENED = _PICTURES | {"pdf", "txt"}
_NUMERALS = " 一二三四五六七八九十"
_ART20_TEN = 10
_FIRST = "索引号"
_LONG = frozenset({"名称", "内容概述", "主题词", "公开类别", "转载来源"})


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attachment as a page lists it; its address is relative to the document's."""

    file: str
    title: str
    kind: str
    size: int
    is_picture: bool
    """A picture that the body does not show already."""
    opens: bool
    """Whether browsers show it by themselves."""
    preview: PreviewView | None


@dataclass(frozen=True, slots=True)
class RelationView:
    """The documents to which one relation leads."""

    label: str
    items: tuple[Item, ...]


def list_metadata(item: Item) -> tuple[tuple[str, str], ...]:
    """The official metadata of a document: label and value, the eight of practice first."""
    record = item.record
    changed = record.revision > 1 and record.changed
    return tuple(
        (label, value)
        for label, value in (
            ("索引号", record.index_number),
            ("主题分类", record.subject),
            ("发布机构", record.issuer),
            ("发文字号", record.document_number or "无"),
            ("成文日期", str(record.made)),
            ("发布日期", format_moment(item.published)),
            ("体裁分类", record.genre.value if record.genre else "其他"),
            ("有效性", item.validity.value),
            ("公开方式", record.disclosure.value),
            ("责任部门", item.unit.name),
            ("施行日期", str(record.effective or "")),
            ("失效日期", str(record.expiry or "")),
            ("变更日期", str(changed or "")),
            ("名称", record.title),
            ("内容概述", record.summary),
            ("主题词", "　".join(record.keywords)),
            ("公开类别", describe_art20(item.art20)),
            ("转载来源", record.reprints or ""),
        )
        if value
    )


def arrange_metadata(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, bool], ...]:
    """Label, value and whether it takes a whole line: what is short stands in two columns."""
    first, short, long = [], [], []
    for label, value in pairs:
        if label in _LONG:
            long.append((label, value, True))
        elif label == _FIRST:
            first.append((label, value, True))
        else:
            short.append((label, value, False))
    if len(short) % 2:
        short[-1] = (*short[-1][:2], True)
    return (*first, *short, *long)


def describe_art20(number: int | None) -> str:
    """The item of the Regulation's article 20 in words, empty for none."""
    if number is None:
        return ""
    tens, ones = divmod(number, _ART20_TEN)
    text = ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
    return f"《政府信息公开条例》第二十条第{text}项"


def list_attachments(
    item: Item, previews: Mapping[str, PreviewView] | None = None
) -> tuple[AttachmentView, ...]:
    """The attachments of a document in the order in which it names them."""
    sizes = {f.path.rpartition("/")[2]: len(f.data) for f in item.cleared.attachments}
    rendered = item.cleared.rendered
    shown = {source for source, _ in rendered.images} if rendered else set()
    return tuple(
        AttachmentView(
            file=attachment.file,
            title=attachment.title,
            kind=FILE_TYPES[attachment.file.rpartition(".")[2]],
            size=sizes[attachment.file],
            is_picture=attachment.file.rpartition(".")[2] in _PICTURES
            and attachment.file not in shown,
            opens=attachment.file.rpartition(".")[2] in _OPENED,
            preview=(previews or {}).get(attachment.file),
        )
        for attachment in item.record.attachments
    )


def group_relations(
    site: SiteModel, item: Item, told: Collection[str] = ()
) -> tuple[RelationView, ...]:
    """The relations of a document by label, but for those that its line of life has told."""
    found: dict[str, list[Item]] = {}
    for relation in item.relations:
        if relation.target not in told:
            found.setdefault(relation.label, []).append(site.by_id[relation.target])
    return tuple(RelationView(label, tuple(items)) for label, items in found.items())


def format_citation(item: Item, address: str) -> str:
    """How to cite the document; titles named within its title take single marks (〈〉)."""
    record = item.record
    number = f"（{record.document_number}）" if record.document_number else ""
    inner = record.title.replace("《", "〈").replace("》", "〉")
    day = item.published.date()
    return (
        f"{record.issuer}：《{inner}》{number}，{day}发布，索引号{record.index_number}，{address}"
    )


def format_reference(item: Item, address: str) -> str:
    """The entry of a bibliography (GB/T 7714—2015, 8.9), but for the day of reading."""
    record = item.record
    number = f": {record.document_number}" if record.document_number else ""
    return f"{record.issuer}. {record.title}{number}[EB/OL]. ({item.published.date()}). {address}."
