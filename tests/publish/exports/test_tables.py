"""Tables as CSV, JSON and XLSX: quick ways say what the slow and sure ones say."""

from __future__ import annotations

import csv
import io
import json
import re
from zipfile import ZipFile

import lxml.etree
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.exports.tables import (
    Sheet,
    fill_json,
    format_json,
    format_workbook,
    quote_cell,
    spell_line,
)
from gongkai.publish.exports.workbook import spell_row

TEXTS = st.text(st.sampled_from("甲a ,\"'\n\r\t=+-@<&>%_x0041\x00\x07　é\U0001f600"), max_size=9)
ROWS = st.lists(TEXTS, min_size=1, max_size=5)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@given(ROWS)
def test_a_line_is_what_the_csv_module_writes(row: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([quote_cell(text) for text in row])
    assert spell_line(row) == out.getvalue()


@given(st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS)), TEXTS)
def test_a_filled_list_is_what_the_json_module_writes(
    values: list[dict[str, str]], name: str
) -> None:
    about = {"name": name, "zero": 0}
    objects = ["\n".join(f"  {line}" for line in _indent(value).split("\n")) for value in values]
    assert fill_json(about, "items", objects) == format_json(about | {"items": values})


def _indent(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)


@given(ROWS)
def test_cells_say_their_texts_and_nothing_else(row: list[str]) -> None:
    text = spell_row(row).replace("\0", "2")
    element = lxml.etree.fromstring(f'<x xmlns="{_MAIN[1:-1]}">{text}</x>')[0]
    told = {cell.get("r"): _read(cell) for cell in element}
    assert told == {f"{'ABCDE'[n]}2": text for n, text in enumerate(row) if text}
    assert {cell.get("t") for cell in element} <= {"inlineStr"}


def _read(cell: lxml.etree._Element) -> str:
    """The text of a cell as spreadsheets read it (ECMA-376 part 1, 22.9.2.19)."""
    (inner,) = cell.iter(f"{_MAIN}t")
    text = inner.text or ""
    if inner.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        assert text == text.strip()
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def test_a_text_is_no_longer_than_a_cell_can_hold() -> None:
    assert spell_row(["甲" * 40_000]).count("甲") == 32_767


def test_a_row_without_texts_is_empty() -> None:
    assert spell_row(["", ""]) == '<row r="\0"></row>'


SIZES = [(1, 0), (1, 1), (3, 0), (3, 12), (26, 2)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_workbook_has_the_shape_of_its_table(width: int, height: int) -> None:
    labels = tuple(f"栏{n}" for n in range(width))
    rows = [tuple(f"{x},{y}" for x in range(width)) for y in range(height)]
    data = format_workbook(Sheet("表", "局", labels, rows))
    page = openpyxl.load_workbook(io.BytesIO(data))["表"]
    assert [tuple(cell.value for cell in row) for row in page.iter_rows()] == [labels, *rows]
    corner = f"{chr(64 + width)}{height + 1}"
    assert (page.auto_filter.ref, page.dimensions) == (f"A1:{corner}", f"A1:{corner}")
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert all(cell.font.b for cell in page[1])
    assert all(cell.alignment.vertical == "top" for row in rows for cell in page[2])
    book = ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    assert f"$A$1:${corner[0]}${height + 1}<" in book
