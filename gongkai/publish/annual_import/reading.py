"""A file of any kind that an office has of its annual report, read into figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.docx_tables import read_docx_tables
from gongkai.publish.annual_import.html_tables import read_html_tables
from gongkai.publish.annual_import.matching import match_form
from gongkai.publish.annual_import.pdf_tables import read_pdf_tables
from gongkai.publish.annual_import.xlsx_tables import read_xlsx_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.publish.annual_import.matching import Imported
    from gongkai.publish.importing.grid import Grid

_LARGEST = 50_000_000
_READERS: dict[str, Callable[[bytes], tuple[Grid, ...]]] = {
    "docx": read_docx_tables,
    "xlsx": read_xlsx_tables,
    "html": read_html_tables,
    "htm": read_html_tables,
    "pdf": read_pdf_tables,
}
_OLD = {"doc": "docx", "wps": "docx", "rtf": "docx", "xls": "xlsx", "et": "xlsx", "ofd": "pdf"}


def read_report(name: str, data: bytes, version: str | None = None) -> Imported:
    """The figures of a report in a file, by the ending of its name.

    Raises:
        ImportRefusedError: when no report can be read from it; the message is Chinese.
    """
    return match_form(read_tables(name, data), version)


def read_tables(name: str, data: bytes) -> tuple[Grid, ...]:
    """Every table of a file.

    Raises:
        ImportRefusedError: when it is of another kind, too large or broken.
    """
    kind = name.rpartition(".")[2].lower()
    if kind in _OLD:
        raise ImportRefusedError(f"不能直接读取 {kind} 文件，请另存为 {_OLD[kind]} 后再导入")
    reader = _READERS.get(kind)
    if reader is None:
        raise ImportRefusedError("只能读取 docx、xlsx、html 和有文字层的 pdf 文件")
    if len(data) > _LARGEST:
        raise ImportRefusedError("文件超过 50 MB，不是一份年度报告")
    return reader(data)
