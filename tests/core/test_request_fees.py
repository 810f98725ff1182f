from __future__ import annotations

import pytest

from gongkai.core.request_fees import (
    FeePart,
    compute_item_fee,
    compute_page_fee,
    split_item_fee,
    split_page_fee,
)


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
        (100, 37000),
    ],
)
def test_fee_by_items(items: int, yuan: int) -> None:
    assert compute_item_fee(items) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700)],
)
def test_fee_by_pages(pages: int, yuan: int) -> None:
    assert compute_page_fee(pages) == yuan


def test_parts_tell_how_a_fee_comes_about() -> None:
    assert list(split_item_fee(45)) == [
        FeePart(11, 30, 100),
        FeePart(31, 40, 200),
        FeePart(41, 45, 300),
    ]
    assert list(split_page_fee(150)) == [FeePart(31, 100, 10), FeePart(101, 150, 20)]


@pytest.mark.parametrize("split", [split_item_fee, split_page_fee])
def test_negative_numbers_are_refused(split: object) -> None:
    with pytest.raises(ValueError, match="不能为负"):
        list(split(-1))  # type: ignore[operator]
