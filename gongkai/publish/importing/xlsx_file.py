"""Excel workbooks: every visible sheet as heading and table, and the file itself beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.attachments.xlsx import MAIN
from gongkai.core.importing.blocks import (
    Align,
    CarriedFile,
    Heading,
    ImportedText,
    ImportRefusedError,
    Loss,
    Paragraph,
    Piece,
)
from gongkai.publish.importing.grid import GridCell, build_grid
from gongkai.publish.importing.tables import make_table
from gongkai.publish.importing.xlsx_sheet import Workbook, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package
    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.xlsx_sheet import SheetText

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d+", re.IGNORECASE)


def read_xlsx(data: bytes, name: str) -> ImportedText:
    """The visible sheets of a workbook; the workbook itself goes along as an attachment.

    Raises:
        ImportRefusedError: when it is no readable workbook, or nothing can be seen in it.
    """
    try:
        package = open_package(read_package(data), MAIN)
        book = Workbook.open(package)
        sheets = [*_list_sheets(package)]
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(
            f"不是可读的 xlsx 文件：{error}；请在 WPS 或 Excel 中打开，另存为 xlsx 后再导入"
        ) from error
    shown = [entry for entry in sheets if entry[2]]
    found = [read_sheet(book, title, sheet, n) for n, (title, sheet, _) in enumerate(shown, 1)]
    filled = [sheet for sheet in found if sheet.blocks]
    if not filled:
        raise ImportRefusedError("工作簿里没有看得见的内容；隐藏的工作表须先取消隐藏")
    named = len(filled) > 1 or not _DEFAULT_NAME.fullmatch(filled[0].name)
    return ImportedText(
        name,
        tuple(block for sheet in filled for block in _list_blocks(sheet, named=named)),
        files=(CarriedFile(name.rpartition("/")[2], data, _strip_ending(name)),),
        losses=(*_name_hidden(sheets), *(loss for sheet in found for loss in sheet.losses)),
    )


def _list_sheets(package: Package) -> Iterator[tuple[str, Element, bool]]:
    """Name and part of every sheet, and whether it is shown."""
    targets = {r.id: r.target for r in package.relations if r.kind == "worksheet"}
    for entry in iterate(package.main, "sheet"):
        root = package.roots.get(targets.get(attribute(entry, "id") or "", ""))
        if root is not None:
            yield entry.get("name", ""), root, entry.get("state", "visible") == "visible"


def _name_hidden(sheets: list[tuple[str, Element, bool]]) -> Iterator[Loss]:
    for number, (_, _, shown) in enumerate(sheets, 1):
        if not shown:
            detail = "没有导入；随附的工作簿里也须删去"
            yield Loss("隐藏的工作表", f"第 {number} 张工作表", detail)


def _list_blocks(sheet: SheetText, *, named: bool) -> Iterator[Block]:
    """The name of a sheet, the lines above its table that reach across all of it, the table."""
    if named:
        yield Heading(1, (Piece(sheet.name),))
    cells = sorted(sheet.blocks, key=_by_place)
    width = max(cell.column + cell.across for cell in cells)
    above = 0
    while width > 1 and len(cells) > above + 1 and _is_line(cells, above, width):
        yield Paragraph((Piece(cells[above].text),), Align.CENTER)
        above += 1
    rest = cells[above:]
    first = rest[0].row
    moved = [GridCell(c.text, c.row - first, c.column, c.across, c.down, c.place) for c in rest]
    yield make_table(build_grid(f"工作表“{sheet.name}”", moved))[0]


def _by_place(cell: GridCell) -> tuple[int, int]:
    return (cell.row, cell.column)


def _is_line(cells: list[GridCell], place: int, width: int) -> bool:
    """Whether a cell is alone in its row and merged over all columns, as titles are."""
    cell = cells[place]
    alone = cells[place + 1].row >= cell.row + cell.down
    return alone and cell.column == 0 and cell.across == width


def _strip_ending(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0] or name
