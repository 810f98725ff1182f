"""Lines that are found where they are asked for, against all lines of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.scan.hit import ScanContext
from gongkai.core.scan.page import lay_out

EDGE = 15
PIECES = ["公开", "甲", " ", "\n", "\n\n", "|", "主动公开"]


@given(st.lists(st.sampled_from(PIECES), max_size=120).map("".join))
def test_lines_are_those_of_the_text(text: str) -> None:
    page = lay_out(text, ScanContext())
    lines = page.text.split("\n")
    wanted = [number for number, line in enumerate(lines) if "公开" in line]
    found = list(page.lines_of("openness"))
    assert [page.text[line.start : line.end] for line in found] == [lines[n] for n in wanted]
    assert [page.text.count("\n", 0, line.start) for line in found] == wanted
    assert [page.line_at(line.start) for line in found] == found
    filled = [bool(line.strip()) for line in lines]
    above = [sum(filled[:number]) for number in wanted]
    below = [sum(filled[number + 1 :]) for number in wanted]
    assert [page.count_above(line) for line in found] == above
    edges = [min(pair) < EDGE for pair in zip(above, below, strict=True)]
    assert [page.is_at_edge(line) for line in found] == edges
