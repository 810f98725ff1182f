from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.plain_head import read_plain_head
from gongkai.core.strict_yaml import parse_yaml, read_any_yaml
from gongkai.core.text import find_forbidden

PLAIN = 'title: 关于甲、乙的通知\nmade: 2026-01-31\nsummary: "甲: 乙 - 丙"\nnote: 8:30 至 9:30\n'
LIST = "keywords:\n- 甲\n- 乙 丙\nunit: bangongshi\n"

CHARACTERS = "ab1甲（《〔“”：-:,?!&*|>'\"%@`~=<[]{}#\\ \u3000\u00a0."
WORDS = ["a:", "b: ", ": ", " #", "- ", "\n", "\n- ", "---", "...", "\n  ", '"甲"', "null", "<<: "]
PIECES = st.sampled_from([*CHARACTERS, *WORDS, "a: b\n", "c:\n- d\n"])


@pytest.mark.parametrize("text", [PLAIN, LIST, PLAIN + LIST, 'a: ""\n', "a: b c\n", "a: b\\c\n"])
def test_a_plain_head_goes_the_short_way(text: str) -> None:
    assert read_plain_head(text) is not None
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b\na: c\n",
        "a:\n",
        "a:\nb: c\n",
        "- a\n",
        "a: b\n- c\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: b \n",
        "a:  b\n",
        "a: 'b'\n",
        "a: [b]\n",
        "a: *b\n",
        "a: b\n c\n",
        "a:\n  b: c\n",
        "a:\n- b: c\n",
        "a:\n- - b\n",
        'a: "b\\n"\n',
        'a: "b" c\n',
        "a: |\n  b\n",
        "\na: b\n",
        "A: b\n",
    ],
)
def test_everything_else_goes_the_long_way(text: str) -> None:
    assert read_plain_head(text) is None


def assert_same(text: str) -> None:
    values, lines = read_any_yaml(text, first_line=2, comments=False)
    short = parse_yaml(text, first_line=2, comments=False)
    assert (short[0], list(short[1].of.items())) == (values, list(lines.of.items()))


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_the_short_way_reads_what_the_library_reads(text: str) -> None:
    if not find_forbidden(text) and read_plain_head(text):
        assert_same(text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=20), st.sampled_from(["a: %s\n", 'a: "%s"\n', "a:\n- %s\n", "a: b%s\n"]))
def test_any_value_is_read_as_the_library_reads_it(value: str, form: str) -> None:
    text = form % value
    if not find_forbidden(text) and read_plain_head(text):
        assert_same(text)
