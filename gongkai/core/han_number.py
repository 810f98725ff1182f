"""Whole numbers in Chinese numerals, as articles are counted."""

from __future__ import annotations

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000}


def parse_han_number(text: str) -> int:
    """The number, below 10,000, that the numerals spell; digits alone count as in 一二三.

    Raises:
        ValueError: when there is any other character, or none at all.
    """
    characters = set(text)
    if not text or not characters <= _DIGITS.keys() | _UNITS.keys():
        raise ValueError(text)
    if not characters & _UNITS.keys():
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += _UNITS[character] * (1 if digit is None else digit)
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
