"""The short way to HTML, held against the Markdown library's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.body import render_body
from gongkai.core.body_markdown import render_markdown
from gongkai.core.plain_body import split_plain_blocks

PIECES = (
    *("公开", "，", "“甲”", "a", "1", "2026年", "\u3000", "\u3000\u3000", "\u00a0", " ", "  "),
    *("\n", "\n\n", "\n\n\n", "# ", "## ", "###", "#######", "\n===\n", "\n---\n", "---", "-", "="),
    *(
        "1. ",
        "２. ",
        "1.",
        "12.x",
        "+ ",
        ": ",
        "(",
        ")",
        "!",
        '"',
        "'",
        "/",
        "%",
        "@",
        "http://a.b",
    ),
    *("*", "_", "`", "\\", "[", "]:", "<", ">", "&", "|", "~", "^", "{", "}", "\u2028", "\ufffd"),
)
BELOW_HAN = (*range(0x3000), *range(0xF900, 0x10100))


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("", ()),
        ("\n\n", ()),
        ("\n正文。\n", (("p", "正文。"),)),
        ("# 一\n\n\u3000\u3000二\n三\n\n\n##四\n", (("h1", "一"), ("p", "二\n三"), ("h2", "四"))),
        ("甲 乙 1.5 (丙)!\n", (("p", "甲 乙 1.5 (丙)!"),)),
        ("1.甲\n\n甲 < 乙<丙>\n", (("p", "1.甲"), ("p", "甲 < 乙<丙>"))),
    ],
)
def test_headings_and_paragraphs_are_told_apart(
    body: str, blocks: tuple[tuple[str, str], ...]
) -> None:
    assert split_plain_blocks(body) == blocks


@pytest.mark.parametrize(
    "body",
    [
        *(
            "- 甲",
            "+ 甲",
            "= 甲",
            "> 甲",
            "* 甲",
            "1. 甲",
            "２. 甲",
            "12. 甲",
            "    甲",
            " 甲",
            ": 甲",
        ),
        *(
            "甲\n===",
            "甲\n---",
            "---",
            "甲  \n乙",
            "甲 ",
            "甲\n# 乙",
            "# 甲\n乙",
            "# 甲 #",
            "####### 甲",
        ),
        *(
            "**甲**",
            "_甲_",
            "`甲`",
            "\\*",
            "[甲](b)",
            "[a]: b",
            "a & b",
            "| 甲 |",
            "#",
            "# ",
            "\u3000",
        ),
        *("甲\t乙", "甲\x00", "甲\x85乙", "甲\u2028乙", "甲\ufffe", "甲\n \n乙", "甲\n\n- 乙"),
    ],
)
def test_whatever_could_be_markup_is_left_to_the_library(body: str) -> None:
    assert split_plain_blocks(body) is None


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_both_ways_lead_to_the_same_rendering(body: str) -> None:
    if split_plain_blocks(body) is not None:
        assert render_body(body) == render_markdown(body)


def test_every_character_short_of_han_is_rendered_alike_both_ways() -> None:
    blocks = (f"{c}甲{c}乙{c}\n丙{c}丁\n\n# {c}甲{c}\n\n## 甲{c}" for c in map(chr, BELOW_HAN))
    plain = [block for block in blocks if split_plain_blocks(block) is not None]
    assert len(plain) > len(BELOW_HAN) // 2
    for start in range(0, len(plain), 500):
        body = "\n\n".join(plain[start : start + 500])
        assert render_body(body) == render_markdown(body)
