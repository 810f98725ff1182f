from __future__ import annotations

from tests.helpers.attack_table import NUMBERS, PAGE, format_page, has_test, list_rows


def test_the_page_is_what_the_tests_assert() -> None:
    assert PAGE.read_text("utf-8") == format_page()


def test_every_number_of_the_list_is_tried() -> None:
    assert {number for row in list_rows() for number in row.numbers} == NUMBERS


def test_every_row_names_a_test_that_is_there() -> None:
    assert [row.test for row in list_rows() if not has_test(row.test)] == []


def test_no_attack_stands_twice() -> None:
    rows = list_rows()

    assert len({row.title for row in rows}) == len(rows)
