"""The tables of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.markup import iterate, local, switched_on
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.docx_grid import list_cells
from gongkai.publish.importing.grid import Grid, GridCell, build_grid

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element

_GONE = ("{*}del", "{*}moveFrom", "{*}Fallback")


def read_docx_tables(data: bytes) -> tuple[Grid, ...]:
    """Every table of the main text, inner ones for themselves.

    Raises:
        ImportRefusedError: when it is no readable Word document.
    """
    try:
        main = open_package(read_package(data), MAIN).main
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(f"不是可读的 docx 文件：{error}") from error
    tables = enumerate(iterate(main, "tbl"), 1)
    return tuple(build_grid(f"第 {n} 张表", _list_blocks(table)) for n, table in tables)


def _list_blocks(table: Element) -> list[GridCell]:
    return [
        GridCell(_read_text(cell.element), cell.row, cell.column, cell.across, cell.down)
        for cell in list_cells(table)
    ]


def _read_text(cell: Element) -> str:
    """The text of a cell without deleted and hidden runs and without tables in it."""
    parts = []
    for element in iterate(cell, "t", "tab", "br", "cr"):
        if next(element.iterancestors("{*}tc"), None) is not cell:
            continue
        if next(element.iterancestors(*_GONE), None) is None and not _is_hidden(element):
            parts.append((element.text or "") if local(element) == "t" else " ")
    return "".join(parts)


def _is_hidden(element: Element) -> bool:
    run = next(element.iterancestors("{*}r"), None)
    return run is not None and switched_on(run.find("{*}rPr/{*}vanish"))
