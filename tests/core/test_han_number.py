from __future__ import annotations

import pytest

from gongkai.core.han_number import parse_han_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("三百二十一", 321),
        ("一千二百六十", 1260),
        ("二〇", 20),
        ("一二三", 123),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert parse_han_number(text) == number


@pytest.mark.parametrize("text", ["", "1", "甲", "一点五"])
def test_other_text_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        parse_han_number(text)
