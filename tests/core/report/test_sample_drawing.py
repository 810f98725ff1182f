from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.report.model import DocumentLine
from gongkai.core.report.sample import compute_number, draw_sample, share_out

ONE = DocumentLine(
    id="a/one",
    title="示例制度",
    index_number="1",
    column="栏目",
    unit="办公室",
    made=date(2026, 11, 2),
    published="2026-11-03 09:00",
    revision=1,
    validity="现行有效",
    signatures=(),
)
MANY = tuple(
    replace(ONE, id=f"a/n{n:02}", unit="办公室" if n < 30 else f"科{n % 3}") for n in range(40)
)


def test_the_number_is_a_plain_digest() -> None:
    expected = hashlib.sha256("2026期\na/one".encode()).hexdigest()
    assert compute_number("2026期", "a/one") == expected


def test_the_smallest_numbers_are_drawn_whatever_the_order() -> None:
    drawn = draw_sample(MANY, 7, "2026")
    numbers = sorted(hashlib.sha256(f"2026\n{d.id}".encode()).hexdigest() for d in MANY)
    assert [one.number for one in drawn] == numbers[:7]
    assert draw_sample(reversed(MANY), 7, "2026") == drawn
    assert draw_sample(MANY, 7, "2027") != drawn


def test_a_larger_sample_contains_the_smaller_one() -> None:
    assert draw_sample(MANY, 20, "2026")[:7] == draw_sample(MANY, 7, "2026")
    assert len(draw_sample(MANY, 99, "2026")) == 40


def test_every_unit_gives_a_share() -> None:
    drawn = draw_sample(MANY, 8, "2026", by_unit=True)
    assert Counter(one.document.unit for one in drawn) == {
        "办公室": 5,
        "科0": 1,
        "科1": 1,
        "科2": 1,
    }
    assert [one.number for one in drawn] == sorted(one.number for one in drawn)


@pytest.mark.parametrize(
    ("counts", "size", "expected"),
    [
        ({"a": 60, "b": 30, "c": 10}, 10, {"a": 6, "b": 3, "c": 1}),
        ({"a": 97, "b": 2, "c": 1}, 4, {"a": 2, "b": 1, "c": 1}),
        ({"a": 5, "b": 5, "c": 5}, 2, {"a": 1, "b": 1, "c": 0}),
        ({"a": 1, "b": 1}, 5, {"a": 1, "b": 1}),
        ({}, 3, {}),
    ],
)
def test_shares(counts: dict[str, int], size: int, expected: dict[str, int]) -> None:
    assert share_out(Counter(counts), size) == expected


@given(
    st.dictionaries(st.text(min_size=1, max_size=2), st.integers(1, 50), max_size=9),
    st.integers(1, 80),
)
def test_shares_fill_the_sample_and_never_exceed_a_unit(counts: dict[str, int], size: int) -> None:
    shares = share_out(Counter(counts), size)
    assert shares.total() == min(size, sum(counts.values()))
    assert all(0 <= shares[unit] <= count for unit, count in counts.items())
    if size >= len(counts):
        assert all(shares[unit] for unit in counts)
