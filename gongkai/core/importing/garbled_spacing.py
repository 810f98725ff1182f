"""Digits of two widths in one number, and blanks between the characters of a word."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gongkai.core.importing.garbled_kinds import Damage, Mended, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = re.compile("[0-9０-９]{2,}")
_HAN = "[\u3400-\u9fff]"
_SPACED = re.compile(f"(?<!{_HAN})(?:{_HAN}[ \u00a0]){{4,}}{_HAN}(?!{_HAN})")
_BLANK = re.compile("[ \u00a0]")


def mend_width(text: str) -> Mended:
    """The text with numbers such as `2０26` in digits of half width."""
    return _mend(text, _DIGITS, Damage.WIDTH, _narrow)


def mend_spacing(text: str) -> Mended:
    """The text without the blanks in runs of single characters, as recognition of print gives."""
    return _mend(text, _SPACED, Damage.SPACED, lambda run: _BLANK.sub("", run))


def _narrow(number: str) -> str:
    """A number of two widths in half width; one that is wide throughout was meant so."""
    half = sum(map(str.isascii, number))
    return unicodedata.normalize("NFKC", number) if 0 < half < len(number) else number


def _mend(
    text: str, pattern: re.Pattern[str], kind: Damage, change: Callable[[str], str]
) -> Mended:
    spots = tuple(
        Spot(kind, run[:20], mended=True, reading=change(run)[:20])
        for run in pattern.findall(text)
        if change(run) != run
    )
    return Mended(pattern.sub(lambda match: change(match[0]), text) if spots else text, spots)
