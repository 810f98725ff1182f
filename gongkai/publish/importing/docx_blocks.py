"""The blocks of a Word document, in order: paragraphs, lists, tables, text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import local
from gongkai.core.importing.blocks import (
    Align,
    Figure,
    Heading,
    Item,
    Paragraph,
    Piece,
    plain_text,
)
from gongkai.publish.importing.docx_inline import Inline
from gongkai.publish.importing.docx_styles import heading_level
from gongkai.publish.importing.docx_tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.docx_numbering import Mark
    from gongkai.publish.importing.docx_story import Story
    from gongkai.publish.importing.docx_styles import Form

_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent"}
)
_LONGEST_HEADING = 80
"""Characters; longer ones are text that somebody gave the level of a heading."""


def read_blocks(story: Story, container: Element) -> Iterator[Block]:
    """The blocks that an element holds."""
    for child in container:
        name = local(child)
        if name == "p":
            yield from _read_paragraph(story, child)
        elif name == "tbl":
            story.tables += 1
            yield from read_table(story, child, read_blocks)
        elif name in _WRAPPERS:
            yield from read_blocks(story, child)
        elif name == "AlternateContent":
            yield from _read_chosen(story, child)
        elif name in {"altChunk", "subDoc"}:
            story.lose("由别的文件插入的内容")
        elif name in {"oMath", "oMathPara", "r", "hyperlink", "fldSimple"}:
            yield from _finish(story, _read_inline(story, child, wrapped=True), Align.LEFT)
        elif name in {"del", "moveFrom"} and (text := story.read_aside(child)):
            story.lose("修订：已标记删除的文字，没有写入", text)


def _read_chosen(story: Story, versions: Element) -> Iterator[Block]:
    found = [v for v in versions if local(v) in {"Choice", "Fallback"}]
    for other in found[1:]:
        story.seen.update(other.iter("{*}t"))
    if found:
        yield from read_blocks(story, found[0])


def _read_inline(story: Story, element: Element, *, wrapped: bool = False) -> Inline:
    inline = Inline(story)
    if wrapped:
        inline.read_one(element)
    else:
        inline.read(element)
    return inline


def _read_paragraph(story: Story, paragraph: Element) -> Iterator[Block]:
    form = story.styles.form_of(paragraph)
    story.begin_paragraph(paragraph)
    inline = _read_inline(story, paragraph)
    pieces = trim(inline.pieces)
    if not pieces:
        yield from _read_aside(story, inline)
        return
    mark = _count(story, paragraph, form)
    level = heading_level(form)
    if mark is not None and mark.bullet and level is None:
        yield Item(pieces, mark.depth)
    elif level is not None and _is_short(pieces):
        yield Heading(level, _put_before(mark, pieces))
    else:
        yield Paragraph(_put_before(mark, pieces), form.align or Align.LEFT)
    yield from _read_aside(story, inline)


def _finish(story: Story, inline: Inline, align: Align) -> Iterator[Block]:
    if pieces := trim(inline.pieces):
        yield Paragraph(pieces, align)
    yield from _read_aside(story, inline)


def _read_aside(story: Story, inline: Inline) -> Iterator[Block]:
    for part in inline.aside:
        if isinstance(part, (Figure, Paragraph)):
            yield part
        else:
            yield from read_blocks(story, part)


def _is_short(pieces: tuple[Piece, ...]) -> bool:
    text = plain_text(Paragraph(pieces))
    return len(text) <= _LONGEST_HEADING and not text.rstrip().endswith(("。", "；"))


def _count(story: Story, paragraph: Element, form: Form) -> Mark | None:
    if form.number in {None, "0"}:
        return None
    names = story.styles.chain_names(story.styles.name_of(paragraph))
    mark = story.numbering.count(form.number or "", form.depth, names)
    if mark is not None and mark.unknown:
        story.lose("自动编号的样式（写作阿拉伯数字）", mark.unknown)
    return mark


def _put_before(mark: Mark | None, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    if mark is None or not mark.text:
        return pieces
    first = pieces[0]
    if first.target or first.note:
        return (Piece(mark.text), *pieces)
    return (Piece(mark.text + first.text), *pieces[1:])


def trim(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without white space at either end; none where there is nothing else."""
    kept = list(pieces)
    while kept and not kept[0].note and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].note and not kept[-1].text.strip():
        del kept[-1]
    if kept and not kept[0].note:
        kept[0] = Piece(kept[0].text.lstrip(), kept[0].target)
    if kept and not kept[-1].note:
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].target)
    return tuple(kept)
