"""The rows of a ledger out of CSV or Excel, each cell with its place."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.attachments.xlsx import MAIN
from gongkai.core.attachments.xlsx_merged import spell_column
from gongkai.core.attachments.xlsx_rows import list_cells, list_sheets
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_ledger.columns import read_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MOST_ROWS = 50_000
_MOST_COLUMNS = 100
_SEARCHED = 5
"""Rows among which the heads are looked for: a title may stand above them."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a ledger."""

    place: str
    """`第 8 行`, or `工作表“台账”第 8 行`."""
    cells: Mapping[str, str]
    """Texts by column; columns that the ledger lacks are empty."""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def read_ledger(name: str, data: bytes) -> tuple[RawRow, ...]:
    """The rows that hold anything, by the ending of the file's name.

    Raises:
        ImportRefusedError: when it is no ledger, or has columns that it must not have.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in {"csv", "xlsx"}:
        raise ImportRefusedError("台账只能是 csv 或 xlsx 文件")
    lines = _read_csv(data) if kind == "csv" else _read_xlsx(data)
    return tuple(_name_cells(lines))


def _name_cells(lines: Iterable[tuple[str, list[str]]]) -> Iterator[RawRow]:
    columns: dict[str, int] = {}
    refusal = ImportRefusedError("没有找到表头：台账第一行应为编号、收到日期等列名")
    for number, (place, texts) in enumerate(lines):
        if columns:
            if any(text.strip() for text in texts):
                cells = {c: texts[n] for c, n in columns.items() if n < len(texts)}
                yield RawRow(place, cells)
            continue
        filled = [text for text in texts if text.strip()]
        if len(filled) > 1:
            columns = read_columns(texts)
        elif number + 1 >= _SEARCHED:
            break
    if not columns:
        raise refusal


def _read_csv(data: bytes) -> Iterator[tuple[str, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    reader = csv.reader(io.StringIO(text.replace("\0", "")))
    try:
        for line in reader:
            if reader.line_num > _MOST_ROWS:
                raise ImportRefusedError(f"台账超过 {_MOST_ROWS} 行")
            yield f"第 {reader.line_num} 行", line
    except csv.Error as error:
        raise ImportRefusedError(f"第 {reader.line_num} 行不是可读的 CSV") from error


def _read_xlsx(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The rows of the first sheet; others may hold explanations."""
    try:
        package = open_package(read_package(data), MAIN)
        sheets = [*list_sheets(package)]
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(f"不是可读的 xlsx 文件：{error}") from error
    if not sheets:
        raise ImportRefusedError("工作簿中没有工作表")
    name, sheet = sheets[0]
    rows: dict[int, list[str]] = {}
    for row, column, text in list_cells(package, sheet):
        if not text:
            continue
        if row > _MOST_ROWS or column > _MOST_COLUMNS:
            place = f"{spell_column(column)}{row}"
            raise ImportRefusedError(f"工作表“{name}”在 {place} 还有内容，不是台账")
        line = rows.setdefault(row, [])
        line += [""] * (column - len(line))
        line[column - 1] = text
    for row in sorted(rows):
        yield f"工作表“{name}”第 {row} 行", rows[row]
