"""Text within a block as Markdown of our dialect: each character comes out as itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from gongkai.core.body import is_safe_link
from gongkai.core.importing.blocks import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SPECIAL = re.compile(
    r"(?P<raw><(?=[A-Za-z/!?])|&(?=(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);))"
    r"|(?P<mark>[\\`*_\[\]|]|!\Z)"
)
_LINE_START = (
    (re.compile(r"^(#|>)"), r"\\\1"),
    (re.compile(r"^([-+])(?=\s|$)"), r"\\\1"),
    (re.compile(r"^(-)(?=[-\s]*$)"), r"\\\1"),
    (re.compile(r"^([0-9]+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"^(=)(?==*\s*$)"), r"*\1*"),
    (re.compile(r"^(\[[^\[\]]*\]):"), r"\1*:*"),
)
"""What would begin a heading, a quotation, a list, a rule or a note."""
_ARTICLE = re.compile(
    r"^(第[一二三四五六七八九十百千零〇0-9]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)[ \u3000]+"
)
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)\S+|/[a-z0-9-]+/[a-z0-9-]+/", re.IGNORECASE)
"""What needs nothing of the source: other sites, and documents of this one."""
_UNSAFE_IN_TARGET = re.compile(r"[\s\\`\"'()<>\[\]{}|^*_;]")


def escape(text: str) -> str:
    """A stretch of text whose characters mean nothing but themselves.

    HTML is refused even where it is only text, so `<` and `&` are parted by emphasis from what
    would make a tag or an entity of them.
    """
    return _SPECIAL.sub(lambda m: f"*{m['raw']}*" if m["raw"] else f"\\{m['mark']}", text)


def escape_line(line: str) -> str:
    """An escaped line that may stand at the beginning of a block."""
    for pattern, spelling in _LINE_START:
        line = pattern.sub(spelling, line)
    return line


def tidy(text: str) -> str:
    """The text with single blanks, none of any kind around a line break."""
    lines = (re.sub(" {2,}", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def merge(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbours of one kind joined, tidied as one text."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and not piece.note and not last.note and last.target == piece.target:
            merged[-1] = Piece(last.text + piece.text, last.target)
        elif piece.text or piece.note:
            merged.append(piece)
    return tuple(merged)


class Inlines:
    """Writes pieces; notes are numbered and unsafe links found on the way."""

    def __init__(self, names: Mapping[str, str], notes: Mapping[str, str]) -> None:
        self._names = names
        self._notes = notes
        """Number of each note by its mark in the source."""
        self.unsafe: list[tuple[str, str]] = []
        """Text and target of the links that were written as text."""

    def write(self, pieces: Iterable[Piece]) -> str:
        """Lines of Markdown, not yet fit to begin a block."""
        resolved = merge(self._resolve(piece) for piece in merge(pieces))
        return tidy("".join(map(_write_piece, resolved)))

    def _resolve(self, piece: Piece) -> Piece:
        """The piece with the number of its note, or with a target that a document may have."""
        if piece.note:
            return Piece("", note=self._notes.get(piece.note, ""))
        if not piece.target or not piece.text.strip():
            return Piece(piece.text)
        return Piece(piece.text, self._find_target(piece))

    def _find_target(self, piece: Piece) -> str:
        """The target as a document may have it; empty where the link cannot be kept."""
        if piece.target in self._names:
            return self._names[piece.target]
        target = _UNSAFE_IN_TARGET.sub(lambda m: quote(m[0], safe=""), piece.target.strip())
        if _OUTSIDE.fullmatch(target) and is_safe_link(target):
            return target
        self.unsafe.append((piece.text, piece.target))
        return ""


def _write_piece(piece: Piece) -> str:
    if piece.note:
        return f"[^{piece.note}]"
    if not piece.target:
        return escape(piece.text)
    return "".join(_link(part, piece.target) for part in _split_edges(piece.text))


def _split_edges(text: str) -> Iterator[tuple[str, bool]]:
    """The text of a link line by line, without the white space around each."""
    for part in re.split(r"(^\s+|\s+$|\s*\n\s*)", text):
        if part:
            yield part, bool(part.strip())


def _link(part: tuple[str, bool], target: str) -> str:
    text, filled = part
    # `[^` would call a note.
    shown = re.sub(r"^\^", "*^*", escape(text))
    return f"[{shown}]({target})" if filled else text


def write_lines(text: str, indent: str = "") -> str:
    """Text of several lines as one block: line breaks stay, nothing begins anything."""
    lines = [escape_line(line) for line in text.split("\n")]
    return f"  \n{indent}".join(lines)


def write_article(text: str) -> str:
    """The number of an article in bold and one blank behind it, as documents here have it."""
    return _ARTICLE.sub(r"**\1** ", text)
