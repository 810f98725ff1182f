from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.report_forms.table import Rate, Table, format_csv, tell

if TYPE_CHECKING:
    from gongkai.publish.report_forms.table import Cell

TABLE = Table("表", ("甲", "乙"), [("a,b", 1), (None, date(2026, 11, 20)), (Rate(1, 3), 2.5)])


def test_csv_has_a_mark_and_lines_of_rfc_4180() -> None:
    assert format_csv(TABLE) == (
        b'\xef\xbb\xbf\xe7\x94\xb2,\xe4\xb9\x99\r\n"a,b",1\r\n,2026-11-20\r\n33.3%,2.5\r\n'
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_no_spreadsheet_finds_a_formula(text: str) -> None:
    data = format_csv(Table("表", ("甲",), [(text,)])).decode("utf-8-sig")
    assert next(csv.reader([data.split("\r\n", 1)[1]]))[0].startswith("'")


def test_a_moment_is_told_to_the_minute() -> None:
    moment = datetime(2026, 11, 3, 9, 5)  # noqa: DTZ001 - as in a table
    assert format_csv(Table("表", ("甲",), [(moment,)])).endswith(b"\r\n2026-11-03 09:05\r\n")


def test_a_negative_number_stays_a_number() -> None:
    assert format_csv(Table("表", ("甲",), [(-3,)])).endswith(b"\r\n-3\r\n")


CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False).map(lambda number: number + 0.0),
    st.dates(),
    st.text(st.characters(codec="utf-8")).filter(lambda text: text[:1] not in set("=+-@\t\r")),
)


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_csv_is_what_the_language_writes(rows: list[tuple[Cell, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("甲", "乙"), *rows])
    assert format_csv(Table("表", ("甲", "乙"), rows)).decode("utf-8-sig") == text.getvalue()


def test_there_is_no_minus_zero() -> None:
    rows = [(-0.0, 0.0), (0.0, -0.0)]
    assert format_csv(Table("表", ("甲", "乙"), rows)).endswith(
        "乙\r\n0.0,0.0\r\n0.0,0.0\r\n".encode()
    )


@pytest.mark.parametrize(
    ("rate", "text"),
    [(Rate(0, 0), ""), (Rate(0, 3), "0.0%"), (Rate(1999, 2000), "99.9%"), (Rate(3, 3), "100%")],
)
def test_rates(rate: Rate, text: str) -> None:
    assert str(rate) == text


def test_yes_and_no() -> None:
    assert (tell(1), tell(0), tell("x", "有"), tell(None, no="")) == ("是", "否", "有", "")
