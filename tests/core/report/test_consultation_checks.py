from __future__ import annotations

import pytest

from gongkai.core.report.consultation_checks import check_consultations
from gongkai.core.report.decision_checks import check_decisions
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [
    make_column("g", "guifanxing-wenjian"),
    make_column("z", "zhengji"),
    make_column("t", "zhidu"),
]
NO_REASON = "没有征求意见情况，也没有写明不征求意见的理由"


def policy(made: str = "2026-09-01", fields: str = "", title: str | None = None) -> Page:
    text = format_normative() + fields
    return Page("g/a", "guifanxing-wenjian", made, "2026-09-25", text, title=title)


def draft(
    end: str,
    fields: str = "",
    start: str = "2026-01-05",
    title: str | None = None,
    body: str = "现公开征求意见。",
) -> Page:
    text = f"start: {start}\nend: {end}\nlegal_basis: 法条\ncontact: 电话\n"
    text += f"short_reason: 紧急\n{fields}"
    return Page("z/a", "zhengji", start, start, text, title=title, body=body)


def run(*pages: Page) -> dict[str, Outcome]:
    holdings = hold(COLUMNS, pages)
    return run_checks(check_consultations, holdings) | run_checks(check_decisions, holdings)


@pytest.mark.parametrize(
    ("pages", "outcome"),
    [
        ([policy()], (1, 0, [("g/a", NO_REASON)])),
        ([policy(fields="consultation_exempt: 不增加义务\n")], (1, 1, [])),
        ([policy(), draft("2026-03-05", "consults: [g/a]\n")], (1, 1, [])),
        ([policy("2018-05-15")], (0, 0, [])),
        ([policy(fields="reprints: 示例市人民政府网站\n")], (0, 0, [])),
    ],
)
def test_a_policy_was_put_to_the_public_or_says_why_not(
    pages: list[Page], outcome: Outcome
) -> None:
    assert run(*pages)["relation-consultation"] == outcome


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (draft("2026-10-20"), (1, 0, [("z/a", "2026-10-20已截止，没有公布意见收集和采纳情况")])),
        # twenty working days after 23 October end on 20 November, the day of the report
        (draft("2026-10-23"), (0, 0, [])),
        (draft("2026-12-20"), (0, 0, [])),
        (draft("2026-03-05", "received: 9\nadopted: 9\n"), (1, 1, [])),
        (draft("2026-03-05", body="征求意见期间没有收到意见。"), (1, 1, [])),
        (draft("2026-03-05", body="共收到意见12条，采纳9条。"), (1, 1, [])),
        (draft("2019-08-05", start="2019-07-01"), (0, 0, [])),
    ],
)
def test_a_round_that_ended_tells_its_result(page: Page, outcome: Outcome) -> None:
    assert run(page)["relation-consultation-result"] == outcome


def test_the_result_may_stand_in_another_document() -> None:
    other = Page(
        "t/a", "zhidu", "2026-04-01", "2026-04-02", "see_also: [z/a]\n", title="意见采纳情况说明"
    )

    assert run(draft("2026-03-05"), other)["relation-consultation-result"] == (1, 1, [])


def test_reasons_are_counted_where_something_was_not_adopted() -> None:
    told = draft("2026-03-05", "received: 9\nadopted: 8\nnot_adopted_reason: 于法无据\n")

    assert run(told)["relation-consultation-reasons"] == (1, 1, [])
    assert run(draft("2026-03-05", "received: 9\nadopted: 9\n"))[
        "relation-consultation-reasons"
    ] == (0, 0, [])


NAMED = "关于《示例市查档办法（征求意见稿）》公开征求意见的公告"
ISSUED = "关于印发《示例市查档办法》的通知"


@pytest.mark.parametrize(
    ("pages", "outcome"),
    [
        (
            [policy(title=ISSUED), draft("2026-03-05", title=NAMED)],
            (1, 0, [("z/a", f"《{ISSUED}》已经公开，没有与征求意见关联")]),
        ),
        (
            [policy(title=ISSUED), draft("2026-03-05", "consults: [g/a]\n", title=NAMED)],
            (1, 1, []),
        ),
        ([draft("2026-03-05", title=NAMED)], (0, 0, [])),
        (
            [draft("2025-11-19", start="2025-10-09", title=NAMED)],
            (1, 0, [("z/a", "2025-11-19截止后满一年，没有关联文件或者说明后续情况")]),
        ),
        (
            [
                draft("2025-11-19", start="2025-10-09", title=NAMED),
                Page("t/a", "zhidu", "2025-12-01", "2025-12-02", "see_also: [z/a]\n"),
            ],
            (1, 1, []),
        ),
        (
            [
                draft("2025-11-19", start="2025-10-09", title=NAMED),
                Page("t/a", "zhidu", "2025-09-01", "2025-09-02", "see_also: [z/a]\n"),
            ],
            (1, 0, [("z/a", "2025-11-19截止后满一年，没有关联文件或者说明后续情况")]),
        ),
        ([policy("2025-01-06", title=ISSUED), draft("2026-03-05", title=NAMED)], (0, 0, [])),
    ],
)
def test_a_round_and_its_policy_lead_to_each_other(pages: list[Page], outcome: Outcome) -> None:
    assert run(*pages)["relation-consultation-policy"] == outcome


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        ("2026-08-31", (1, 1, [])),
        ("2026-09-01", (1, 0, [("z/a", "2026-09-01截止，文件2026-09-01已经成文")])),
        ("2026-09-20", (1, 0, [("z/a", "2026-09-20截止，文件2026-09-01已经成文")])),
    ],
)
def test_a_decision_waits_for_the_end_of_the_round(end: str, outcome: Outcome) -> None:
    outcomes = run(policy(), draft(end, "consults: [g/a]\n"))

    assert outcomes["relation-consultation-before"] == outcome
