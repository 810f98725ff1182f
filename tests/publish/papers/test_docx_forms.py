from __future__ import annotations

import io
from datetime import date

from docx import Document

from gongkai.core.papers.forms import Cell, Form, Row
from gongkai.publish.papers.docx_forms import render_form

FORM = Form(
    "审查表",
    "编号：",
    date(2026, 11, 20),
    (30, 60, 80),
    (
        Row((Cell("名称", label=True), Cell("甲", 2))),
        Row((Cell("审查事项", 2, label=True), Cell("□", centred=True)), 20),
        Row((Cell("意见", label=True), Cell("第一行\n第二行"), Cell("丙"))),
    ),
    ("说明：一件一表。",),
)


def test_the_form_as_word_reads_it() -> None:
    document = Document(io.BytesIO(render_form(FORM)))
    assert [p.text for p in document.paragraphs] == ["审查表", "编号：", "说明：一件一表。"]
    [table] = document.tables
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["名称", "甲", "甲"],
        ["审查事项", "审查事项", "□"],
        ["意见", "第一行\n第二行", "丙"],
    ]
    assert [round(row.height.mm) if row.height else None for row in table.rows] == [8, 20, 8]
    spans = [[c.grid_span for c in dict.fromkeys(row.cells)] for row in table.rows]
    assert spans == [[1, 2], [2, 1], [1, 1, 1]]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render_form(FORM) == render_form(FORM)
