"""The sheets of an Excel workbook as tables, merged cells included (ECMA-376-1, 18.3.1.55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.attachments.xlsx import MAIN
from gongkai.core.attachments.xlsx_merged import list_merged, spell_column
from gongkai.core.attachments.xlsx_rows import list_cells, list_sheets
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.grid import Grid, GridCell, build_grid

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_MOST_ROWS = 20_000


def read_xlsx_tables(data: bytes) -> tuple[Grid, ...]:
    """Every sheet that holds anything.

    Raises:
        ImportRefusedError: when it is no readable workbook.
    """
    try:
        package = open_package(read_package(data), MAIN)
        sheets = [*list_sheets(package)]
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(f"不是可读的 xlsx 文件：{error}") from error
    grids = (_read_sheet(package, name, sheet) for name, sheet in sheets)
    return tuple(grid for grid in grids if grid.rows)


def _read_sheet(package: Package, name: str, sheet: Element) -> Grid:
    merged = {(row, column): (across, down) for row, column, across, down in list_merged(sheet)}
    blocks = []
    for row, column, text in list_cells(package, sheet):
        if row > _MOST_ROWS:
            raise ImportRefusedError(f"工作表“{name}”超过 {_MOST_ROWS} 行")
        across, down = merged.get((row, column), (1, 1))
        if text or across > 1 or down > 1:
            place = f"{spell_column(column)}{row}"
            blocks.append(GridCell(text, row - 1, column - 1, across, down, place))
    # A merged cell wins over the empty ones that it covers, whichever comes first.
    blocks.sort(key=lambda block: (block.across * block.down == 1, block.row, block.column))
    return _fill(build_grid(f"工作表“{name}”", blocks))


def _fill(grid: Grid) -> Grid:
    """The grid with an empty cell wherever the file has none: a sheet has no gaps."""
    rows = (
        tuple(
            block or GridCell("", row, column, place=f"{spell_column(column + 1)}{row + 1}")
            for column, block in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    )
    return Grid(grid.name, tuple(rows))
