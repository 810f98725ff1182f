"""A paper as a Word file in the look of an official document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt

from gongkai.core.papers.blocks import Heading, Listing, PageBreak, Paragraph, Place, Table
from gongkai.core.papers.wording import format_day
from gongkai.publish.docx_file import docx_bytes, start_docx
from gongkai.publish.papers.docx_tables import add_table
from gongkai.publish.papers.look import BODY_SIZE, TEXT_WIDTH, TITLE_SIZE, measure, set_look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

    from gongkai.core.papers.blocks import Block, Paper

    Printed = Heading | Paragraph | Listing | Table

_STYLES = {
    Place.BODY: "Normal",
    Place.ADDRESSEE: "主送机关",
    Place.SIGNATURE: "署名",
    Place.DATE: "成文日期",
    Place.NOTE: "附注",
    Place.PLAIN: "表后说明",
}
_DATE_INDENT = 4.0
"""Characters between the date and the right edge (GB/T 9704—2012 7.3.5.1)."""
_LEAST_INDENT = 2.0
_BELOW_TABLE, _ABOVE_SIGNATURE = Pt(8), Pt(29)


def render_docx(paper: Paper) -> bytes:
    """The file; the same paper gives the same bytes."""
    document = start_docx()
    set_look(document)
    document.add_paragraph(break_title(paper), "Title")
    before: Block | None = None
    lines: list[Line] = []
    for block in paper.blocks:
        if not isinstance(block, PageBreak):
            lines = _add_after(document, before, lines, block, paper)
        before = block
    return docx_bytes(document, title=paper.title, day=paper.day)


def _add_after(
    document: Document, before: Block | None, lines: list[Line], block: Printed, paper: Paper
) -> list[Line]:
    """Adds a block after another, whose last lines are given, and gives its own."""
    added = _add_block(document, block, paper)
    first = added[0].paragraph_format
    if isinstance(before, PageBreak):
        first.page_break_before = True
    elif isinstance(before, Table) and not isinstance(block, Table):
        first.space_before = _BELOW_TABLE
    if isinstance(block, Paragraph) and block.place is Place.SIGNATURE:
        first.space_before = _ABOVE_SIGNATURE
        for line in lines[-1:]:  # a signature never stands alone on its page
            line.paragraph_format.keep_with_next = not isinstance(before, Table)
    return added


def _add_block(document: Document, block: Printed, paper: Paper) -> list[Line]:
    match block:
        case Heading(text, level):
            return [document.add_paragraph(text, f"Heading {level}")]
        case Paragraph(text, place):
            return [_add_paragraph(document, text, place, paper)]
        case Listing(items):
            numbered = (f"{number}. {item}" for number, item in enumerate(items, 1))
            return [document.add_paragraph(text, "Normal") for text in numbered]
        case _:
            return [add_table(document, block)]


def _add_paragraph(document: Document, text: str, place: Place, paper: Paper) -> Line:
    paragraph = document.add_paragraph(text, _STYLES[place])
    if place not in {Place.SIGNATURE, Place.DATE}:
        return paragraph
    indents = place_signature(paper.author, format_day(paper.day))
    indent = indents[place is Place.DATE]
    form = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    form.right_indent = Length(round(indent * BODY_SIZE))
    form.keep_with_next = place is Place.SIGNATURE
    return paragraph


def place_signature(office: str, day: str) -> tuple[float, float]:
    """How many characters from the right edge office and date end, the one centred on the other.

    The date stands four characters from the edge, further where the office is longer than that.
    """
    overhang = (measure(office) - measure(day)) / 2
    date_indent = max(_DATE_INDENT, _LEAST_INDENT + overhang)
    return date_indent - overhang, date_indent


def break_title(paper: Paper) -> str:
    """The title in as few lines as its phrases allow, none wider than the text."""
    lines = [""]
    for phrase in paper.phrases or (paper.title,):
        longer = lines[-1] + phrase
        if lines[-1] and measure(longer) * TITLE_SIZE > TEXT_WIDTH:
            lines.append(phrase)
        else:
            lines[-1] = longer
    return "\n".join(lines)
