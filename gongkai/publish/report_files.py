"""The report on disk, in all its forms."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gongkai.publish.calendar_files import render_calendars
from gongkai.publish.files import replace_files
from gongkai.publish.report_content import REPORT, ReportFiles
from gongkai.publish.report_forms.json_form import render_json
from gongkai.publish.report_forms.junit import render_junit
from gongkai.publish.report_forms.sarif import render_sarif
from gongkai.publish.report_forms.table import format_csv
from gongkai.publish.report_forms.workbook import list_tables, render_workbook
from gongkai.publish.report_html import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.report.model import Report

SUMS = "SHA256SUMS"
"""Digests of the other files, as `sha256sum -c` reads them."""


def write_report(report: Report, folder: Path) -> tuple[Path, ...]:
    """The paths of the files written; the same report gives the same bytes.

    Raises:
        OSError: when one cannot be written.
    """
    return store(render_report(report), folder)


def store(report: ReportFiles, folder: Path) -> tuple[Path, ...]:
    """Writes a report into its folder; gives the paths of the files.

    Raises:
        OSError: when one cannot be written.
    """
    replace_files(folder, report.files)
    return tuple(folder / name for name in report.files)


def render_report(report: Report) -> ReportFiles:
    """The report in all its forms; the same report gives the same bytes."""
    tables = list_tables(report)
    files = {
        "report.html": render_html(report).encode(),
        REPORT: render_json(report),
        "report.xlsx": render_workbook(report, tables),
        **{table.file: format_csv(table) for table in tables if table.file},
        "junit.xml": render_junit(report),
        "report.sarif": render_sarif(report).encode(),
    }
    if report.agenda is not None:
        files |= render_calendars(report.agenda, report.head.today)
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return ReportFiles(files | {SUMS: "".join(sums).encode()})
