"""Counts what a Word file holds from its XML alone; imports nothing of the product.

Only what the files it is used on have: no tracked changes, text boxes, fields or notes.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "一二三四五六七八九十百千零〇"
ARTICLE = re.compile(rf"\s*第[{HAN}]+条[\s　]")
CHAPTER = re.compile(rf"\s*第[{HAN}]+[章节]\s")
NUMBERED = re.compile(rf"[{HAN}]+、\S{{1,40}}")
UNKNOWN = ("ins", "del", "moveFrom", "moveTo", "drawing", "pict", "object", "fldChar", "fldSimple")


@dataclass
class PlainTable:
    """The cells of a table, row by row."""

    cells: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    """Text without white space, row, column, across, down."""


@dataclass
class PlainCount:
    """What stands in a file."""

    lines: list[str] = field(default_factory=list)
    """The paragraphs with text outside tables."""
    tables: list[PlainTable] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    articles: int = 0
    characters: int = 0
    """Without white space."""


def count_docx(path: Path) -> PlainCount:
    """What the main part holds."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - trusted
    body = root.find(f"{W}body")
    assert body is not None
    assert not [e.tag for name in UNKNOWN for e in body.iter(W + name)]
    found = PlainCount()
    for element in body:
        if element.tag == f"{W}p":
            found.lines += [text] if (text := _text(element)).strip() else []
        elif element.tag == f"{W}tbl":
            found.tables.append(_table(element))
        else:
            assert element.tag in {f"{W}sectPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"}
    found.characters = sum(len("".join((t.text or "").split())) for t in body.iter(f"{W}t"))
    found.articles = sum(bool(ARTICLE.match(line)) for line in found.lines)
    found.headings = _headings(found.lines)
    return found


def _text(element: ET.Element) -> str:
    parts = []
    for part in element.iter():
        if part.tag == f"{W}t":
            parts.append(part.text or "")
        elif part.tag in {f"{W}br", f"{W}tab", f"{W}cr"}:
            parts.append(" ")
    return "".join(parts)


def _headings(lines: list[str]) -> list[str]:
    """Chapters and sections, of a table of contents only what stands in the text; 一、 lines."""
    bare = ["".join(line.split()) for line in lines]
    found = []
    for place, line in enumerate(lines):
        chapter = CHAPTER.match(line) and bare[place] not in bare[place + 1 :]
        numbered = NUMBERED.fullmatch(line.strip()) and not re.search("[。；，]", line)
        if chapter or numbered:
            found.append(bare[place])
    return found


def _table(table: ET.Element) -> PlainTable:
    found = PlainTable()
    open_cells: dict[int, int] = {}
    for row, line in enumerate(table.findall(f"{W}tr")):
        column, still = 0, {}
        for cell in line.findall(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            across = 1 if span is None else int(span.get(f"{W}val", "1"))
            text = "".join(_text(cell).split())
            if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                place = open_cells[column]
                old = found.cells[place]
                assert not text
                found.cells[place] = (*old[:4], row - old[1] + 1)
                still[column] = place
            else:
                if merge is not None:
                    still[column] = len(found.cells)
                found.cells.append((text, row, column, across, 1))
            column += across
        open_cells = still
    return found
