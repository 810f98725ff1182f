from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.han_number import parse_han_number
from gongkai.core.importing.number_formats import format_han, format_number


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (0, "chineseCounting", "零"),
        (10, "chineseCountingThousand", "十"),
        (11, "chineseCountingThousand", "十一"),
        (110, "japaneseCounting", "一百一十"),
        (2005, "chineseCountingThousand", "二千零五"),
        (25, "chineseLegalSimplified", "贰拾伍"),
        (10, "chineseLegalSimplified", "壹拾"),
        (2026, "ideographDigital", "二〇二六"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "decimalEnclosedParen", "⑷"),
        (5, "decimalEnclosedFullstop", "⒌"),
        (7, "none", ""),
        (100_000, "chineseCounting", "100000"),
        (-1, "chineseCounting", "-1"),
        (5, "hebrew1", None),
    ],
)
def test_numbers_as_word_writes_them(number: int, style: str, text: str | None) -> None:
    assert format_number(number, style) == text


@given(st.integers(0, 9_999))
def test_chinese_numerals_read_as_the_number(number: int) -> None:
    assert parse_han_number(format_han(number)) == number
