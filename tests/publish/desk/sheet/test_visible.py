from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.desk.sheet.visible import find_mark, mark_text, show_hidden, tally

_TAGS = re.compile(r'<span class="ch [a-z-]+" title="[^"<>]*">|</span>')


def strip(text: str) -> str:
    return _TAGS.sub("", str(mark_text(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("冬季办公时间为9时至17时。", "冬季办公时间为9时至17时。"),
        ("第一条　为了规范", "第一条□为了规范"),
        ("行末有空格  ", "行末有空格··"),
        ("  行首\n中间  两个", "··行首\n中间··两个"),
        ("普通 一个 空格", "普通 一个 空格"),
        ("不换行\xa0空格\t制表", "不换行⍽空格→制表"),
        ("零\u200b宽", "零[U+200B]宽"),
        ("甲\u202e乙", "甲[U+202E]乙"),
        ("软\xad连", "软[U+00AD]连"),
        ("私\ue000用", "私[U+E000]用"),
        ("标\U000e0041签", "标[U+E0041]签"),
        ("组\u0301合", "组[U+0301]合"),
        ("填\u3164充", "填[U+3164]充"),
        ("<script>&\"'", "&lt;script&gt;&amp;&#34;&#39;"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert strip(text) == shown


@pytest.mark.parametrize(
    ("character", "note"),
    [
        ("а", "形似“a”"),
        ("Α", "形似“A”"),
        ("Ａ", "形似“A”"),
        ("１", "形似“1”"),
        ("⼀", "形似“一”"),
        ("\uf900", "形似“豈”"),
        ("𝐀", "形似“A”"),
        ("○", "不是汉字“〇”"),
    ],
)
def test_what_looks_like_something_else(character: str, note: str) -> None:
    mark = find_mark(character)
    assert mark is not None
    assert note in mark.name
    assert "alike" in str(mark_text(character))


@pytest.mark.parametrize("text", ["2O26年", "1l0元", "１３８"])
def test_letters_among_digits(text: str) -> None:
    assert "alike" in str(mark_text(text))


@pytest.mark.parametrize("text", ["①②⑳℃㎡№", "《办法》（试行）“甲”…—·", "R01 version 2.0", "〇"])
def test_common_signs_are_let_be(text: str) -> None:
    assert "alike" not in str(mark_text(text))
    assert "hidden-ch" not in str(mark_text(text))


def test_the_tally_names_each_once() -> None:
    found = tally(["甲\u200b乙　丙", "　丁 "])
    assert [(t.code, t.mark.name, t.count) for t in found] == [
        ("U+200B", "零宽空格", 1),
        ("U+0020", "空格（行首、行末或连续）", 1),
        ("U+3000", "全角空格", 2),
    ]


@given(st.text())
def test_no_markup_but_its_own(text: str) -> None:
    shown = strip(text)
    assert "<" not in shown
    assert ">" not in shown


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_plain_chinese_is_unchanged(text: str) -> None:
    assert unescape(strip(text)) == text


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    hidden = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufe0f]")
    assert not hidden.search(strip(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x1b[2J乙", "甲[U+001B][2J乙"),
        ("甲\u202e乙\u200b", "甲[U+202E]乙[U+200B]"),
        ("全角　空格 \n", "全角　空格 \n"),
    ],
)
def test_a_terminal_is_not_steered(text: str, shown: str) -> None:
    assert show_hidden(text) == shown
