from __future__ import annotations

from itertools import product

import pytest

from gongkai.publish.output_scan import OutputScan

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def make_identity(body: str) -> str:
    """A made-up identity number with its check character (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


NUMBER = make_identity("11010119000101" + "123")
SHAPES = (
    f"<p>证件号码{NUMBER}</p>",
    f"<li>{NUMBER[:6]}</li><li>{NUMBER[6:]}</li>",
    f"<td>{NUMBER[:10]}<b>{NUMBER[10:]}</b></td>",
)


@pytest.mark.parametrize(("shape", "where"), [*product(SHAPES, ("main", "footer"))])
def test_what_stands_on_a_page_is_found_wherever_it_stands(shape: str, where: str) -> None:
    page = f"<html><body><{where}>{shape}</{where}></body></html>".encode()
    (message,) = OutputScan(frozenset(), ()).look(page)
    assert message.startswith("页面上出现了")
    assert NUMBER not in message


def test_the_offices_own_numbers_and_plain_lists_are_let_pass() -> None:
    page = "<main><p>电话 0999-5550990</p><li>示公规〔2026〕3号</li><li>2026-11-20</li></main>"
    assert [*OutputScan(frozenset({"09995550990"}), ()).look(page.encode())] == []
