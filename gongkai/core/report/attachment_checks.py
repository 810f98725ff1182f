"""Attachments: whether what they say can be read, searched and used further."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import list_blocks, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.tree import SourceFile

_FULL = 200
"""Characters from which a body counts as telling what a scan shows."""
_FIXED = frozenset({"pdf", "ofd"})
_DATA = frozenset({"xlsx", "csv"})
_PICTURES = frozenset({"png", "jpg"})
_TABLE = re.compile(
    r"(?:一览|统计|明细|情况|对照|安排|时间|价目|收费|预算|决算|公开|汇总|排名|登记)表|表格"
    r"|清单|名单|目录|台账|数据"
)
_PROSE = re.compile(r"通知|办法|规定|细则|意见|报告|说明|方案|规划|制度")
"""In the title of a file that is read rather than reckoned with."""
_FORM = re.compile(
    r"(?:申请|登记|报名|申报|备案|审批|推荐|意见反馈|报送)[书表]|样表|示范文本|空白表"
)
_READABLE = "《无障碍环境建设法》第三十二条"

TEXT = Duty(
    "relation-attachment-text",
    Topic.RELATIONS,
    "扫描件在正文中有文字",
    _READABLE,
    note=f"附件全部或者部分页面只有图像，正文又不足{_FULL}字的，列出",
)
DATA = Duty(
    "relation-attachment-data",
    Topic.RELATIONS,
    "表格、名单可以取用，不只有版式文件或者图片",
    _READABLE,
    note="正文中有表格，或者附有 xlsx、csv、docx 的，视为可以取用",
)
FORMS = Duty(
    "relation-attachment-form",
    Topic.RELATIONS,
    "供填写的表格提供 docx 或者 xlsx",
    "",
)


def check_attachments(holdings: Holdings) -> Iterator[Check]:
    """Scans that nobody can search, tables and forms that nobody can use."""
    items = list_items(holdings)
    laden = [item for item in items if item.cleared.attachments]
    files = [i for i in laden if _list_endings(i) & {"pdf", "ofd", "docx"}]
    yield judge(TEXT, len(files), (gap for item in files for gap in _find_scans(holdings, item)))
    tables = [item for item in laden if _has_files(item, _TABLE)]
    yield judge(DATA, len(tables), (gap for item in tables for gap in _find_locked_tables(item)))
    forms = [item for item in laden if _has_files(item, _FORM)]
    yield judge(FORMS, len(forms), (gap for item in forms for gap in _find_locked_forms(item)))


def _list_endings(item: Item) -> set[str]:
    return {_end(file) for file in item.cleared.attachments}


def _end(file: SourceFile) -> str:
    return file.path.rsplit(".", 1)[-1]


def _has_files(item: Item, kind: re.Pattern[str]) -> bool:
    titles = [attachment.title for attachment in item.record.attachments]
    return any(kind.search(title) and not _PROSE.search(title) for title in titles)


def _is_brief(item: Item) -> bool:
    return sum(map(len, list_blocks(item))) < _FULL


def _find_scans(holdings: Holdings, item: Item) -> Iterator[Gap]:
    """Files without any text, or with pages without, where the body does not tell it either."""
    if not _is_brief(item):
        return
    titles = {attachment.file: attachment.title for attachment in item.record.attachments}
    for file in item.cleared.attachments:
        inspection = holdings.verdict.inspections.get(inspection_key(file))
        if _end(file) in {"pdf", "ofd", "docx"} and inspection is not None:
            title = titles.get(file.path.rsplit("/", 1)[1], "")
            if not inspection.texts:
                yield make_gap(item, f"附件“{title}”只有图像，没有文字，正文也没有写明")
            elif any("只有图像" in fault.message for fault in inspection.faults):
                yield make_gap(item, f"附件“{title}”有的页面只有图像，正文也没有写明")


def _find_locked_tables(item: Item) -> Iterator[Gap]:
    rendered = item.cleared.rendered
    if _list_endings(item) & (_DATA | {"docx"}) or (rendered and "<table" in rendered.html):
        return
    yield from _find_locked(item, _TABLE, _FIXED, "只有 pdf 或者 ofd，不能取用数据")
    if not _list_endings(item) & _FIXED:
        yield from _find_locked(item, _TABLE, _PICTURES, "只有图片，不能检索和取用")


def _find_locked_forms(item: Item) -> Iterator[Gap]:
    if not _list_endings(item) & (_DATA | {"docx"}):
        yield from _find_locked(item, _FORM, _FIXED | _PICTURES, "不能填写，没有 docx 或者 xlsx")


def _find_locked(
    item: Item, kind: re.Pattern[str], endings: Iterable[str], text: str
) -> Iterator[Gap]:
    for attachment in item.record.attachments:
        locked = attachment.file.rsplit(".", 1)[-1] in endings
        if locked and kind.search(attachment.title) and not _PROSE.search(attachment.title):
            yield make_gap(item, f"“{attachment.title}”{text}")
