from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.models import Consultation, LetterDigest, Proposal, ProposalTable
from gongkai.core.models.affairs import ProposalKind, Satisfaction
from gongkai.core.models.catalog import Holidays
from gongkai.core.models.participation import LetterKind
from gongkai.core.participation import (
    ConsultationState,
    ProposalRow,
    count_letters,
    count_proposals,
    format_share,
    format_tenths,
    judge_consultation,
    merge_proposals,
    row_of_reply,
    row_of_table,
)
from gongkai.core.workdays import WorkCalendar
from tests.helpers.examples import EXAMPLES

CALENDAR = WorkCalendar(Holidays())
DEPUTY, MEMBER = ProposalKind.DEPUTY, ProposalKind.COMMITTEE


def read(kind: type[Any], **changes: object) -> Any:  # noqa: ANN401 - one of the document types
    return kind.model_validate(EXAMPLES[kind.type_id] | changes)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (53, 86, "61.6%"),
        (0, 0, "—"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),
        (9999, 10000, "99.9%"),
        (1, 10000, "0.1%"),
    ],
)
def test_shares(part: int, whole: int, expected: str) -> None:
    assert format_share(part, whole) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_whole_or_none_only_where_it_is(part: int, whole: int) -> None:
    share = format_share(min(part, whole), whole)
    assert (share == "100.0%") == (part >= whole)
    assert (share == "0.0%") == (part == 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Fraction(25, 100), "0.3"), (Fraction(7), "7.0"), (Fraction(23, 3), "7.7")],
)
def test_tenths(value: Fraction, expected: str) -> None:
    assert format_tenths(value) == expected


@pytest.mark.parametrize(
    ("day", "received", "state"),
    [
        ("2026-01-31", None, ConsultationState.UPCOMING),
        ("2026-02-01", None, ConsultationState.OPEN),
        ("2026-03-03", None, ConsultationState.OPEN),
        ("2026-03-04", None, ConsultationState.COMPILING),
        ("2026-03-04", "0", ConsultationState.ANSWERED),
        ("2026-03-04", "5", ConsultationState.ANSWERED),
    ],
)
def test_where_a_consultation_stands(
    day: str, received: str | None, state: ConsultationState
) -> None:
    record = read(Consultation, received=received, adopted=received)
    assert judge_consultation(record, date.fromisoformat(day)) is state


def row(**changes: object) -> ProposalRow:
    made = {
        "session": "甲会",
        "number": "第1号",
        "kind": DEPUTY,
        "subject": "案由",
        "replied": None,
        "satisfaction": None,
        "document": "",
    }
    return ProposalRow(**{**made, **changes})  # type: ignore[arg-type]


DAY = date(2026, 6, 18)


@pytest.mark.parametrize(
    ("rows", "counts", "shares"),
    [
        ((), (0, 0, 0, 0), ("—", "—")),
        ((row(),), (1, 0, 0, 0), ("0.0%", "—")),
        (
            (
                row(replied=DAY, satisfaction=Satisfaction.SATISFIED),
                row(replied=DAY, satisfaction=Satisfaction.MOSTLY),
                row(replied=DAY, satisfaction=Satisfaction.UNSATISFIED),
                row(replied=DAY),
                row(),
            ),
            (5, 4, 3, 2),
            ("80.0%", "66.7%"),
        ),
    ],
)
def test_rates_of_proposals(
    rows: tuple[ProposalRow, ...], counts: tuple[int, ...], shares: tuple[str, str]
) -> None:
    count = count_proposals(rows)
    assert (count.total, count.replied, count.rated, count.satisfied) == counts
    assert (count.replied_share, count.satisfied_share) == shares


def test_a_proposal_counts_once_and_its_reply_knows_better() -> None:
    table = read(
        ProposalTable,
        proposals=[
            {"session": "乙会", "number": "2", "kind": MEMBER, "subject": "二", "unit": "甲科"},
            {"session": "乙会", "number": "1", "kind": MEMBER, "subject": "一", "unit": "甲科"},
        ],
    )
    reply = read(Proposal, session="乙会", proposal_number="1", proposal_kind=MEMBER)
    other = read(Proposal, session="甲会", proposal_number="9", satisfaction="不满意")

    merged = merge_proposals(
        map(row_of_table, table.proposals),
        (row_of_reply("tian/a", reply), row_of_reply("tian/b", other)),
    )

    satisfied, unsatisfied = Satisfaction.SATISFIED, Satisfaction.UNSATISFIED
    replied = date(2026, 1, 30)
    assert merged == (
        ProposalRow("乙会", "1", MEMBER, "一", replied, satisfied, "tian/a"),
        ProposalRow("乙会", "2", MEMBER, "二", None, None, ""),
        ProposalRow("甲会", "9", DEPUTY, "示例", replied, unsatisfied, "tian/b"),
    )


def letter(received: str, replied: str | None, kind: str = "咨询") -> dict[str, object]:
    answer = {} if replied is None else {"replied": replied, "reply": "已办结"}
    made: dict[str, object] = {
        "received": received,
        "kind": kind,
        "subject": "事由",
        "unit": "甲科",
    }
    return made | answer


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        (
            [letter("2026-09-28", None)],
            (1, {"咨询": 1}, 0, "0.0%", None, 0, None, 0),
        ),
        (  # 2026-10-01 to 10-07 off, 09-20 and 10-10 worked
            [
                letter("2026-09-28", "2026-10-09"),
                letter("2026-09-18", "2026-09-20", "投诉"),
                letter("2026-09-21", "2026-09-21"),
                letter("2026-09-30", None, "求助"),
            ],
            (
                4,
                {"咨询": 2, "投诉": 1, "求助": 1},
                3,
                "75.0%",
                Fraction(5, 3),
                4,
                Fraction(13, 3),
                11,
            ),
        ),
    ],
)
def test_letters_are_counted_in_working_and_calendar_days(
    letters: list[dict[str, object]], expected: tuple[object, ...]
) -> None:
    digest = read(LetterDigest, letters=letters)
    count = count_letters(digest.letters, CALENDAR)
    assert (
        count.total,
        {LetterKind(kind).value: number for kind, number in count.by_kind.items()},
        count.answered,
        count.answered_share,
        count.mean_workdays,
        count.longest_workdays,
        count.mean_days,
        count.longest_days,
    ) == expected
