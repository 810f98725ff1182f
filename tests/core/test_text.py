from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.text import (
    _FORBIDDEN,
    _USUAL,
    TextRefusedError,
    find_forbidden,
    read_text,
)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"\xef\xbb\xbfa\n", 1, "BOM 标记"),
        (b"a\r\nb\n", 1, "回车符"),
        (b"a\n\tb\n", 2, "制表符"),
        (b"a\nb", 2, "文件末尾缺少换行符"),
        (b"", 1, "文件末尾缺少换行符"),
        (b"a\n\xff\n", 2, "文件不是 UTF-8 编码"),
        (b"\xed\xa0\x80\n", 1, "文件不是 UTF-8 编码"),
        (b"\xc0\xaf\n", 1, "文件不是 UTF-8 编码"),
        ("甲\n乙\u202e丙\n".encode(), 2, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("甲\u200b乙\n".encode(), 1, "U+200B ZERO WIDTH SPACE"),
        ("甲\u2066乙\n".encode(), 1, "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("甲\u2028乙\n".encode(), 1, "U+2028 LINE SEPARATOR"),
        ("甲\u00ad乙\n".encode(), 1, "U+00AD SOFT HYPHEN"),
        ("甲\U000e0041乙\n".encode(), 1, "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("甲\ufe0f\x00\n".encode(), 1, "U+0000 CONTROL"),
        ("甲\x85\n".encode(), 1, "U+0085 CONTROL"),
        ("\uffff\n".encode(), 1, "U+FFFF CONTROL"),
    ],
)
def test_bytes_that_could_hide_something_are_refused(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(TextRefusedError) as caught:
        read_text(data)
    assert caught.value.line == line
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        "公开\n",
        "全角　空格\n",
        "不换行\u00a0空格\n",
        "𠮷〔2026〕1号\n",
        "é e\u0301\n",
        "😀\n",
    ],
)
def test_ordinary_text_is_given_as_it_is(text: str) -> None:
    assert read_text(text.encode()) == text
    assert find_forbidden(text) is None


@given(st.binary(max_size=40))
def test_any_bytes_are_refused_or_given_back_unchanged(data: bytes) -> None:
    try:
        text = read_text(data)
    except TextRefusedError as error:
        assert error.line >= 1  # noqa: PT017 - one of two outcomes
        return
    assert text.encode() == data
    assert len(text.splitlines()) == text.count("\n"), "no other character ends a line"


def test_nothing_that_is_usual_is_forbidden() -> None:
    usual = "".join(c for c in map(chr, range(0x10000)) if _USUAL.fullmatch(c))
    assert {"\n", "a", "公", "，", "“"} <= set(usual)
    assert _FORBIDDEN.search(usual) is None


@given(st.text(st.sampled_from("公，\na①é\u200b\U0001f600\U000e0041\x00\t"), max_size=30))
def test_the_first_forbidden_character_is_found_wherever_it_stands(text: str) -> None:
    first = next((at for at, c in enumerate(text) if c in "\u200b\U000e0041\x00\t"), None)
    found = find_forbidden(text)
    assert (found is None) == (first is None)
    if found is not None and first is not None:
        assert found[0] == text.count("\n", 0, first) + 1
        assert found[1].startswith(f"U+{ord(text[first]):04X} ")
