from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from gongkai.publish.papers.markdown import escape

PLAIN = st.text(st.sampled_from("甲乙ab12. #-+*_`[](){}<>&;:!\\|~=^\n"), max_size=40)


@given(PLAIN)
def test_markdown_finds_nothing_but_text(text: str) -> None:
    wanted = " ".join(text.split())
    html = markdown(escape(text), extensions=["tables", "attr_list"])
    found = lxml.html.fragment_fromstring(html, create_parent="div")
    assert "".join(found.itertext()).strip() == wanted
    assert {element.tag for element in found.iter()} <= {"div", "p"}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("一、《办法》（试行）", "一、《办法》（试行）"),
        ("1. 甲", "1\\. 甲"),
        ("2026年", "2026年"),
        ("# 甲", "\\# 甲"),
        ("甲\n乙", "甲 乙"),
        ("*甲*_乙_<b>&amp;", "\\*甲\\*\\_乙\\_&lt;b\\>&amp;amp;"),
    ],
)
def test_escapes(text: str, escaped: str) -> None:
    assert escape(text) == escaped
