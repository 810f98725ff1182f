"""Which files a yearly report is offered in, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import AnnualReport, YearlyForm

if TYPE_CHECKING:
    from gongkai.core.items import Item

FOLDER = "mulu/niandu/"
"""Beside the catalogue's downloads: what stands beside a document are its signed attachments."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file as a document's page offers it."""

    path: str
    """From the site's root."""
    title: str
    kind: str


_KINDS = {
    "docx": "Word 文档，全文和统计表",
    "xlsx": "Excel 表格，统计表",
    "csv": "CSV 数据，每行一个数",
    "json": "JSON 数据，含项目名称和单位",
}


def list_downloads(item: Item) -> tuple[Download, ...]:
    """The files of a document; none for other types."""
    if not isinstance(item.record, AnnualReport | YearlyForm):
        return ()
    return tuple(
        Download(f"{FOLDER}{item.id}.{kind}", f"{item.record.title}.{kind}", about)
        for kind, about in _KINDS.items()
    )
