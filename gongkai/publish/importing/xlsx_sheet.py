"""One sheet of a workbook: the cells that can be seen, and what of it is not carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.attachments.xlsx import is_flat
from gongkai.core.attachments.xlsx_merged import list_merged, spell_column
from gongkai.core.attachments.xlsx_rows import (
    number_cell,
    read_cell,
    read_formats,
    read_strings,
)
from gongkai.core.attachments.xlsx_styles import read_unseen_styles
from gongkai.core.importing.blocks import ImportRefusedError, Loss
from gongkai.core.importing.excel_dates import BUILT_IN_DATES, is_date_format, show_date
from gongkai.publish.importing.grid import MOST_COLUMNS, GridCell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

MOST_ROWS = 5_000
"""Rows of a sheet that anybody reads on a page."""
_ON = {"1", "true"}
_SHOWN = 5


@dataclass(frozen=True)
class Workbook:
    """What the cells of all sheets refer to."""

    package: Package
    strings: list[str]
    formats: list[str]
    plain_formats: list[str]
    unseen: frozenset[str]
    since_1904: bool

    @classmethod
    def open(cls, package: Package) -> Workbook:
        """The workbook of a package."""
        styles = read_unseen_styles(package)
        properties = next(iterate(package.main, "workbookPr"), None)
        dated = properties is not None and properties.get("date1904") in _ON
        formats = read_formats(package, BUILT_IN_DATES)
        return cls(
            package,
            read_strings(package),
            formats,
            read_formats(package),
            styles.always | styles.white,
            dated,
        )

    def read(self, cell: Element) -> str:
        """The text of a cell, dates as the program shows them."""
        text = read_cell(cell, self.strings, self.plain_formats).strip()
        style, value = cell.get("s", "0"), cell.findtext("{*}v") or ""
        known = style.isdecimal() and int(style) < len(self.formats)
        code = self.formats[int(style)] if known else ""
        if cell.get("t", "n") != "n" or not is_date_format(code):
            return text
        try:
            return show_date(float(value), code, since_1904=self.since_1904) or text
        except ValueError:
            return text


@dataclass(slots=True)
class SheetText:
    """The visible cells of a sheet, with rows and columns from 0 without the hidden ones."""

    name: str
    blocks: list[GridCell] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def read_sheet(book: Workbook, name: str, sheet: Element, number: int) -> SheetText:
    """What a sheet shows.

    Raises:
        ImportRefusedError: when it has more columns or rows than a page can show.
    """
    merged = {(row, column): (across, down) for row, column, across, down in list_merged(sheet)}
    veil = _Veil(book.unseen, _find_hidden(sheet), frozenset(_list_covered(merged)))
    places: dict[str, list[str]] = {}
    cells: list[tuple[int, int, str]] = []
    for row, column, cell in _list_cells(sheet):
        text = book.read(cell)
        fault = veil.find_fault(cell, text, row, column)
        if fault:
            places.setdefault(fault, []).append(f"{spell_column(column)}{row}")
        if text and fault not in _DROPPED:
            cells.append((row, column, text))
    blocks = [*_place(cells, merged, veil.hidden, name)]
    losses = [*_name(places, name), *_name_objects(book.package, sheet, name, number)]
    return SheetText(name, blocks, losses)


def _list_covered(merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places that lie under merged cells."""
    for (row, column), (across, down) in merged.items():
        for place in product(range(row, row + down), range(column, column + across)):
            if place != (row, column):
                yield place


_HIDDEN_ROW, _HIDDEN_COLUMN, _UNSEEN = (
    "隐藏的行中的单元格",
    "隐藏的列中的单元格",
    "看不见内容的单元格",
)
_COVERED, _FORMULA, _ERROR = "合并单元格盖住的内容", "没有结果的公式", "显示为错误的公式"
_DROPPED = {_HIDDEN_ROW, _HIDDEN_COLUMN, _UNSEEN, _COVERED}


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Rows and columns, from 1, that are not shown."""

    rows: frozenset[int]
    columns: tuple[tuple[int, int], ...]
    all_rows_but: frozenset[int] | None

    def hides_row(self, row: int) -> bool:
        if self.all_rows_but is not None and row not in self.all_rows_but:
            return True
        return row in self.rows

    def hides_column(self, column: int) -> bool:
        return any(low <= column <= high for low, high in self.columns)


@dataclass(frozen=True, slots=True)
class _Veil:
    """Why cells of a sheet are not carried."""

    unseen: frozenset[str]
    """Numbers of the formats in which nothing is seen."""
    hidden: _Hidden
    covered: frozenset[tuple[int, int]]

    def find_fault(self, cell: Element, text: str, row: int, column: int) -> str:
        """Why a cell is not carried, or what of it; empty for a plain one."""
        if not text:
            formula = cell.find("{*}f") is not None
            return _FORMULA if formula and cell.get("t") != "str" else ""
        reasons = {
            _HIDDEN_ROW: self.hidden.hides_row(row),
            _HIDDEN_COLUMN: self.hidden.hides_column(column),
            _UNSEEN: cell.get("s", "0") in self.unseen,
            _COVERED: (row, column) in self.covered,
            _ERROR: cell.get("t") == "e",
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def _find_hidden(sheet: Element) -> _Hidden:
    default = next(iterate(sheet, "sheetFormatPr"), None)
    rows = [*_list_rows(sheet)]
    shown = None
    if default is not None and default.get("zeroHeight") in _ON:
        shown = frozenset(n for n, row in rows if row.get("hidden") is not None or row.get("ht"))
    flat = frozenset(n for n, row in rows if is_flat(row, "ht"))
    columns = tuple(
        (_count(c.get("min"), 1), _count(c.get("max"), 16_384))
        for c in iterate(sheet, "col")
        if is_flat(c, "width")
    )
    return _Hidden(flat, columns, shown)


def _count(value: str | None, default: int) -> int:
    known = value is not None and value.isascii() and value.isdecimal()
    return int(value[:6]) if known and value else default


def _list_rows(sheet: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in iterate(sheet, "row"):
        number = _count(row.get("r"), number + 1)
        yield number, row


def _list_cells(sheet: Element) -> Iterator[tuple[int, int, Element]]:
    for number, row in _list_rows(sheet):
        column = 0
        for cell in row.iterfind("{*}c"):
            column = number_cell(cell) or column + 1
            yield number, column, cell


def _place(
    cells: list[tuple[int, int, str]],
    merged: dict[tuple[int, int], tuple[int, int]],
    hidden: _Hidden,
    name: str,
) -> Iterator[GridCell]:
    """The cells with their places among the rows and columns that are shown."""
    if not cells:
        return
    spans = {place: merged.get(place, (1, 1)) for place in [(r, c) for r, c, _ in cells]}
    last_row = max(r + spans[r, c][1] - 1 for r, c, _ in cells)
    last_column = max(c + spans[r, c][0] - 1 for r, c, _ in cells)
    if last_row > MOST_ROWS + min(r for r, _, _ in cells) or last_column > MOST_COLUMNS:
        raise ImportRefusedError(
            f"工作表“{name}”超过 {MOST_ROWS} 行或者 {MOST_COLUMNS} 列，不宜放进正文；"
            "请作为附件公开，正文另写说明"
        )
    first_row, first_column = min(r for r, _, _ in cells), min(c for _, c, _ in cells)
    rows = [r for r in range(first_row, last_row + 1) if not hidden.hides_row(r)]
    columns = [c for c in range(first_column, last_column + 1) if not hidden.hides_column(c)]
    row_place = {row: place for place, row in enumerate(rows)}
    column_place = {column: place for place, column in enumerate(columns)}
    for row, column, text in cells:
        across, down = spans[row, column]
        wide = sum(1 for c in range(column, column + across) if c in column_place)
        high = sum(1 for r in range(row, row + down) if r in row_place)
        spot = f"{spell_column(column)}{row}"
        yield GridCell(text, row_place[row], column_place[column], max(wide, 1), max(high, 1), spot)


def _name(places: dict[str, list[str]], name: str) -> Iterator[Loss]:
    for what, spots in places.items():
        number = len(spots)
        shown = "、".join(spots[:_SHOWN])
        more = " 等" if number > _SHOWN else ""
        kept = "" if what in _DROPPED else "，请补上结果" if what == _FORMULA else "，请核对"
        yield Loss(what, f"工作表“{name}”", f"{shown}{more} {number} 个{kept}")


def _name_objects(package: Package, sheet: Element, name: str, number: int) -> Iterator[Loss]:
    """Pictures, charts, remarks and links of a sheet."""
    part = next((part for part, root in package.roots.items() if root is sheet), "")
    targets = {
        kind: [r.target for r in package.relations if r.source == part and r.kind == kind]
        for kind in ("comments", "threadedComment", "drawing")
    }
    place = f"工作表“{name}”" if name else f"第 {number} 张工作表"
    counts = {
        "批注": _tally(package, targets["comments"], "comment"),
        "图片": _tally(package, targets["drawing"], "pic"),
        "图表": _tally(package, targets["drawing"], "graphicFrame"),
        "文本框、图形": _tally(package, targets["drawing"], "sp", "cxnSp"),
        "链接": sum(1 for link in iterate(sheet, "hyperlink") if attribute(link, "id")),
    }
    for what, found in counts.items():
        if found:
            yield Loss(what, place, f"{found} 个，没有导入")
    if any((e.text or "").strip() for e in iterate(sheet, "oddHeader", "oddFooter")):
        yield Loss("打印时的页眉、页脚", place, "没有导入")


def _tally(package: Package, parts: list[str], *names: str) -> int:
    roots = [package.roots[part] for part in parts if part in package.roots]
    return sum(1 for root in roots for _ in iterate(root, *names))
