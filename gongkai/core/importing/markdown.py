"""An imported text as the body of a document, in Markdown of our dialect."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.body import check_body
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.importing.blocks import (
    Figure,
    Heading,
    ImportRefusedError,
    Item,
    Loss,
    Paragraph,
    Piece,
    Table,
)
from gongkai.core.importing.characters import clean_text
from gongkai.core.importing.markdown_inline import (
    Inlines,
    escape,
    escape_line,
    tidy,
    write_article,
    write_lines,
)
from gongkai.core.importing.markdown_lists import is_list, label, settle, write_list
from gongkai.core.importing.markdown_tables import write_table
from gongkai.core.importing.structure import close_gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.importing.blocks import Block, ImportedText, Note

_HIGHEST, _DEEPEST = 2, 6
"""Headings of a body: the first level is the title of the page."""
_ALT = f"{PLACEHOLDER}写出图片内容"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as a document can hold it: characters made fit, lists and notes resolved."""

    text: ImportedText
    dropped: tuple[str, ...]
    """Invisible characters that were left out: Chinese phrases."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A body, and what became of the text on the way."""

    body: str
    text: ImportedText
    """The text as it was written."""
    dropped: tuple[str, ...]
    losses: tuple[Loss, ...]


def prepare(text: ImportedText) -> Prepared:
    """The text without what no document can hold; what is prepared already stays as it is.

    Lists that a page would number otherwise, and notes that nothing calls, become paragraphs.
    """
    cleaned, characters = clean_text(text)
    resolved, losses = _resolve(cleaned)
    return Prepared(resolved, characters.list_dropped(), (*characters.list_losses(), *losses))


def to_markdown(text: ImportedText, names: Mapping[str, str]) -> Written:
    """The body of a document that shows what the text shows, character by character.

    `names` gives the name that each carried file has among the document's attachments; figures
    of other files are left out and named.

    Raises:
        ImportRefusedError: when the text is more than a document may hold.
    """
    lost = [b.file for b in text.blocks if isinstance(b, Figure) and b.file not in names]
    kept = (b for b in text.blocks if not isinstance(b, Figure) or b.file in names)
    ready = prepare(replace(text, blocks=tuple(kept)))
    shown = replace(ready.text, blocks=tuple(close_gaps(ready.text.blocks)))
    writer = _Writer(names, _number_notes(shown))
    parts = [part for part in writer.write(shown.blocks) if part]
    parts += writer.write_notes(shown.notes)
    body = "\n\n".join(parts) + "\n" if parts else ""
    for _, line, message in check_body(body):
        raise ImportRefusedError(f"正文第 {line} 行写不成网页：{message}；请在原文件中拆开这一段")
    losses = (*ready.losses, *writer.list_losses(), *(Loss("图片", "正文", f) for f in lost))
    return Written(body, shown, ready.dropped, losses)


def _number_notes(text: ImportedText) -> dict[str, str]:
    return {note.mark: str(number) for number, note in enumerate(text.notes, 1)}


def _resolve(text: ImportedText) -> tuple[ImportedText, list[Loss]]:
    """The text with odd lists and stray notes as paragraphs, and without empty ones."""
    blocks = [*_resolve_lists(block for block in text.blocks if _has_content(block))]
    called = _list_calls(blocks)
    filled = {note.mark for note in text.notes if _has_content(Paragraph(note.pieces))}
    orphans = [n for n in text.notes if n.mark not in called and n.mark in filled]
    blocks += [Paragraph(_only_text(note.pieces)) for note in orphans]
    by_mark = {note.mark: note for note in text.notes}
    notes = tuple(by_mark[mark] for mark in called if mark in filled)
    losses = [Loss("没有内容的注释编号", f"注释 {m}") for m in called if m not in filled]
    losses += [Loss("正文中找不到编号的注释（写在文末）", f"注释 {n.mark}") for n in orphans]
    return replace(text, blocks=tuple(blocks), notes=notes), losses


def _list_calls(blocks: Iterable[Block]) -> list[str]:
    pieces = (p for b in blocks if not isinstance(b, (Table, Figure)) for p in b.pieces)
    return list(dict.fromkeys(piece.note for piece in pieces if piece.note))


def _only_text(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if not piece.note)


def _has_content(block: Block) -> bool:
    if isinstance(block, Figure):
        return True
    if isinstance(block, Table):
        return any(cell is not None for row in block.rows for cell in row)
    return any(piece.text.strip() or piece.note for piece in block.pieces)


def _resolve_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    for is_item, group in groupby(blocks, lambda block: isinstance(block, Item)):
        if not is_item:
            yield from group
            continue
        items = [*settle(block for block in group if isinstance(block, Item))]
        if is_list(items):
            yield from items
        else:
            yield from (Paragraph((Piece(label(item)), *item.pieces)) for item in items)


class _Writer:
    """Writes blocks one after the other."""

    def __init__(self, names: Mapping[str, str], notes: Mapping[str, str]) -> None:
        self._names = names
        self._inlines = Inlines(names, notes)

    def write(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The blocks, those of one list together."""
        for is_item, group in groupby(blocks, lambda block: isinstance(block, Item)):
            if is_item:
                items = [block for block in group if isinstance(block, Item)]
                texts = [self._inlines.write(item.pieces) for item in items]
                yield write_list(items, texts)
            else:
                yield from map(self._write_block, group)

    def _write_block(self, block: Block) -> str:
        if isinstance(block, Table):
            return write_table(block)
        if isinstance(block, Figure):
            return self._write_figure(block)
        text = self._inlines.write(block.pieces)
        if isinstance(block, Heading):
            return _write_heading(block.level, text)
        return write_article(write_lines(text))

    def _write_figure(self, figure: Figure) -> str:
        alt = tidy(escape(figure.alt.replace("\n", " "))) or _ALT
        return f"![{alt}]({self._names[figure.file]})"

    def write_notes(self, notes: Iterable[Note]) -> Iterator[str]:
        """The notes at the end of the body."""
        for number, note in enumerate(notes, 1):
            text = self._inlines.write(_only_text(note.pieces))
            yield f"[^{number}]: {write_lines(text, '    ')}"

    def list_losses(self) -> Iterator[Loss]:
        """The links that could not be kept."""
        for text, target in self._inlines.unsafe:
            what = "文内跳转" if target.startswith("#") else "链接"
            yield Loss(f"{what}（文字已写入）", "正文", f"{' '.join(text.split())} {target}")


def _write_heading(level: int, text: str) -> str:
    marks = "#" * min(level + _HIGHEST - 1, _DEEPEST)
    line = " ".join(text.split("\n"))
    closed = f"{line[:-1]}\\#" if len(line) > 1 and line.endswith("#") else line
    return f"{marks} {escape_line(closed)}"
