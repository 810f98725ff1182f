"""The traditional-Chinese version (繁體版): of each page one more, made from it by machine.

What was reviewed is the simplified text; each traditional page says so and leads to it. Links to
pages stay within the version, links to files lead to the one file there is. Pages, that is, are
whatever has an address that is empty or ends in a slash.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later
from gongkai.publish.han_variants import convert_text
from gongkai.publish.pages.page import Page, rel

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "zh-hant/"
LANG = "zh-Hant"
_SCRIPTS = "assets/js/"
_TWIN = f".{LANG.lower()}.js"
_TAG = re.compile(r"(<[^>]*>)")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var"
    r"|wbr)\b"
)
_HAN = compile_later("[⺀-鿿豈-\ufaff\U00020000-\U0003ffff]")
_READABLE = re.compile(
    r"(\s(?:alt|aria-description|aria-label|aria-roledescription|aria-valuetext|content|label"
    r'|placeholder|title)=")([^"]*)'
)
_KEPT = re.compile(r'<script\b|<(?!html\b)[^>]*\slang="zh')
"""Tags after which the text stays as it is: data, and words that name their script."""
_ADDRESS = re.compile(r'(\s(?:action|href|src|data-gk-(?:base|href|src|url))=")([^"]*)')
_LEADING_TAG = re.compile(r'<[^>]*?\s(?:action|href|src|data-gk-[a-z]+)="[^>]*>')
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]|$")
_PLACE = 'data-gk-prefix="'
_IMPORT = re.compile(r"""((?:from|import)\s*\(?\s*["']\./[a-z-]+)\.js(?=["'])""")
_DATA_MARK = "不作转换"


_Piece = tuple[str, str | None]
"""A piece of a page, and what parts the text around it; None where it is text itself."""


def traditional_url(url: str) -> str:
    """The address from the site's root of the traditional version of a page."""
    return PREFIX + url


def original_url(url: str) -> str:
    """The address from the site's root of the reviewed version of a page."""
    return url.removeprefix(PREFIX)


def make_traditional(page: Page) -> Page:
    """The page with the addresses of its traditional version, its words still as they were."""
    url = traditional_url(page.url)
    return replace(page, url=url, lang=LANG, html=_lead_main(page.html, page.url))


def lead(url: str, address: str) -> str:
    """The relative address, on a traditional page, of what an address from the root names."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    if _is_page(path):
        return rel(original_url(url), address)
    return rel(url, name_twin(address) if _is_script(path) else address)


def lead_across(url: str) -> str:
    """The relative address of the same page in the other version."""
    original = original_url(url)
    return rel(url, traditional_url(url) if url == original else original)


def _is_page(path: str) -> bool:
    return not path or path.endswith(("/", "/.", "/..")) or path in {".", ".."}


def _lead_main(html: str, url: str) -> str:
    """The main part of a page at `url`, led on from one folder deeper."""

    def lead_on(match: re.Match[str]) -> str:
        before, address = match.groups()
        path, rest = re.fullmatch("([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
        if _ELSEWHERE.match(address) or _is_page(path):
            return match[0]
        target = posixpath.normpath(posixpath.join(url, path))
        return f"{before}{rel(traditional_url(url), target)}{rest}"

    def lead_tag(match: re.Match[str]) -> str:
        return _ADDRESS.sub(lead_on, match[0]).replace(f'{_PLACE}"', f'{_PLACE}{PREFIX}"')

    return _LEADING_TAG.sub(lead_tag, html)


def convert_page(html: str) -> str:
    """A whole page with its text and the readable attributes in traditional characters.

    Phrases are seen across inline tags, and end at any other.
    """
    pieces = tuple(_cut(html))
    source = "".join(separator if separator is not None else piece for piece, separator in pieces)
    converted = convert_text(source)
    if len(converted) != len(source):
        return "".join(convert_text(p) if s is None else p for p, s in pieces)
    whole, place = [], 0
    for piece, separator in pieces:
        end = place + len(piece if separator is None else separator)
        whole.append(converted[place:end] if separator is None else piece)
        place = end
    return "".join(whole)


def _cut(html: str) -> Iterator[_Piece]:
    kept = False
    for number, piece in enumerate(_TAG.split(html)):
        if number % 2 == 0:
            yield piece, ("\n" if kept else None)
        else:
            pieces, kept = _cut_tag(piece)
            yield from pieces


@lru_cache(maxsize=1 << 14)
def _cut_tag(tag: str) -> tuple[tuple[_Piece, ...], bool]:
    """The pieces of a tag, and whether the text after it stays as it is."""
    kept = _KEPT.match(tag) is not None
    if kept or not _HAN.search(tag):
        return ((tag, "" if _INLINE.match(tag) else "\n"),), kept
    parts = enumerate(_READABLE.split(tag))
    # Of three parts, the last is what the second group matched.
    return tuple((part, None if at % 3 == 2 else "\n") for at, part in parts), kept  # noqa: PLR2004


def _is_script(path: str) -> bool:
    return path.startswith(_SCRIPTS) and path.endswith(".js")


def name_twin(path: str) -> str:
    """The path of the script that speaks in traditional characters."""
    return path.removesuffix(".js") + _TWIN


def list_twins(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of what stands beside a script of the theme for traditional pages.

    Its texts are converted and its imports lead to such scripts, too; a line that says 不作转换
    holds data.
    """
    if _is_script(path):
        lines = data.decode().splitlines(keepends=True)
        script = "".join(line if _DATA_MARK in line else convert_text(line) for line in lines)
        yield name_twin(path), _IMPORT.sub(rf"\1{_TWIN}", script).encode()
