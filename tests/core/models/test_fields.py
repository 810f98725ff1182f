from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gongkai.core.models.fields import (
    BEIJING,
    Amount,
    Day,
    Flag,
    Line,
    Moment,
    Whole,
    format_moment,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Day, "2024-02-29", date(2024, 2, 29)),
        (Moment, "2026-01-31 09:30", datetime(2026, 1, 31, 9, 30, tzinfo=BEIJING)),
        (Whole, "0", 0),
        (Whole, "120", 120),
        (Amount, "0.50", Decimal("0.50")),
        (Amount, "1234", Decimal(1234)),
        (Flag, "是", True),
        (Flag, "否", False),
        (Line, "甲 乙", "甲 乙"),
    ],
)
def test_values_are_read_from_text(kind: Any, text: str, value: object) -> None:  # noqa: ANN401
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Day, "2026-02-29"),
        (Day, "2026-W05-1"),
        (Moment, "2026-01-31"),
        (Moment, "2026-01-31T09:30"),
        (Moment, "2026-01-31 24:00"),
        (Moment, "2026-01-31 9:30"),
        (Whole, "007"),
        (Whole, "1_000"),
        (Whole, "9" * 13),
        (Amount, "1.234"),
        (Amount, ".5"),
        (Amount, "1e3"),
        (Amount, "NaN"),
        (Flag, "yes"),
        (Flag, "True"),
        (Line, "甲\n"),
        (Line, "a<b"),
    ],
)
def test_other_spellings_are_refused(kind: Any, text: str) -> None:  # noqa: ANN401
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@given(st.text(max_size=20), st.sampled_from([Day, Moment, Whole, Amount, Flag, Line]))
def test_any_text_is_refused_or_accepted_in_one_spelling(text: str, kind: Any) -> None:  # noqa: ANN401
    try:
        value = TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return
    spelled = {True: "是", False: "否"}.get(value, value) if kind is Flag else value
    assert str(spelled) == text or format_moment(value) == text


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)))  # noqa: DTZ001
def test_moments_keep_their_one_spelling(moment: datetime) -> None:
    text = format_moment(moment.replace(tzinfo=BEIJING))
    assert format_moment(TypeAdapter(Moment).validate_python(text)) == text
