"""Judgements of the first page on topics of checks, days to come and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic
from gongkai.core.report.deadlines import DeadlineState
from gongkai.core.report.forecast import HORIZON
from gongkai.core.report.model import Light, SummaryLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.checks import Check
    from gongkai.core.report.deadlines import Deadline
    from gongkai.core.report.difference import Difference
    from gongkai.core.report.forecast import Forecast, FutureCounter

_GRAVE = frozenset({Topic.DATES, Topic.ANNUAL})
"""Topics in which a single gap is a fault: forged dates are a veto item, figures must add up."""
_TOLERATED = 10
"""Elsewhere one case in so many may fail before a topic counts as a fault."""
_NAMED = 3
"""How many names one line holds."""


def judge_topics(checks: tuple[Check, ...]) -> Iterator[SummaryLine]:
    """One line for each topic that has checks; 公开时限 has a line of its own."""
    for topic in Topic:
        own = tuple(check for check in checks if check.duty.topic is topic)
        if own and topic is not Topic.LIMITS:
            yield _judge_topic(topic, own)


def _judge_topic(topic: Topic, checks: tuple[Check, ...]) -> SummaryLine:
    judged = sum(check.judged for check in checks)
    failed = sorted((c for c in checks if c.gaps), key=lambda c: -len(c.gaps))
    if not failed:
        text = f"{len(checks)}项检查、{judged}件次，全部符合" if judged else "没有可以检查的内容"
        return SummaryLine(topic.value, Light.GOOD, text)
    named = "、".join(f"“{c.duty.name}”{len(c.gaps)}处" for c in failed[:_NAMED])
    more = "等" if len(failed) > _NAMED else ""
    total = sum(len(check.gaps) for check in failed)
    text = f"{len(checks)}项检查中{len(failed)}项有问题，共{total}处：{named}{more}"
    plain = [check for check in failed if not check.duty.clue]
    lost = sum(check.judged - check.kept for check in plain)
    grave = bool(plain) and (topic in _GRAVE or lost * _TOLERATED > judged)
    return SummaryLine(topic.value, Light.BAD if grave else Light.CARE, text)


def judge_forecast(forecast: Forecast) -> SummaryLine:
    """What the next thirty days bring if nothing is published."""
    name = f"今后{HORIZON}日"
    failing = [counter for counter in forecast.counters if counter.failed]
    columns = list(dict.fromkeys(t.column for t in forecast.turnings if t.column))
    if not columns and not failing:
        return SummaryLine(name, Light.GOOD, "不更新也没有栏目超期")
    parts = [_tell_failing(counter) for counter in failing]
    if columns:
        first = next(turning for turning in forecast.turnings if turning.column)
        day = f"{first.day.month}月{first.day.day}日"
        parts.insert(0, f"将有{len(columns)}个栏目超期，最早为“{first.name}”（{day}）")
    text = f"若不更新，{'；'.join(parts)}"
    return SummaryLine(name, Light.BAD if failing else Light.CARE, text)


def _tell_failing(counter: FutureCounter) -> str:
    day = counter.fails_on
    since = f"{day.month}月{day.day}日起" if day else ""
    return f"“{counter.name}”{since}达到否决标准"


def judge_deadlines(deadlines: tuple[Deadline, ...]) -> SummaryLine:
    """The duties with a fixed day."""
    missing = [line for line in deadlines if line.state is DeadlineState.MISSING]
    late = sum(line.state is DeadlineState.LATE for line in deadlines)
    coming = [line for line in deadlines if line.state is DeadlineState.COMING]
    parts = []
    if missing:
        names = "、".join(_name_deadline(line) for line in missing[:_NAMED])
        more = "等" if len(missing) > _NAMED else ""
        parts.append(f"逾期未完成{len(missing)}项：{names}{more}")
    if late:
        parts.append(f"逾期完成{late}项")
    if coming:
        following = min(coming, key=lambda line: (line.due, line.id))
        parts.append(f"下一项：{_name_deadline(following)}，{following.due}前")
    light = Light.BAD if missing else Light.CARE if late else Light.GOOD
    return SummaryLine("定期事项", light, "；".join(parts) or "均按期完成")


def _name_deadline(line: Deadline) -> str:
    """A duty with its year, which its name may have already."""
    return line.name if str(line.year) in line.name else f"{line.year}年度{line.name}"


def judge_difference(difference: Difference) -> SummaryLine:
    """What the report says since an earlier one."""
    appeared = sum(len(check.appeared) for check in difference.checks)
    mended = sum(len(check.mended) for check in difference.checks)
    parts = [
        f"{word}{number}份"
        for word, number in (
            ("新增", len(difference.added)),
            ("修订", len(difference.revised)),
            ("减少", len(difference.removed)),
        )
        if number
    ]
    documents = "文件" + "、".join(parts) if parts else "文件没有变动"
    text = f"自{difference.since}：{documents}；新出现问题{appeared}处，已整改{mended}处"
    light = Light.CARE if appeared else Light.GOOD
    return SummaryLine("与上次报告相比", light, text)
