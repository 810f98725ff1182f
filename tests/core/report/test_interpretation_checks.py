from __future__ import annotations

import pytest

from gongkai.core.report.checks import Gap
from gongkai.core.report.interpretation_checks import check_interpretations
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("g", "guifanxing-wenjian"), make_column("j", "jiedu")]


def policy(serial: int, made: str, published: str, fields: str = "", unit: str = "ban") -> Page:
    fields = format_normative(serial) + fields
    return Page(f"g/{serial}", "guifanxing-wenjian", made, published, fields, unit=unit)


def reading(
    name: str, of: int, made: str, published: str, *, planned: str | None = None, unit: str = "ban"
) -> Page:
    fields = f"form: 文字\nplan_signed: {planned or made}\nelements: [背景依据]\n"
    return Page(f"j/{name}", "jiedu", made, published, f"{fields}interprets: [g/{of}]", unit=unit)


def run(*pages: Page) -> dict[str, Outcome]:
    return run_checks(check_interpretations, hold(COLUMNS, pages))


NO_REASON = "没有解读材料，也没有写明不作解读的理由"
PROMISE = "说明解读材料以后公布，至今没有公布"


@pytest.mark.parametrize(
    ("fields", "made", "outcome"),
    [
        ("", "2026-03-02", (1, 0, [("g/1", NO_REASON)])),
        ("interpretation_exempt: 内容单一，无须解读\n", "2026-03-02", (1, 1, [])),
        (
            "interpretation_exempt: 解读材料另行公布\n",
            "2026-03-02",
            (1, 0, [("g/1", PROMISE)]),
        ),
        ("", "2016-11-09", (0, 0, [])),
        ("reprints: 示例市人民政府网站\n", "2026-03-02", (0, 0, [])),
        ("expiry: 2026-06-01\n", "2026-03-02", (0, 0, [])),
    ],
)
def test_a_policy_is_interpreted_or_says_why_not(fields: str, made: str, outcome: Outcome) -> None:
    page = policy(1, made, "2026-03-03", fields)
    if fields.startswith("expiry"):
        page = Page(page.id, page.kind, made, "2026-03-03", format_normative(expiry="2026-06-01"))

    assert run(page)["relation-interpretation"] == outcome


def test_what_is_there_needs_no_reason_and_keeps_all_three_synchronies() -> None:
    outcomes = run(
        policy(1, "2026-03-02", "2026-03-04"), reading("a", 1, "2026-03-02", "2026-03-04")
    )

    assert all(outcome == (1, 1, []) for outcome in outcomes.values())


@pytest.mark.parametrize(
    ("duty", "page", "text"),
    [
        # 2026-03-02 is a Monday: three working days later is Thursday, 5 March
        ("drafted", reading("a", 1, "2026-03-05", "2026-03-06"), None),
        (
            "drafted",
            reading("a", 1, "2026-03-06", "2026-03-06"),
            "解读方案2026-03-06才签批，文件2026-03-02已成文",
        ),
        (
            "drafted",
            reading("a", 1, "2026-03-06", "2026-03-06", planned="2026-03-02"),
            "解读2026-03-06才形成，文件2026-03-02已成文",
        ),
        ("signed", reading("a", 1, "2026-03-02", "2026-03-09"), None),
        (
            "signed",
            reading("a", 1, "2026-03-02", "2026-03-10"),
            "解读2026-03-10终审，文件2026-03-04已终审",
        ),
        ("published", reading("a", 1, "2026-03-02", "2026-03-03"), None),
        ("published", reading("a", 1, "2026-03-02", "2026-03-09"), None),
        (
            "published",
            reading("a", 1, "2026-03-02", "2026-03-10"),
            "解读2026-03-10发布，比文件晚4个工作日",
        ),
        ("drafter", reading("a", 1, "2026-03-02", "2026-03-04"), None),
        (
            "drafter",
            reading("a", 1, "2026-03-02", "2026-03-04", unit="ye"),
            "文件由办公室负责，解读由业务科负责",
        ),
    ],
)
def test_one_interpretation_against_its_policy(duty: str, page: Page, text: str | None) -> None:
    outcomes = run(policy(1, "2026-03-02", "2026-03-04"), page)

    gaps = [("g/1", text)] if text else []
    assert outcomes[f"relation-interpretation-{duty}"] == (1, 1 - len(gaps), gaps)


def test_one_synchronous_interpretation_is_enough_however_many_follow() -> None:
    outcomes = run(
        policy(1, "2026-03-02", "2026-03-04"),
        reading("a", 1, "2026-06-01", "2026-06-02", unit="ye"),
        reading("b", 1, "2026-03-02", "2026-03-04"),
    )

    assert all(outcome == (1, 1, []) for outcome in outcomes.values())


def test_later_revisions_carry_their_own_times_and_are_not_judged_by_them() -> None:
    later = f"revision: 2\nprevious: {'0' * 64}\nchanged: 2026-07-01\nchange_note: 更正\n"
    late = reading("a", 1, "2026-03-02", "2026-07-02")
    holdings = hold(
        COLUMNS,
        [
            policy(1, "2026-03-02", "2026-03-04"),
            Page(late.id, late.kind, late.made, late.published, late.fields + "\n" + later),
        ],
    )
    outcomes = run_checks(check_interpretations, holdings)

    assert {name.rsplit("-", 1)[1]: outcome[:2] for name, outcome in outcomes.items()} == {
        "interpretation": (1, 1),
        "drafted": (0, 0),
        "signed": (0, 0),
        "published": (0, 0),
        "drafter": (1, 1),
    }


def test_a_gap_names_the_policy_and_the_unit_that_answers_for_it() -> None:
    (check, *_) = check_interpretations(
        hold(COLUMNS, [policy(1, "2026-03-02", "2026-03-04", unit="ye")])
    )

    assert check.gaps == (Gap("g/1", "g/1", "业务科", NO_REASON),)


def test_policies_from_before_the_rule_are_judged_by_nothing() -> None:
    pages = [policy(1, "2015-01-05", "2015-01-06"), reading("a", 1, "2015-03-02", "2015-03-03")]

    assert {outcome[0] for outcome in run(*pages).values()} == {0}
