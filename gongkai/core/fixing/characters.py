"""Mending characters, wherever in a file they stand."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_BREAK = re.compile("[\u00a0\u202f]")
_FULL_DIGITS = str.maketrans({chr(0xFF10 + digit): str(digit) for digit in range(10)})
_FULL_NUMBER = re.compile("[\uff10-\uff19]+(?:．[\uff10-\uff19]+)*")
TAB_LENGTH = 4
"""Columns of a tab in Markdown."""


def drop_invisible(line: str) -> str:
    """The line without soft hyphens, zero-width characters and direction marks.

    Overriding of direction stays: without it the text would read otherwise, so a person decides.
    """
    return _INVISIBLE.sub("", line)


def widen_no_break(line: str) -> str:
    """The line with no-break spaces, as copied from web pages, as plain ones."""
    return _NO_BREAK.sub(" ", line)


def narrow_digits(line: str) -> str:
    """The line with full-width digits as Arabic digits of half width (GB/T 15835—2011)."""
    return _FULL_NUMBER.sub(lambda match: match[0].translate(_FULL_DIGITS).replace("．", "."), line)


def expand_tabs(line: str) -> str:
    """The line with tabs as Markdown counts them."""
    return line.expandtabs(TAB_LENGTH)


def strip_trailing(line: str) -> str:
    """The line without blanks at its end."""
    return line.rstrip(" \t\u3000")
