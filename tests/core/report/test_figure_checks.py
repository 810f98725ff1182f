from __future__ import annotations

import pytest

from gongkai.core.report.figure_checks import check_figures
from tests.helpers.report_checks import Outcome, hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [
    make_column("z", "zhengji"),
    make_column("t", "tian-banli"),
    make_column("l", "laixin"),
    make_column("r", "renwu"),
]
CONSULTATION = (
    "start: 2026-01-05\nend: 2026-03-05\nlegal_basis: 法条\ncontact: 电话\n"
    "received: 86\nadopted: 53\nnot_adopted_reason: 于法无据\n"
)
ROW = "- {{number: 第{0}号, subject: 案由, kind: 人大代表建议, session: 会议, unit: 业务科{1}}}\n"


def propose(replied: int, satisfied: int, whole: int) -> str:
    """The fields of a table of so many proposals; those replied to come first."""
    rows = ""
    for number in range(whole):
        end = ", replied: 2026-05-06" if number < replied else ""
        rated = "满意" if number < satisfied else "不满意"
        end += f", satisfaction: {rated}" if number < replied else ""
        rows += ROW.format(number, end)
    return f"year: 2026\nproposals:\n{rows}"


def check(kind: str, fields: str, body: str) -> Outcome:
    (column,) = [c for c in ("z/zhengji", "t/tian-banli", "l/laixin", "r/renwu") if kind in c]
    page = Page(f"{column[0]}/a", kind, "2026-06-01", "2026-06-02", fields, body=body)
    return run_checks(check_figures, hold(COLUMNS, [page]))["relation-figures"]


@pytest.mark.parametrize(
    ("body", "judged", "texts"),
    [
        ("共收到意见86条，采纳53条，采纳率为61.6%。", True, []),
        ("采纳率为62%。", True, []),
        ("采纳率61.63%。", True, []),
        ("采纳率为61.5%。", True, ["文字写明采纳率61.5%，逐件计算为61.6%"]),
        ("采纳率达100%。", True, ["文字写明采纳率100%，逐件计算为61.6%"]),
        ("共收到意见建议80条。", True, ["文字写明收到意见80条，逐件计算为86条"]),
        ("采纳50条，未采纳33条。", True, ["文字写明采纳50条，逐件计算为53条"]),
        ("未采纳33条。", False, []),
        ("上年采纳率为90%。", False, []),
        ("电话收到意见27条，邮件收到意见59条，共收到意见86条。", True, []),
        ("网上采纳20条，信函采纳33条。", True, []),
        ("网上意见采纳率50%，信函意见采纳率70%。", True, []),
        ("正文。", False, []),
    ],
)
def test_a_consultation_in_words(
    body: str,
    judged: bool,  # noqa: FBT001 - a table's column
    texts: list[str],
) -> None:
    outcome = check("zhengji", CONSULTATION, body)

    assert outcome == (int(judged), int(judged and not texts), [("z/a", text) for text in texts])


@pytest.mark.parametrize(
    ("rows", "body", "text"),
    [
        ((3, 3, 3), "办复率、满意率均达100%。", None),
        ((2, 2, 3), "办复率为66.7%。", None),
        ((2, 2, 3), "办复率100%。", "文字写明办复率100%，逐件计算为66.7%"),
        ((3, 2, 3), "满意率为100%。", "文字写明满意率100%，逐件计算为66.7%"),
        ((199, 199, 200), "办复率达100%。", "文字写明办复率100%，逐件计算为99.5%"),
    ],
)
def test_proposals_in_words(rows: tuple[int, int, int], body: str, text: str | None) -> None:
    gaps = [("t/a", text)] if text else []

    assert check("tian-banli", propose(*rows), body) == (1, 1 - len(gaps), gaps)


LETTER = "- {subject: 事由, kind: 咨询, received: 2026-04-0%d, unit: 业务科%s}\n"
REPLIED = ", replied: 2026-04-20, reply: 已答复"


def test_letters_in_words() -> None:
    fields = "period_start: 2026-04-01\nperiod_end: 2026-04-30\nletters:\n"
    fields += LETTER % (1, REPLIED) + LETTER % (2, REPLIED) + LETTER % (3, "")

    assert check("laixin", fields, "答复率为66.7%。") == (1, 1, [])
    assert check("laixin", fields, "回复率100%。") == (
        1,
        0,
        [("l/a", "文字写明回复率100%，逐件计算为66.7%")],
    )


TASK = "- {task: 任务%d, unit: 业务科, due: 2026-12-31, q1: %s}\n"


def test_tasks_in_words_and_quarters_of_which_nothing_was_told() -> None:
    fields = "year: 2026\nas_of: 2026-03-31\ntasks:\n" + TASK % (1, "已完成") + TASK % (2, "推进中")
    silent = fields.replace(", q1: 推进中", "")

    assert check("renwu", fields, "任务完成率为50%。") == (1, 1, [])
    page = Page("r/a", "renwu", "2026-06-01", "2026-06-02", silent, body="完成率60%。")
    assert run_checks(check_figures, hold(COLUMNS, [page])) == {
        "relation-figures": (1, 0, [("r/a", "文字写明完成率60%，逐件计算为50.0%")]),
        "relation-task-quarters": (1, 0, [("r/a", "第2项任务没有第1季度的状态")]),
    }
