from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.pages.paging import ListPage, cut_list


def cut(number: int, most: int = 8) -> tuple[ListPage[int], ...]:
    """The pages of a list in which the newest entry has the highest number."""
    return cut_list(range(number, 0, -1), "a/", "a/2025/", most)


@pytest.mark.parametrize(
    ("number", "sizes", "last"),
    [
        (0, [0], "a/"),
        (1, [1], "a/"),
        (9, [9], "a/"),
        (10, [2, 8], "a/2025/1/"),
        (17, [9, 8], "a/2025/1/"),
        (18, [2, 8, 8], "a/2025/1/"),
    ],
)
def test_the_newest_page_is_the_one_that_grows(number: int, sizes: list[int], last: str) -> None:
    pages = cut(number)
    assert [len(page.items) for page in pages] == sizes
    assert (pages[0].url, pages[-1].url) == ("a/", last)
    assert [page.number for page in pages] == [*range(1, len(pages) + 1)]


@given(st.integers(0, 300), st.integers(4, 40))
def test_a_full_page_stays_as_it_is(number: int, most: int) -> None:
    pages, more = cut(number, most), cut(number + 1, most)
    assert [item for page in pages for item in page.items] == [*range(number, 0, -1)]
    assert {(page.url, page.items) for page in pages[1:]} <= {
        (page.url, page.items) for page in more
    }
    assert all(len(page.items) == most for page in pages[1:])
    assert len(pages[0].items) < most + most // 4
    if len(pages) > 1:
        assert len(pages[0].items) >= most // 4


@pytest.mark.parametrize(
    ("number", "labels"),
    [
        (1, ["1", "2", "3", "", "12"]),
        (4, ["1", "2", "3", "4", "5", "6", "", "12"]),
        (7, ["1", "", "5", "6", "7", "8", "9", "", "12"]),
        (12, ["1", "", "10", "11", "12"]),
    ],
)
def test_first_last_and_near_pages_can_be_chosen(number: int, labels: list[str]) -> None:
    page = cut(8 * 12 - 4)[number - 1]
    assert [label for label, _ in page.choices] == labels
    urls = {str(other.number): other.url for other in cut(8 * 12 - 4)}
    assert all(url == urls.get(label, "") for label, url in page.choices)
    assert (page.newer, page.older) == (urls.get(str(number - 1)), urls.get(str(number + 1)))
