"""Numbers as word processors count with them (ECMA-376-1, 17.18.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 9_999
_ALPHABET = 26


def format_han(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number from 0 to 9999 in Chinese numerals: 十一, 一百零五."""
    if number == 0:
        return digits[0]
    text, pending = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[0] if pending else ""
            text += digits[digit] + (units[place - 1] if place else "")
        pending = not digit and bool(text)
    plain = digits is _DIGITS
    return text[1:] if plain and text.startswith("一十") else text


def _spell(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _enclose(first: int, most: int) -> Callable[[int], str]:
    """Characters of Unicode that hold a number; the plain number beyond them."""
    return lambda number: chr(first + number - 1) if 1 <= number <= most else str(number)


def _pick(characters: str) -> Callable[[int], str]:
    size = len(characters)
    return lambda number: characters[number - 1] if 1 <= number <= size else str(number)


def _format_roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _format_letter(number: int) -> str:
    """A to Z, then AA, BB, CCC as Word counts on."""
    if number < 1:
        return ""
    round_, letter = divmod(number - 1, _ALPHABET)
    return chr(ord("A") + letter) * (round_ + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _spell("０１２３４５６７８９"),
    "decimalFullWidth2": _spell("０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "upperRoman": _format_roman,
    "lowerRoman": lambda number: _format_roman(number).lower(),
    "upperLetter": _format_letter,
    "lowerLetter": lambda number: _format_letter(number).lower(),
    "chineseCounting": format_han,
    "chineseCountingThousand": format_han,
    "japaneseCounting": format_han,
    "taiwaneseCounting": format_han,
    "taiwaneseCountingThousand": format_han,
    "ideographDigital": _spell("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _spell("〇一二三四五六七八九"),
    "taiwaneseDigital": _spell("〇一二三四五六七八九"),
    "chineseLegalSimplified": lambda number: format_han(number, _LEGAL_DIGITS, "拾佰仟"),
    "ideographTraditional": _pick(_STEMS),
    "ideographZodiac": _pick(_BRANCHES),
    "decimalEnclosedCircle": _enclose(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclose(0x2460, 20),
    "decimalEnclosedParen": _enclose(0x2474, 20),
    "decimalEnclosedFullstop": _enclose(0x2488, 20),
    "ideographEnclosedCircle": _enclose(0x3280, 10),
    "none": lambda _: "",
}


def format_number(number: int, style: str) -> str | None:
    """A number as a numbering format of Word writes it; None for a format not known here."""
    spell = _FORMATS.get(style)
    if spell is None:
        return None
    return spell(number) if 0 <= number <= _MOST else str(number)
