"""What becomes public without being read on the page: fields, addresses, alternatives, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

from gongkai.core.body import render_body
from gongkai.core.gate import RENDER_FAULTS
from gongkai.core.models import Document
from gongkai.publish.desk.sheet.model import Hidden
from gongkai.publish.records import spell_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.body import Rendered
    from gongkai.core.drafts import Draft
    from gongkai.core.strict_yaml import Value
    from gongkai.publish.desk.sheet.looks import Look
    from gongkai.publish.workspace import Workspace

PROOF = "审查凭据"
_SHORT = 2
"""Values of so few letters stand on every page by chance."""


def list_hidden(space: Workspace, draft: Draft, look: Look | None) -> tuple[Hidden, ...]:
    """Everything of a document that the public gets and the page's text does not say."""
    return (
        *_list_fields(draft, look),
        *_list_body(render_safely(space, draft)),
        *_list_files(draft),
        *_list_derived(draft),
        *_list_tail(draft),
    )


def render_safely(space: Workspace, draft: Draft) -> Rendered | None:
    """The body's rendering, where the document has one and keeps the rules for it."""
    broken = any(f.rule in RENDER_FAULTS for f in space.findings_of(draft.source.path))
    return (
        None if broken or not isinstance(draft.record, Document) else render_body(draft.source.body)
    )


def _list_fields(draft: Draft, look: Look | None) -> Iterator[Hidden]:
    """The values of the front-matter that the page does not show as they are written."""
    seen = _read_text(look.html) if look else ""
    model = type(draft.record)
    for name, value in draft.source.values.items():
        field = model.model_fields.get(name)
        label = f"{field.title} ({name})" if field and field.title else name
        for inner, text in _list_leaves(value):
            squeezed = "".join(text.split())
            if len(squeezed) < _SHORT or squeezed not in seen:
                where = f"{PROOF}、开放接口" if isinstance(draft.record, Document) else PROOF
                yield Hidden(f"{label}{inner}", where, text)


def _read_text(html: str) -> str:
    body = lxml.html.document_fromstring(html).find("body")
    return "" if body is None else "".join(body.text_content().split())


def _list_leaves(value: Value, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _list_leaves(item, f"{path} 第{number}项")
    else:
        for name, item in value.items():
            yield from _list_leaves(item, f"{path} {name}")


def _list_body(rendered: Rendered | None) -> Iterator[Hidden]:
    if rendered is None:
        return
    for link in rendered.links:
        yield Hidden("链接指向", "正文链接的网址", link)
    for source, alternative in rendered.images:
        yield Hidden(
            "图片说明", f"图片 {source} 的替代文字，读屏软件会读出", alternative or "（空）"
        )


def _list_files(draft: Draft) -> Iterator[Hidden]:
    for file in draft.attachments:
        name = file.path.rpartition("/")[2]
        yield Hidden("附件文件名", "附件的下载网址", name)


def _list_derived(draft: Draft) -> Iterator[Hidden]:
    """What the site makes of the document beside its page."""
    record = draft.record
    if not isinstance(record, Document):
        return
    yield Hidden("网页摘要", "网页描述、列表、检索结果和订阅源", record.summary)
    yield Hidden("标题的拼音", "检索索引", spell_pinyin(record.title))


def _list_tail(draft: Draft) -> Iterator[Hidden]:
    for entry in draft.source.tail.entries:
        value = f"{entry.role} {entry.reviewer} {entry.date} {entry.decision}：{entry.basis}"
        yield Hidden("审查记录", PROOF, value)
    for waiver in draft.source.tail.waivers:
        value = f"{waiver.rule} {waiver.reviewer} 至 {waiver.until}：{waiver.reason}"
        yield Hidden("保留说明", PROOF, value)
