"""Whether the rows from which participation is counted agree with themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import (
    Consultation,
    LetterDigest,
    Meeting,
    ProposalTable,
    TaskTable,
)
from gongkai.core.models.progress import AttendeeKind
from gongkai.core.rules import RULES
from gongkai.core.task_progress import MISSING, end_quarter, lay_out_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.models import Document
    from gongkai.core.strict_yaml import KeyPath

_DAY = timedelta(days=1)
_Fault = tuple[str, "KeyPath", str]
"""Rule, place in the front-matter, message."""


def check_participation(draft: Draft, record: Document) -> Iterator[Finding]:
    """Each contradiction among a record's own rows, at its line."""
    for rule, place, message in find_row_faults(record):
        yield RULES[rule].at(draft.source.path, draft.source.lines.find(place), message)


def find_row_faults(record: Document) -> Iterator[_Fault]:
    """Rule, place and message of each contradiction; a message names rows by their number."""
    if isinstance(record, Consultation):
        yield from _check_consultation(record)
    elif isinstance(record, LetterDigest):
        yield from _check_letters(record)
    elif isinstance(record, ProposalTable):
        yield from _check_proposals(record)
    elif isinstance(record, Meeting):
        yield from _check_meeting(record)
    elif isinstance(record, TaskTable):
        yield from _check_tasks(record)


def _check_consultation(record: Consultation) -> Iterator[_Fault]:
    rule, received, adopted = "consultation-result", record.received, record.adopted
    if (received is None) != (adopted is None):
        yield rule, ("received",), "收到和采纳的条数应当同时填写"
    if received is None or adopted is None:
        return
    if adopted > received:
        yield rule, ("adopted",), f"采纳 {adopted} 条，多于收到的 {received} 条"
    if adopted < received and not record.not_adopted_reason:
        yield rule, ("adopted",), f"有 {received - adopted} 条未采纳，没有说明理由"


def _check_letters(record: LetterDigest) -> Iterator[_Fault]:
    if record.period_end < record.period_start:
        yield "dates-disordered", ("period_end",), "统计期间的止期早于起期"
    for index, row in enumerate(record.letters):
        place, name = ("letters", index), f"第 {index + 1} 件来信"
        if not record.period_start <= row.received <= record.period_end:
            yield "dates-disordered", (*place, "received"), f"{name}的来信日期不在统计期间内"
        if row.replied is not None and row.replied < row.received:
            yield "dates-disordered", (*place, "replied"), f"{name}的答复日期早于来信日期"
        if (row.replied is None) != (row.reply is None):
            yield "rows-inconsistent", place, f"{name}的答复日期和答复摘要应当同时填写"


def _check_proposals(record: ProposalTable) -> Iterator[_Fault]:
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(record.proposals):
        place, name = ("proposals", index), f"第 {index + 1} 件建议提案"
        if (row.session, row.number) in seen:
            yield "rows-inconsistent", (*place, "number"), f"{name}与前面的届次、编号相同"
        seen.add((row.session, row.number))
        if row.replied is None and (row.satisfaction or row.document):
            yield "rows-inconsistent", place, f"{name}尚未办复，却有满意程度或者答复全文"


def _check_meeting(record: Meeting) -> Iterator[_Fault]:
    for index, row in enumerate(record.attendees):
        place, name = ("attendees", index), f"第 {index + 1} 行参会人员"
        private = row.kind is not AttendeeKind.OFFICIAL
        if row.name and private and not row.consent:
            yield "attendee-consent", (*place, "name"), f"{name}列出了姓名，没有写明本人同意"
        if row.name and row.number is not None and row.number > 1:
            yield "rows-inconsistent", (*place, "number"), f"{name}列出了姓名，人数却不是 1"
    if record.held > record.made:
        yield "dates-disordered", ("held",), "会议日期晚于成文日期"


def _check_tasks(record: TaskTable) -> Iterator[_Fault]:
    seen: set[str] = set()
    for index, row in enumerate(record.tasks):
        place, name = ("tasks", index), f"第{index + 1}项任务"
        if row.task in seen:
            yield "rows-inconsistent", (*place, "task"), f"{name}与前面的任务相同"
        seen.add(row.task)
        for number, text in enumerate(row.quarters, 1):
            begins_after = number > 1 and end_quarter(record.year, number - 1) >= record.as_of
            if text is not None and begins_after:
                message = f"{name}的第{number}季度在数据截止之日还没有开始"
                yield "rows-inconsistent", (*place, f"q{number}"), message
    for index, laid in enumerate(lay_out_tasks(record, record.as_of + _DAY).rows):
        for number, mark in enumerate(laid.marks, 1):
            if mark.status == MISSING:
                message = f"第{index + 1}项任务没有第{number}季度的状态"
                yield "task-quarter-missing", ("tasks", index), message
