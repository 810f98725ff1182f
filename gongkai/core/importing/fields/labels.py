"""What a page or a table states of a document by name: 发文字号：…, 发布时间：…, meta tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Table
from gongkai.core.importing.fields.lines import quote, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import Cell, ImportedText
    from gongkai.core.importing.fields.lines import Line

_LABELS = {
    "title": "标题|名称|信息名称|文件名称|文件标题|信息标题",
    "document_number": "发文字号|文号|发文文号|公文文号|文件编号|文件号|发文号",
    "issuer": "发文机关|发文机构|发布机构|发布机关|发文单位|发布单位|制发机关|公开主体",
    "made": "成文日期|成文时间|生成日期|发文日期|发文时间|签发日期|印发日期",
    "published": "发布时间|发布日期|公布日期|公开日期|公开时间|发表时间|信息时间|上网时间",
    "source": "来源|信息来源|文章来源|稿件来源|稿源|转载自|转自",
    "subject": "主题分类|主题类别|主题",
    "genre": "体裁分类|体裁|文种|公文种类|公文类型",
    "keywords": "主题词|关键词|关键字",
    "summary": "内容概述|内容摘要|摘要|内容概要",
    "disclosure": "公开方式|公开属性|公开形式|公开类别|信息公开属性|信息公开选项|公开选项|公开类型",
    "effective": "施行日期|实施日期|生效日期|生效时间|实施时间",
    "expiry": "失效日期|废止日期|有效期至|失效时间",
    "index_number": "索引号|索引编号|信息索引|信息索引号",
    "column": "栏目|所属栏目|所在栏目|信息类别|信息分类|组配分类|所属分类",
    "": "作者|责任编辑|编辑|审核|浏览次数|浏览量|访问量|阅读次数|点击数|点击率|点击|字号|字体"
    "|打印|分享|有效性|时效性|效力状态|公开范围|公开时限|发布人|录入|视力保护色|保护视力色|当前位置|您现在的位置|您的位置|所在位置",
}
_FIELDS = {word: field for field, words in _LABELS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(_FIELDS, key=len, reverse=True))
_SPACED = re.compile("[ \u00a0\u3000]+")
_LABEL = re.compile(rf"(?:^|(?<=[\s\u00a0\u3000|｜\[【（(]))(?P<label>{_WORDS})\s*[:：]")
_TAGS = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "keywords": "keywords",
    "description": "summary",
    "columnname": "column",
}
"""Meta tags of 《政府网站发展指引》（国办发〔2017〕47号）, which pages are to carry."""
_HEAD = 15
"""Lines in which a page says of a document what it is; what stands lower is its text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that is stated under a name, not yet judged."""

    field: str
    """The field it tells, empty for what belongs to the page only."""
    label: str
    value: str
    evidence: str


def read_labels(line: str) -> tuple[tuple[str, str], ...]:
    """Labels and values of a line that is nothing but these; empty for any other line."""
    matches = list(_LABEL.finditer(line))
    if not matches or line[: matches[0].start()].strip("[【（( "):
        return ()
    ends = [match.start() for match in matches[1:]] + [len(line)]
    return tuple(
        (match["label"], line[match.end() : end].strip(" \t\u00a0\u3000|｜"))
        for match, end in zip(matches, ends, strict=True)
    )


def list_statements(text: ImportedText, lines: tuple[Line, ...]) -> tuple[Statement, ...]:
    """All that is stated of the document beside its text, what stands on the page first."""
    return (*_read_lines(lines), *_read_tables(text), *_read_properties(text))


def find_statement(statements: tuple[Statement, ...], field: str) -> Statement | None:
    """The first statement of a field that says anything."""
    return next((s for s in statements if s.field == field and s.value), None)


def _read_lines(lines: tuple[Line, ...]) -> Iterator[Statement]:
    for line in lines[:_HEAD]:
        for label, value in read_labels(line.text):
            yield Statement(_FIELDS[label], label, value, quote(line))


def is_element_table(table: Table) -> bool:
    """Whether a table is nothing but labels, each with its value beside it."""
    cells = [cell for row in table.rows for cell in _pair(row)]
    return bool(cells) and all(label in _FIELDS for label, _ in cells)


def _read_tables(text: ImportedText) -> Iterator[Statement]:
    """The table of elements above a document."""
    tables = [block for block in text.blocks if isinstance(block, Table)]
    for table in tables[:1]:
        if not is_element_table(table):
            return
        for number, row in enumerate(table.rows, start=1):
            for label, value in _pair(row):
                place = f"第 1 张表第 {number} 行：“{value}”"
                yield Statement(_FIELDS[label], label, value, place)


def _pair(row: tuple[Cell | None, ...]) -> list[tuple[str, str]]:
    cells = [cell.text.strip() for cell in row if cell]
    return [
        (squeeze(name).rstrip(":：").rstrip(), value)
        for name, value in zip(cells[::2], [*cells[1::2], ""], strict=False)
        if name
    ]


def _read_properties(text: ImportedText) -> Iterator[Statement]:
    for name, value in text.properties.items():
        field = _FIELDS.get(name) or _TAGS.get(name.lower())
        if field and value.strip():
            stripped = value.strip()
            yield Statement(field, name, stripped, f"属性 {name}：“{stripped}”")
