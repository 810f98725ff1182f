"""What a text has and what a page shows of it, counted alike: nothing is lost unsaid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lxml.html

from gongkai.core.body import render_body
from gongkai.core.importing.blocks import Figure, Heading, Item, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import Block, ImportedText, Piece

_BACK = "\u21a9"
"""What the page puts behind a note to lead back."""
_KINDS = (
    ("paragraphs", "段落"),
    ("headings", "标题"),
    ("items", "列表项"),
    ("tables", "表格"),
    ("cells", "单元格"),
    ("notes", "注释"),
    ("pictures", "图片"),
    ("links", "链接"),
    ("characters", "字符"),
)
COUNTED = dict(_KINDS)
"""What is counted, and its Chinese name."""
COMPARED = tuple(name for name, _ in _KINDS if name not in {"pictures", "links"})
"""What must be the same before and after; pictures and links that are not kept are losses."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind; characters without white space."""

    paragraphs: int = 0
    headings: int = 0
    items: int = 0
    tables: int = 0
    cells: int = 0
    notes: int = 0
    pictures: int = 0
    links: int = 0
    characters: int = 0


def count_text(text: ImportedText) -> Counts:
    """What the blocks and notes of a text hold."""
    found: Counter[str] = Counter()
    for block in text.blocks:
        _count_block(block, found)
    found["notes"] = len(text.notes)
    blocks = [*text.blocks, *text.notes]
    found["characters"] = sum(len("".join(plain_text(b).split())) for b in blocks if _shows(b))
    return Counts(**found)


def _shows(block: object) -> bool:
    """Whether the text of a block is on the page; that of a picture is behind it."""
    return not isinstance(block, Figure)


def _count_block(block: Block, found: Counter[str]) -> None:
    if isinstance(block, Table):
        found["tables"] += 1
        found["cells"] += sum(cell is not None for row in block.rows for cell in row)
    elif isinstance(block, Figure):
        found["pictures"] += 1
    elif any(piece.text.strip() or piece.note for piece in block.pieces):
        kind = {Heading: "headings", Item: "items"}.get(type(block), "paragraphs")
        found[kind] += 1
        found["links"] += sum(bool(p.target and p.text.strip()) for p in block.pieces)


def count_body(body: str) -> Counts:
    """What a page shows of a body, read from its HTML."""
    rendered = render_body(body)
    root = lxml.html.fragment_fromstring(rendered.html or "<p></p>", create_parent="div")
    notes = [
        li for div in root.iter("div") if div.get("class") == "footnote" for li in div.iter("li")
    ]
    inside = {element for note in notes for element in note.iter()}
    numbers = "".join(a.text or "" for a in root.iter("a") if a.get("class") == "footnote-ref")
    main = [element for element in root.iter() if element not in inside]
    tags = Counter(element.tag for element in main if isinstance(element.tag, str))
    pictures = sum(1 for _ in root.iter("img"))
    characters = "".join("".join(rendered.blocks).split()).replace(_BACK, "")
    return Counts(
        paragraphs=sum(_is_paragraph(element) for element in main if element.tag == "p"),
        headings=sum(tags[f"h{level}"] for level in range(1, 7)),
        items=tags["li"],
        tables=tags["table"],
        cells=tags["td"] + tags["th"],
        notes=len(notes),
        pictures=pictures,
        links=len(rendered.links),
        characters=len(characters) - len(numbers),
    )


def _is_paragraph(element: lxml.html.HtmlElement) -> bool:
    """Whether there is text in it: a picture stands in a paragraph of its own."""
    return bool("".join(str(part) for part in element.itertext()).strip())


def list_blocks(text: ImportedText) -> tuple[str, ...]:
    """The text of each paragraph, heading, item, cell and note as a page shows it."""
    numbers = {note.mark: str(number) for number, note in enumerate(text.notes, 1)}
    return tuple(shown for shown in _list_blocks(text, numbers) if shown)


def _list_blocks(text: ImportedText, numbers: dict[str, str]) -> Iterator[str]:
    for block in text.blocks:
        if isinstance(block, Table):
            yield from (_tidy(cell.text) for row in block.rows for cell in row if cell)
        elif not isinstance(block, Figure):
            yield _read(block.pieces, numbers)
    for note in text.notes:
        yield _read(note.pieces, {})


def _read(pieces: tuple[Piece, ...], numbers: dict[str, str]) -> str:
    return _tidy("".join(numbers.get(p.note, "") if p.note else p.text for p in pieces))


def _tidy(text: str) -> str:
    return " ".join(text.replace(_BACK, "").split())


def list_shown(body: str) -> tuple[str, ...]:
    """The text of each block of a page; equal to `list_blocks` where nothing was lost."""
    return tuple(shown for block in render_body(body).blocks if (shown := _tidy(block)))
