"""Making the list of existing stock (存量) from a table that the office fills in.

One line each, fields parted by tabs; lines that begin with `#` and empty ones are passed over:

    期限	guifanxing	2027-12-31
    guifanxing/a	/old/2019/a.html	公开审〔2019〕12号
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.stock import (
    Stock,
    StockItem,
    StockRefusedError,
    digest_attachments,
    parse_stock,
)
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft

EXPIRES = "期限"
_FIELDS = 3


class StockTableError(ValueError):
    """A table from which no list can be made; every problem with its line, in Chinese."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"第 {line} 行：{text}" for line, text in self.problems))


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: tuple[str, str, str]


def build_stock(catalog: Catalog, drafts: Mapping[str, Draft], table: str, today: date) -> Stock:
    """The unsigned list of what the table names, over the documents' bytes as they stand.

    Raises:
        StockTableError: with every problem.
    """
    rows = [*_read_rows(table)]
    problems = [*_find_problems(catalog, drafts, rows)]
    if problems:
        raise StockTableError(problems)
    items = sorted((_build_item(drafts, row) for row in rows if not _is_expiry(row)), key=_key)
    expires = sorted(
        (row.fields[1], date.fromisoformat(row.fields[2])) for row in rows if _is_expiry(row)
    )
    stock = Stock(catalog.site.id, today, tuple(expires), tuple(items))
    try:
        return parse_stock(str(stock))
    except StockRefusedError as error:
        raise StockTableError([(0, f"{error}；原网址须以“/”开头，文号不得有空格")]) from error


def _key(item: StockItem) -> str:
    return item.id


def _is_expiry(row: _Row) -> bool:
    return row.fields[0] == EXPIRES


def _read_rows(table: str) -> Iterator[_Row]:
    for number, line in enumerate(table.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = tuple(field.strip() for field in line.split("\t"))
        if len(fields) != _FIELDS or not all(fields):
            raise StockTableError([(number, "每行三项，用制表符隔开，都要填写")])
        yield _Row(number, (fields[0], fields[1], fields[2]))


def _find_problems(
    catalog: Catalog, drafts: Mapping[str, Draft], rows: list[_Row]
) -> Iterator[tuple[int, str]]:
    ended = {row.fields[1] for row in rows if _is_expiry(row)}
    if all(_is_expiry(row) for row in rows):
        yield 0, "表中没有文件"
    for row in rows:
        name, second, third = row.fields
        if find_forbidden(third):
            yield row.line, "含有看不见的字符"
        if PLACEHOLDER in third:
            yield row.line, "还有“【待填写】”：写明清理期限或者纸质审查编号"
            continue
        if _is_expiry(row):
            if second not in catalog.column_by_id or not _is_day(third):
                yield row.line, "期限一行应为：期限、栏目编号、日期（如 2027-12-31）"
        elif name not in drafts:
            yield row.line, f"没有这份文件，或者尚未填完：content/{name}.md"
        else:
            for text in _find_draft_problems(drafts[name], ended):
                yield row.line, text


def _find_draft_problems(draft: Draft, ended: set[str]) -> Iterator[str]:
    tail = draft.source.tail
    if tail.entries:
        yield f"{draft.id} 已有审查记录，不属存量"
    if tail.published is None:
        yield f"{draft.id} 没有写明原来的发布时间（published）"
    if draft.record.revision != 1:
        yield f"{draft.id} 已经修订，不属存量"
    if draft.record.category not in ended:
        yield f"没有写明栏目 {draft.record.category} 的清理期限"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _build_item(drafts: Mapping[str, Draft], row: _Row) -> StockItem:
    name, address, paper = row.fields
    draft = drafts[name]
    published = draft.source.tail.published
    return StockItem(
        digest=draft.source.digest,
        attachments=digest_attachments(draft.attachments),
        published=f"{published:%Y-%m-%dT%H:%M}" if published else "",
        id=name,
        address=address,
        paper=paper,
    )
