"""主动公开基本目录 and the standard table as downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.standard_catalog import (
    BASIC_LABELS,
    STANDARD_LABELS,
    format_basic,
    format_standard,
    list_duties,
)
from gongkai.publish.exports.part import Part, list_files
from gongkai.publish.exports.tables import Sheet, format_csv, format_json, format_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel

BASIC_NAME = "主动公开基本目录"
STANDARD_NAME = "政府信息公开标准目录"
BASIC_FILE = "mulu/jiben-mulu/jiben-mulu"
STANDARD_FILE = "mulu/jiben-mulu/biaozhun-mulu"
_SCHEMA = "gongkai-duties/v1"


def build_sheets(site: SiteModel) -> tuple[tuple[str, Sheet], ...]:
    """Path without extension and table of both."""
    duties, catalog = list_duties(site), site.catalog
    body = catalog.site.body
    return (
        (BASIC_FILE, Sheet(BASIC_NAME, body, BASIC_LABELS, format_basic(duties, catalog))),
        (
            STANDARD_FILE,
            Sheet(STANDARD_NAME, body, STANDARD_LABELS, format_standard(duties, catalog)),
        ),
    )


def list_standard_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every download."""
    return list_files((plan_standard(site),))


def plan_standard(site: SiteModel) -> Part:
    """Every download of both."""
    sheets = build_sheets(site)
    return Part(
        STANDARD_FILE,
        lambda _: [sheet.rows for _, sheet in sheets],
        lambda: _make_files(site, sheets),
    )


def _make_files(
    site: SiteModel, sheets: Sequence[tuple[str, Sheet]]
) -> Iterator[tuple[str, bytes]]:
    for name, sheet in sheets:
        yield f"{name}.csv", format_csv(sheet)
        yield f"{name}.xlsx", format_workbook(sheet)
        yield (
            f"{name}.json",
            format_json(
                {
                    "schema": _SCHEMA,
                    "site": site.catalog.site.id,
                    "name": sheet.name,
                    "count": len(sheet.rows),
                    "items": [dict(zip(sheet.labels, row, strict=True)) for row in sheet.rows],
                }
            ),
        )
