"""Text whose bytes were read in the wrong encoding (鍏充簬, ¹ØÓÚ, å…³äºŽ for 关于).

It is mended only where the way back is exact and leads to Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.garbled_kinds import Damage, Mended, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

_FOREIGN = re.compile("[\u0080-\uffff]{3,}")
_LATIN = re.compile("(?:[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122] ?){4,}")
_SIGNS = re.compile("[锛銆鈥鐨涓閫鍏]|[\u00c0-\u00ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_CHINESE = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\u00b7\\s\x21-\x7e]+")
_LEAST = 4
"""Han characters that must come out: shorter runs make sense either way by chance."""


def mend_encoding(text: str) -> Mended:
    """The text with runs read back in their own encoding."""
    if text.isascii():
        return Mended(text)
    mended = text
    spots: tuple[Spot, ...] = ()
    for pattern, undo, least in (
        (_FOREIGN, _from_gbk, _LEAST),
        (_LATIN, _from_latin_utf8, 1),
        (_LATIN, _from_latin_gbk, 2),
    ):
        mended, found = _undo_runs(mended, pattern, undo, least)
        spots += found
    return Mended(mended, spots)


def find_wrong_encoding(text: str) -> tuple[Spot, ...]:
    """Runs that look misread but do not lead back exactly."""
    found = re.finditer(
        "(?:[锛銆鈥][\u3400-\u9fff€-]|鐨勶|涓轰|閫氱煡)[\u3400-\u9fff€-]*|[ÃÂ][\u0080-\u00bf]+|â€\\S?",
        text,
    )
    return tuple(Spot(Damage.ENCODING, match[0][:20], mended=False) for match in found)


def _undo_runs(
    text: str, pattern: re.Pattern[str], undo: Callable[[str], str], least: int
) -> tuple[str, tuple[Spot, ...]]:
    spots = []

    def judge(match: re.Match[str]) -> str:
        try:
            read = undo(match[0])
        except UnicodeError:
            return match[0]
        if len(_HAN.findall(read)) < least or not _CHINESE.fullmatch(read):
            return match[0]
        spots.append(Spot(Damage.ENCODING, match[0][:20], mended=True, reading=read[:20]))
        return read

    return pattern.sub(judge, text), tuple(spots)


def _from_gbk(text: str) -> str:
    return text.encode("gbk").decode("utf-8")


def _from_latin_utf8(text: str) -> str:
    return _latin_bytes(text).decode("utf-8")


def _from_latin_gbk(text: str) -> str:
    read = _latin_bytes(text.rstrip()).decode("gb2312")
    return read + text[len(text.rstrip()) :]


def _latin_bytes(text: str) -> bytes:
    """The bytes of a text that was read as Windows-1252, where some bytes stand for controls."""
    return b"".join(
        c.encode("latin-1") if "\u0080" <= c <= "\u009f" else c.encode("cp1252") for c in text
    )
