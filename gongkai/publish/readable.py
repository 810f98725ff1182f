"""The text of a built file in every form in which a reader could come by it."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GZIP = b"\x1f\x8b"
_NESTING = 3
_TAG = re.compile(r"(<[^>]*>)")
_ASCII = bytes(range(0x80))
_ATTRIBUTE = re.compile(r"""\s[a-zA-Z:-]+=(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile("&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){3}")
_CELL = re.compile(r'[,\n"]')
_MARKUP = (".html", ".xml", ".svg")
SEARCH = ".gk"
"""A file of the search index: JSON, or entries whose keys are in UTF-16."""
_JSON = (".json", ".jsonld", SEARCH)
_QUOTED = (".csv", ".ttl")
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class View:
    """One way of reading a file: pieces of text that stand one after the other."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it without white space."""
        return squeeze("".join(self.pieces))


def squeeze(text: str) -> str:
    """The text without white space, as all comparisons here have it."""
    return "".join(text.split())


def read_views(
    path: str, data: bytes, is_worth: Callable[[str, bytes], bool] = lambda _name, _part: True
) -> Iterator[View]:
    """Every way of reading a file: unpacked, unescaped, without markup.

    Of a packed file's parts only those are read of which `is_worth` says so by name and bytes.
    """
    data = unpack(data)
    if path.endswith(SEARCH):
        yield View((data.decode("utf-16-le", "ignore"),))
    if data[:4] == ZIP:
        worth = ((name, part) for name, part in list_parts(data) if is_worth(name, part))
        for name, part in worth:
            yield from _read_text(name, part.decode("utf-8", "ignore"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield View((strip_codes(data).decode("utf-8", "ignore"),))
        return
    for view in _read_text(path, text):
        yield view
        if "%" in text and _PERCENT.search(text):
            yield View(tuple(unquote(piece) for piece in view.pieces))


def unpack(data: bytes) -> bytes:
    """What was compressed, as far as it can be told."""
    for _ in range(_NESTING):
        if data[:2] != _GZIP:
            break
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            break
    return data


def strip_codes(data: bytes) -> bytes:
    """What a program packed, of whose codes nothing is left, and of Chinese text all."""
    return data.translate(None, _ASCII)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are text in UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_at_once(path: str, data: bytes) -> str | None:
    """All that stands in any view of a file of HTML, XML or cells, in one text without white space.

    None where the views alone tell, as of other files, and of what is written unusually.
    """
    is_quoted = path.endswith(_QUOTED)
    if not is_quoted and not (path.endswith(_MARKUP) and data[:1] == b"<"):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "%" in text and _PERCENT.search(text):
        return None
    return _read_cells(text) if is_quoted else _read_markup(path, text)


def _read_cells(text: str) -> str | None:
    if "\\u" in text or text[:1] in {"{", "\x1f", "P"}:
        return None
    return squeeze(text.replace(",", "").replace('"', ""))


def _read_markup(path: str, text: str) -> str | None:
    if "<!--" in text or ("&" in text and text.count("&") != len(_ENTITY.findall(text))):
        return None
    # Attributes' values stand in the page as it is.
    return squeeze(_unescape(f"{path}\0{_TAG.sub('', text)}\0{text}"))


def list_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of a packed file's parts, as of a workbook, as far as they can be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield name, packed.read(name)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError):
        # What is no workbook of ours is still looked through as bytes.
        return


def _read_text(path: str, text: str) -> Iterator[View]:
    if path.endswith(_MARKUP):
        parts = _TAG.split(text)
        yield View(tuple(_unescape(piece) for piece in parts[::2]))
        yield View(
            tuple(value for tag in dict.fromkeys(parts[1::2]) for value in _list_values(tag))
        )
        if "<!--" in text:
            yield View(tuple(_COMMENT.findall(text)))
        return
    start = text.find("{")
    if start >= 0 and (path.endswith(_JSON) or "\\u" in text or not start):
        strings = _read_json(text)
        if strings is not None:
            yield View(strings)
            return
    yield View(tuple(_CELL.split(text)) if path.endswith(_QUOTED) else (text,))
    if "\\u" in text:
        yield View((re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text),))


@lru_cache(maxsize=1 << 15)
def _list_values(tag: str) -> tuple[str, ...]:
    """The values of a tag's attributes, each closed by what is no text."""
    return tuple(f"{_unescape(a or b)}\0" for a, b in _ATTRIBUTE.findall(tag))


def _unescape(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _read_json(text: str) -> tuple[str, ...] | None:
    """Every name and text of a JSON value, in order; None when it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting.extend(part for pair in reversed(value.items()) for part in reversed(pair))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
    return tuple(found)
