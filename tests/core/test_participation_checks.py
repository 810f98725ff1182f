from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.core.models import RECORD_TYPES, TaskTable
from gongkai.core.participation_checks import find_row_faults
from gongkai.core.task_progress import end_quarter, lay_out_tasks
from tests.core.test_participation import letter, read
from tests.helpers import tree
from tests.helpers.examples import EXAMPLES

PROPOSAL: dict[str, object] = EXAMPLES["tian-banli"]["proposals"][0]
ATTENDEE = {"presence": "列席", "kind": "专家", "unit": "示例大学"}
OFFICIAL = ATTENDEE | {"presence": "出席", "kind": "机关人员"}


def task(**changes: object) -> dict[str, object]:
    return {"task": "任务", "unit": "办公室", "due": "2026-12-31"} | changes


@pytest.mark.parametrize(
    ("kind", "changes", "found"),
    [
        ("zhidu", {}, []),
        ("zhengji", {"received": "5", "adopted": "5"}, []),
        ("zhengji", {"received": "0", "adopted": "0"}, []),
        (
            "zhengji",
            {"received": "5", "adopted": "6"},
            [("consultation-result", ("adopted",), "采纳 6 条，多于收到的 5 条")],
        ),
        (
            "zhengji",
            {"received": "5", "adopted": "3"},
            [("consultation-result", ("adopted",), "有 2 条未采纳，没有说明理由")],
        ),
        ("zhengji", {"received": "5", "adopted": "3", "not_adopted_reason": "缺少依据"}, []),
        (
            "zhengji",
            {"adopted": "3"},
            [("consultation-result", ("received",), "收到和采纳的条数应当同时填写")],
        ),
        ("laixin", {"letters": [letter("2026-01-20", "2026-01-20")]}, []),
        (
            "laixin",
            {"letters": [letter("2026-01-20", "2026-01-21"), letter("2026-01-20", "2026-01-19")]},
            [
                (
                    "dates-disordered",
                    ("letters", 1, "replied"),
                    "第 2 件来信的答复日期早于来信日期",
                )
            ],
        ),
        (
            "laixin",
            {"letters": [letter("2026-04-01", None)]},
            [
                (
                    "dates-disordered",
                    ("letters", 0, "received"),
                    "第 1 件来信的来信日期不在统计期间内",
                )
            ],
        ),
        (
            "laixin",
            {"letters": [letter("2026-01-20", None) | {"reply": "已办结"}]},
            [("rows-inconsistent", ("letters", 0), "第 1 件来信的答复日期和答复摘要应当同时填写")],
        ),
        (
            "laixin",
            {"period_end": "2025-12-31", "letters": [letter("2026-01-01", None)]},
            [
                ("dates-disordered", ("period_end",), "统计期间的止期早于起期"),
                (
                    "dates-disordered",
                    ("letters", 0, "received"),
                    "第 1 件来信的来信日期不在统计期间内",
                ),
            ],
        ),
        (
            "tian-banli",
            {"proposals": [PROPOSAL, PROPOSAL | {"subject": "又一案由"}]},
            [
                (
                    "rows-inconsistent",
                    ("proposals", 1, "number"),
                    "第 2 件建议提案与前面的届次、编号相同",
                )
            ],
        ),
        (
            "tian-banli",
            {"proposals": [PROPOSAL | {"satisfaction": "满意"}]},
            [
                (
                    "rows-inconsistent",
                    ("proposals", 0),
                    "第 1 件建议提案尚未办复，却有满意程度或者答复全文",
                )
            ],
        ),
        ("huiyi", {"attendees": [OFFICIAL | {"name": "甲某"}]}, []),
        ("huiyi", {"attendees": [ATTENDEE | {"name": "甲某", "consent": "是"}]}, []),
        ("huiyi", {"attendees": [ATTENDEE | {"number": "3"}]}, []),
        (
            "huiyi",
            {"attendees": [OFFICIAL, ATTENDEE | {"name": "甲某"}]},
            [
                (
                    "attendee-consent",
                    ("attendees", 1, "name"),
                    "第 2 行参会人员列出了姓名，没有写明本人同意",
                )
            ],
        ),
        (
            "huiyi",
            {"attendees": [ATTENDEE | {"name": "甲某", "consent": "否", "number": "2"}]},
            [
                (
                    "attendee-consent",
                    ("attendees", 0, "name"),
                    "第 1 行参会人员列出了姓名，没有写明本人同意",
                ),
                (
                    "rows-inconsistent",
                    ("attendees", 0, "number"),
                    "第 1 行参会人员列出了姓名，人数却不是 1",
                ),
            ],
        ),
        (
            "huiyi",
            {"held": "2026-02-01"},
            [("dates-disordered", ("held",), "会议日期晚于成文日期")],
        ),
        ("renwu", {"tasks": [task()]}, []),
        (
            "renwu",
            {"as_of": "2026-03-31", "tasks": [task()]},
            [("task-quarter-missing", ("tasks", 0), "第1项任务没有第1季度的状态")],
        ),
        ("renwu", {"as_of": "2026-09-30", "tasks": [task(q1="推进中", q2="已完成：全部建成")]}, []),
        (
            "renwu",
            {"as_of": "2026-03-31", "tasks": [task(q1="推进中"), task(q1="滞后", q2="推进中")]},
            [
                ("rows-inconsistent", ("tasks", 1, "task"), "第2项任务与前面的任务相同"),
                (
                    "rows-inconsistent",
                    ("tasks", 1, "q2"),
                    "第2项任务的第2季度在数据截止之日还没有开始",
                ),
            ],
        ),
    ],
)
def test_faults_of_rows(
    kind: str, changes: dict[str, object], found: list[tuple[str, tuple[str | int, ...], str]]
) -> None:
    record: Any = RECORD_TYPES[kind].model_validate(EXAMPLES[kind] | changes)
    assert list(find_row_faults(record)) == found


def test_a_fault_is_found_at_its_line_and_blocks() -> None:
    columns = tree.make_files()["catalog/columns.yml"].decode()
    first = columns.split("types: [", 1)[1].split("]", 1)[0]
    text = tree.write_document(
        type="huiyi",
        meeting="会议",
        held="2026-11-02",
        chair="局长",
        agenda=("{topic: 议题, decision: 同意}",),
        attendees=("{presence: 列席, kind: 专家, unit: 示例大学, name: 甲某}",),
    )
    files = tree.make_files(
        (tree.PATH, text), columns=columns.replace(f"types: [{first}]", f"types: [{first}, huiyi]")
    )
    tree.sign(files)
    verdict = tree.judge(files)
    line = text.split("\n").index("- {presence: 列席, kind: 专家, unit: 示例大学, name: 甲某}") + 1
    assert verdict.blocked
    assert [(f.rule, f.line) for f in verdict.findings if f.rule == "attendee-consent"] == [
        ("attendee-consent", line)
    ]


@pytest.mark.parametrize(
    ("number", "day"), [(1, "2026-03-31"), (2, "2026-06-30"), (3, "2026-09-30"), (4, "2026-12-31")]
)
def test_quarters_end(number: int, day: str) -> None:
    assert end_quarter(2026, number) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "marks", "missing", "done", "overdue"),
    [
        (
            "2026-07-01",
            [["推进中", "未报", "", ""], ["未启动", "已完成", "", ""]],
            (2,),
            "50.0%",
            [False, False],
        ),
        (
            "2027-01-01",
            [["推进中", "未报", "未报", "未报"], ["未启动", "已完成", "已完成", "已完成"]],
            (2, 3, 4),
            "50.0%",
            [True, False],
        ),
    ],
)
def test_tasks_by_quarter(
    day: str, marks: list[list[str]], missing: tuple[int, ...], done: str, overdue: list[bool]
) -> None:
    today = date.fromisoformat(day)
    record = read(
        TaskTable,
        tasks=[
            task(q1="推进中：已选址"),
            task(task="又一任务", q1="未启动", q2="已完成：全部建成"),
        ],
    )

    matrix = lay_out_tasks(record, today)

    assert [[mark.status for mark in row.marks] for row in matrix.rows] == marks
    assert matrix.rows[0].marks[0].note == "已选址"
    assert (matrix.missing, matrix.done_share) == (missing, done)
    assert [row.is_overdue(today) for row in matrix.rows] == overdue


@pytest.mark.parametrize(
    "text", ["完成", "推进中：", "推进中:已选址", "：已选址", "推进中，已选址"]
)
def test_other_states_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="应为未启动、推进中、已完成或滞后"):
        read(TaskTable, tasks=[task(q1=text)])
