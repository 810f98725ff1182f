"""The figures of an annual report as data: JSON with keys and labels, CSV with a line a figure."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.core.annual.figures import Part, list_rows, read_figures
from gongkai.core.models import AnnualReport
from gongkai.publish.exports.tables import format_json, quote_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.cells import Cell
    from gongkai.core.annual.figures import Figures
    from gongkai.core.annual.shapes import Column, Row
    from gongkai.core.models import YearlyForm

_SCHEMA = "gongkai-annual/v1"
_KEYS = {Part.PROACTIVE: "proactive", Part.REQUESTS: "requests", Part.DISPUTES: "disputes"}
_CSV_LABELS = ("表", "条例条项", "上级项目", "项目", "栏", "单位", "数值")


def describe_report(record: AnnualReport | YearlyForm, name: str, url: str) -> dict[str, Any]:
    """A yearly report and its figures as JSON has them."""
    about = {
        "schema": _SCHEMA,
        "id": name,
        "url": url,
        "type": record.type_id,
        "title": record.title,
        "issuer": record.issuer,
        "year": record.year,
        "made": str(record.made),
    }
    if not isinstance(record, AnnualReport):
        figures = [{"label": figure.name, "value": figure.value} for figure in record.figures]
        return about | {"figures": figures}
    period = {"start": str(record.period_start), "end": str(record.period_end)}
    form = {"version": record.form, "basis": record.layout.basis}
    return about | {"period": period, "form": form, "tables": [*_list_tables(record)]}


def format_report_json(record: AnnualReport | YearlyForm, name: str, url: str) -> bytes:
    """As `describe_report`, as a file."""
    return format_json(describe_report(record, name, url))


def _list_tables(record: AnnualReport) -> Iterator[dict[str, Any]]:
    figures, form = read_figures(record), record.layout
    shapes = {
        Part.PROACTIVE: (form.proactive.section, form.proactive.caption),
        Part.REQUESTS: (form.requests.section, form.requests.caption),
        Part.DISPUTES: (form.disputes.section, form.disputes.caption),
    }
    for part, rows in list_rows(form):
        section, caption = shapes[part]
        told = [_tell_row(figures, part, row, columns) for row, columns in rows]
        yield {"key": _KEYS[part], "section": section, "caption": caption, "rows": told}


def _tell_row(
    figures: Figures, part: Part, row: Row, columns: tuple[Column, ...]
) -> dict[str, Any]:
    cells = zip(columns, figures.cells(part, row.key), strict=True)
    band, above = _find_heads(figures, part, row)
    return {
        "key": row.key,
        "label": row.label,
        "article": band or None,
        "group": above or None,
        "cells": [
            {
                "key": column.key,
                "label": column.label,
                "measure": column.measure,
                "value": _spell_value(cell),
            }
            for column, cell in cells
        ],
    }


def _find_heads(figures: Figures, part: Part, row: Row) -> tuple[str, str]:
    """The item of the Regulation that a row falls under, and the row above it."""
    form = figures.form
    if part is Part.PROACTIVE:
        return next(b.heading for b in form.proactive.bands if row in b.rows), ""
    if part is Part.REQUESTS:
        return "", next((r.label for r in form.requests.rows if r.key == row.parent), "")
    return "", form.disputes.group if row.parent else ""


def _spell_value(cell: Cell) -> int | float | str:
    """A number as JSON has it, exact with its two decimals; a placeholder as it was written."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell == int(cell) else float(cell)


def format_report_csv(record: AnnualReport | YearlyForm) -> bytes:
    """The figures as CSV that spreadsheets open as it is: UTF-8 with BOM, a line a figure."""
    out = io.StringIO()
    writer = csv.writer(out)
    if isinstance(record, AnnualReport):
        writer.writerow(_CSV_LABELS)
        writer.writerows(_list_lines(read_figures(record)))
    else:
        writer.writerow(("指标", "数值"))
        writer.writerows((quote_cell(f.name), quote_cell(f.value)) for f in record.figures)
    return out.getvalue().encode("utf-8-sig")


def _list_lines(figures: Figures) -> Iterator[tuple[str, ...]]:
    for place, cell in figures.list_places():
        column, row = place.column, place.row
        heads = _find_heads(figures, place.part, row)
        yield (place.part, *heads, row.label, column.label, column.measure, str(cell))
