"""Reads plain text and Markdown."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

import markdown

from gongkai.core.importing.blocks import Cell, Heading, ImportedText, Loss, Paragraph, Piece, Table
from gongkai.core.importing.fields.labels import read_labels
from gongkai.core.importing.headings import find_headings
from gongkai.publish.importing.html_file import read_html
from gongkai.publish.importing.text_decoding import decode_text
from gongkai.publish.importing.text_lines import join_lines

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Block

_HEAD = 12
"""Lines at the top in which a page prints 栏目：… 发布时间：…"""
_EXTENSIONS = ("tables", "footnotes", "sane_lists")
_FRONT_MATTER = re.compile(r"---\n(?P<fields>(?:[^\n]*\n)*?)---\n", re.ASCII)
_FIELD = re.compile(
    r"^(?P<name>[A-Za-z_\u3400-\u9fff]{1,30}): *(?P<value>[^\s\[{|>&*!].*)$", re.MULTILINE
)
_BAR = re.compile(r"\s*\|\s*")
_LEAST_COLUMNS, _LEAST_ROWS = 2, 2


def read_text(data: bytes, name: str) -> ImportedText:
    """What a text file holds: paragraphs, headings told by their numbers, tables between bars.

    Raises:
        ImportRefusedError: for what is no text.
    """
    text, losses = decode_text(data)
    if name.lower().endswith((".md", ".markdown")):
        return _read_markdown(text, name, losses)
    lines = join_lines(text.expandtabs(4) if "\t" not in text.strip() else text)
    blocks, table_losses = _make_blocks(lines)
    return ImportedText(
        name, blocks, losses=losses + table_losses, properties=_read_properties(lines)
    )


def _read_markdown(text: str, name: str, losses: tuple[Loss, ...]) -> ImportedText:
    match = _FRONT_MATTER.match(text)
    fields = dict(_FIELD.findall(match["fields"])) if match else {}
    html = markdown.markdown(text[match.end() :] if match else text, extensions=_EXTENSIONS)
    page = (
        f'<!DOCTYPE html><html><meta charset="utf-8"><body><article>{html}</article></body></html>'
    )
    read = read_html(page.encode(), name)
    return ImportedText(
        name,
        read.blocks,
        read.notes,
        read.files,
        losses + read.losses,
        {**fields, **read.properties},
    )


def _read_properties(lines: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in islice(lines, _HEAD):
        for label, value in read_labels(line.strip()):
            if value:
                found.setdefault(label, value)
    return found


def _make_blocks(lines: tuple[str, ...]) -> tuple[tuple[Block, ...], tuple[Loss, ...]]:
    blocks: list[Block] = []
    losses = []
    # Rows are numbered, too, and are no headings.
    levels = find_headings(["|" if _is_row(line) else line for line in lines])
    for barred, group in groupby(
        zip(lines, levels, strict=True), key=lambda pair: _is_row(pair[0])
    ):
        pairs = list(group)
        if not barred or len(pairs) < _LEAST_ROWS:
            blocks += [_make_block(line, level) for line, level in pairs]
            continue
        rows = [_split(line) for line, _ in pairs]
        if len({len(row) for row in rows}) == 1:
            blocks.append(_make_table(rows))
        else:
            detail = f"{len(rows)}行像是表格，各行列数不同，按文字保留，请对照原件重做"
            losses.append(Loss("表格", f"第 {len(blocks) + 1} 段起", detail))
            blocks += [_make_block(line, None) for line, _ in pairs]
    return tuple(blocks), tuple(losses)


def _is_row(line: str) -> bool:
    return len(_split(line)) >= _LEAST_COLUMNS


def _split(line: str) -> list[str]:
    if "\t" in line.strip():
        return [cell.strip() for cell in line.strip("\n").split("\t")]
    return _BAR.split(line.strip().strip("|").strip()) if line.count("|") > 1 else []


def _make_table(rows: list[list[str]]) -> Table:
    return Table(tuple(tuple(Cell(cell) for cell in row) for row in rows))


def _make_block(line: str, level: int | None) -> Block:
    pieces = (Piece(line.strip()),)
    return Heading(level, pieces) if level else Paragraph(pieces)
