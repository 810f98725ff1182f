"""An annual report as a Word file: title, text and tables in the order of the official form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

from gongkai.publish.annual_export.word_table import make_word_table
from gongkai.publish.docx_file import docx_bytes, start_docx
from gongkai.publish.pages.annual_tables import Cell, Table, build_tables
from gongkai.publish.pages.parts import join_tables
from gongkai.publish.papers.look import set_look

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.html import HtmlElement

    from gongkai.core.models import Document

_HEADINGS = {"h2": "Heading 1", "h3": "Heading 2"}
_FURTHER = frozenset({"h1", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol"})


def format_word(record: Document, html: str) -> bytes:
    """The report with its body's HTML; the same report gives the same bytes."""
    document = start_docx()
    set_look(document)
    document.add_paragraph(_break_title(record), "Title")
    for part in join_tables(html, build_tables(record)):
        if part.html:
            for element in lxml.html.fragments_fromstring(part.html):
                if not isinstance(element, str):
                    _add_block(document, element)
        if part.table is not None:
            _add_table(document, part.table, named=not part.html)
    return docx_bytes(document, title=record.title, day=record.made)


def _break_title(record: Document) -> str:
    """The title, broken after the name of the body that it begins with."""
    rest = record.title.removeprefix(record.issuer)
    return f"{record.issuer}\n{rest}" if rest != record.title else record.title


def _add_table(document: WordDocument, table: Table, *, named: bool) -> None:
    if named:
        document.add_paragraph(table.caption, "表题")
    element = make_word_table(table)
    document.element.body.insert_element_before(element, "w:sectPr")
    # Two tables in a row would become one.
    document.add_paragraph("", "表后说明")


def _add_block(document: WordDocument, element: HtmlElement) -> None:
    tag = str(element.tag)
    if tag in _LISTS:
        for number, item in enumerate(element.iterchildren("li"), 1):
            mark = f"{number}. " if tag == "ol" else "· "
            document.add_paragraph(mark + _read_text(item))
    elif tag == "table":
        _add_table(document, _read_table(element), named=False)
    elif text := _read_text(element):
        style = "Heading 2" if tag in _FURTHER else _HEADINGS.get(tag, "Normal")
        document.add_paragraph(text, style)


def _read_table(element: HtmlElement) -> Table:
    """A table of the text."""
    rows = tuple(
        tuple(
            Cell(
                _read_text(cell),
                "col" if cell.tag == "th" else "",
                int(cell.get("colspan", "1")),
                int(cell.get("rowspan", "1")),
            )
            for cell in row.iterchildren("td", "th")
        )
        for row in element.iter("tr")
    )
    return Table("", "", rows, len([*element.iterfind("thead/tr")]), of_rows=True)


def _read_text(element: HtmlElement) -> str:
    """The text of an element in one line, pictures by what they show."""
    parts = [element.text_content(), *(image.get("alt") or "" for image in element.iter("img"))]
    return " ".join(" ".join(parts).split())
