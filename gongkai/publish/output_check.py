"""Verification of a built site against what was cleared, before it goes live.

Exactly the expected files; attachments byte for byte; each page's main part and text as cleared;
nothing that stands only in held documents; no active content but the theme's.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ahocorasick_rs
import lxml.html

from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.findings import Finding
    from gongkai.core.gate import ClearedDocument
    from gongkai.core.source import Source

SHINGLE = 14
"""Length in characters of the pieces of held text that are looked for (DESIGN §6.5)."""
_PIECES = 64
_ACTIVE = re.compile(
    rb"<script(?![^>]*\ssrc=\"[^\":]*\")|<[^>]*\son[a-z]+\s*=|javascript:|<iframe|<object|<embed"
    rb"|<base\b|\ssrc=\"(?:https?:)?//|<link[^>]*rel=\"(?:stylesheet|preload)\"[^>]*https?://",
    re.IGNORECASE,
)
_TEXT_FILES = frozenset({".html", ".json", ".xml", ".csv", ".txt", ".js", ".css", ".svg"})


@dataclass(frozen=True)
class Expected:
    """What the output must be."""

    files: Mapping[str, str]
    """SHA-256 of every file whose bytes are known beforehand, by path."""
    pages: Mapping[str, str]
    """The main part of every HTML page, by path."""
    documents: Mapping[str, ClearedDocument]
    """The documents, by the path of their page."""
    frames: frozenset[str]
    """Pages without a main part of ours, such as 404.html."""
    structure: tuple[str, ...] = ()
    """The sealed texts that pages quote too, as the catalogue's addresses and telephones."""


def check_output(
    folder: Path, expected: Expected, unpublished: Iterable[Source]
) -> Iterator[Finding]:
    """Each difference between the output and what was cleared."""
    present = dict(_walk(folder))
    known = expected.files.keys() | expected.pages.keys() | expected.frames
    for path in sorted(present.keys() - known):
        yield _at(path, "多出了不应有的文件")
    for path in sorted(known - present.keys()):
        yield _at(path, "缺少应有的文件")
    for path in sorted(known & present.keys()):
        if not present[path]:
            yield _at(path, "不是普通文件")
            continue
        data = (folder / path).read_bytes()
        yield from _check_file(path, data, expected)
    plain = sorted(path for path, is_plain in present.items() if is_plain)
    yield from _check_held(folder, plain, expected, tuple(unpublished))


def _at(path: str, message: str) -> Finding:
    return RULES["output-altered"].at(f"site/{path}", 0, message)


def _walk(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every entry with whether it is a plain file with one name."""
    for top, folders, files in os.walk(folder):
        for name in folders:
            if (Path(top) / name).is_symlink():
                yield (Path(top) / name).relative_to(folder).as_posix(), False
        for name in files:
            path = Path(top) / name
            status = path.lstat()
            plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
            yield path.relative_to(folder).as_posix(), plain


def _check_file(path: str, data: bytes, expected: Expected) -> Iterator[Finding]:
    digest = expected.files.get(path)
    if digest is not None and hashlib.sha256(data).hexdigest() != digest:
        yield _at(path, "内容与审查通过的不一致")
    if path.endswith(".html") and _ACTIVE.search(data):
        yield _at(path, "页面含有不允许的脚本或外部资源")
    main = expected.pages.get(path)
    if main is not None and main.encode() not in data:
        yield _at(path, "页面主体与生成的不一致")
    document = expected.documents.get(path)
    rendered = document.rendered if document is not None else None
    if rendered is not None and read_body_text(data) != rendered.text:
        yield _at(path, "页面正文与审查通过的不一致")


def read_body_text(page: bytes) -> str:
    """The text of a page's `gk-body`, without white space."""
    root = lxml.html.document_fromstring(page.decode("utf-8"))
    found = root.find_class("gk-body")
    return "".join("".join(e.text_content() for e in found).split())


def _check_held(
    folder: Path, paths: list[str], expected: Expected, unpublished: tuple[Source, ...]
) -> Iterator[Finding]:
    pieces = dict(_list_pieces(unpublished, expected))
    if not pieces:
        return
    patterns = sorted(pieces)
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    for path in paths:
        for text in _read_texts(folder / path):
            hits = automaton.find_matches_as_indexes(text)
            for owner in sorted({pieces[patterns[hit[0]]] for hit in hits}):
                yield _at(path, f"出现了未审查文件 {owner} 的内容")


def _list_pieces(sources: tuple[Source, ...], expected: Expected) -> Iterator[tuple[str, str]]:
    """Pieces of text that stand in unpublished documents and in nothing public, and where."""
    cut = [(piece, source.path) for source in sources for piece in _cut_pieces(source)]
    if not cut:
        return
    patterns = sorted({piece for piece, _ in cut})
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    public: set[int] = set()
    for text in _list_public(expected):
        hits = automaton.find_matches_as_indexes(_squeeze(text), overlapping=True)
        public.update(hit[0] for hit in hits)
    known = {patterns[number] for number in public}
    yield from ((piece, path) for piece, path in cut if piece not in known)


def _list_public(expected: Expected) -> Iterator[str]:
    """Every text that somebody signed for publication: sealed, cleared, attached."""
    yield from expected.structure
    for document in expected.documents.values():
        yield document.draft.source.reviewed_text
        for file in document.attachments:
            if Path(file.path).suffix in _TEXT_FILES:
                yield file.data.decode("utf-8", "replace")


def _cut_pieces(source: Source) -> Iterator[str]:
    text = _squeeze(source.reviewed_text)
    step = max(1, (len(text) - SHINGLE) // _PIECES)
    return (text[at : at + SHINGLE] for at in range(0, len(text) - SHINGLE + 1, step))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _read_texts(path: Path) -> Iterator[str]:
    """The text of a file as a reader could get at it: plain, unescaped, unpacked."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    elif path.suffix not in _TEXT_FILES:
        return
    text = data.decode("utf-8", "replace")
    plain = re.sub(r"<[^>]*>", "", text) if path.suffix == ".html" else text
    yield _squeeze(html.unescape(plain))
    if "\\u" in text:
        yield _squeeze(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))
