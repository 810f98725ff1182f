from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.index_number import IndexNumberError
from gongkai.publish import search_ranges
from gongkai.publish.search_ranges import cut_ranges, find_share, place_document

CODE = "11990000MB9900013U"
NUMBERS = st.tuples(st.integers(2020, 2026), st.integers(1, 30))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_ranges, "SMALLEST", 12)
    monkeypatch.setattr(search_ranges, "SHARES", 8)
    monkeypatch.setattr(search_ranges, "PIECES", 4)


def place(numbers: list[tuple[int, int]]) -> list[int]:
    return [
        place_document(f"{CODE}/{year}-{serial:05}", f"a/d{n}/")
        for n, (year, serial) in enumerate(numbers)
    ]


def read_ranges(places: list[int]) -> set[tuple[str, frozenset[int]]]:
    return {(p.name, frozenset(places[n] for n in p.members)) for p in cut_ranges(places)}


ROW = place([(year, serial) for year in range(2016, 2026) for serial in range(1, 9)])


@given(st.lists(NUMBERS, max_size=150))
def test_every_document_stands_in_one_range_of_no_more_than_a_share(
    numbers: list[tuple[int, int]],
) -> None:
    places = place(numbers)
    ranges = cut_ranges(places)
    assert sorted(n for part in ranges for n in part.members) == list(range(len(numbers)))
    assert all(0 < len(part.members) <= find_share(len(numbers)) for part in ranges)
    spans = [[places[n] for n in part.members] for part in ranges]
    assert all(min(newer) > max(older) for newer, older in pairwise(spans))
    assert len({part.name for part in ranges}) == len(ranges)


@given(st.lists(NUMBERS, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(
    numbers: list[tuple[int, int]], draw: st.DataObject
) -> None:
    places = place(numbers)
    shuffled = places.copy()
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    told = [
        [(part.name, sorted(row[n] for n in part.members)) for part in cut_ranges(row)]
        for row in (places, shuffled)
    ]
    assert told[0] == told[1]


def test_there_are_hardly_more_ranges_than_shares() -> None:
    for count in (40, 96, 97, 400, 1000):
        numbers = [(2000 + n // 40, n % 40 + 1) for n in range(count)]
        # But for the newest, two that follow each other have more than a share.
        most = 2 * count // (find_share(count) + 1) + 2
        assert len(cut_ranges(place(numbers))) <= most <= 2 * search_ranges.SHARES + 2


def test_a_new_document_touches_the_newest_range_alone() -> None:
    row = [*ROW, *place([(2026, 1)])]
    before = read_ranges(row)
    after = read_ranges([*row, place_document(f"{CODE}/2026-00002", "a/new/")])
    (gone,) = before - after
    assert gone[1] == {row[-1]}


def test_an_old_document_that_goes_touches_its_range_alone() -> None:
    before, after = read_ranges(ROW), read_ranges(ROW[:30] + ROW[31:])
    (gone,), (come,) = before - after, after - before
    assert gone[0] == come[0]
    assert gone[1] - come[1] == {ROW[30]}


def test_the_months_of_a_year_follow_each_other() -> None:
    written = ["2026-2", "202601-9", "202601-10", "202612-1", "2027-1"]
    places = [place_document(f"{CODE}/{text}", "a/b/") for text in written]
    assert places == sorted(places)


def test_what_is_no_index_number_has_no_place() -> None:
    with pytest.raises(IndexNumberError):
        place_document("示例", "a/b/")


def test_very_many_documents_of_one_number_are_parted() -> None:
    ranges = cut_ranges(place([(2026, 7)] * 90))
    assert len(ranges) > 1
    assert sum(len(part.members) for part in ranges) == 90


def test_documents_of_one_place_stay_together() -> None:
    (only,) = cut_ranges([5] * 50)
    assert len(only.members) == 50


@pytest.mark.parametrize(("count", "share"), [(0, 12), (96, 12), (97, 24), (193, 48)])
def test_larger_sites_have_larger_shards(count: int, share: int) -> None:
    assert find_share(count) == share
