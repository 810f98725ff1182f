from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.output_scan import OutputScan

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def make_identity(body: str) -> str:
    """A made-up identity number with its check character (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


SCAN = OutputScan(frozenset(), ())
NUMBER = make_identity("11010119000101" + "123")
SHAPES = (
    f"<p>证件号码{NUMBER}</p>",
    f"<li>{NUMBER[:6]}</li><li>{NUMBER[6:]}</li>",
    f"<td>{NUMBER[:10]}<b>{NUMBER[10:]}</b></td>",
)


@pytest.mark.parametrize(("shape", "where"), [*product(SHAPES, ("main", "footer"))])
def test_what_stands_on_a_page_is_found_wherever_it_stands(shape: str, where: str) -> None:
    page = f"<html><body><{where}>{shape}</{where}></body></html>".encode()
    (message,) = SCAN.look(page)
    assert [*SCAN.look(page, is_narrow=True)] == [message]
    assert message.startswith("页面上出现了")
    assert NUMBER not in message


def test_the_offices_own_numbers_and_plain_lists_are_let_pass() -> None:
    page = "<main><p>电话 0999-5550990</p><li>示公规〔2026〕3号</li><li>2026-11-20</li></main>"
    assert [*OutputScan(frozenset({"09995550990"}), ()).look(page.encode())] == []


PIECES = (
    "甲", "乙 丙\n", " ", "&amp;", "&#49;", "&nbsp;", "&lt;b&gt;", NUMBER[:9], NUMBER[9:], "<p>",
    "</p>", "<br>", "<b>", "</b>", '<a href="x">', "</a>", "<td>", "</td>", "<table>", "</table>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_both_ways_of_reading_a_page_give_the_same_texts(inner: list[str]) -> None:
    page = (
        f"<!doctype html><html><head><title>页</title></head><body>{''.join(inner)}</body></html>"
    )
    scan = OutputScan(frozenset(), ())
    assert [*scan.look(page.encode(), is_narrow=True)] == [*scan.look(page.encode())]
