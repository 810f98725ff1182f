"""The first page of a report: each matter judged in one word and one line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic
from gongkai.core.report.model import Light, Outcome, SummaryLine
from gongkai.core.report.outlook import judge_deadlines, judge_forecast, judge_topics
from gongkai.core.report.tables import Status

if TYPE_CHECKING:
    from gongkai.core.report.checks import Check
    from gongkai.core.report.model import Head, Report
    from gongkai.core.report.tables import (
        ColumnReport,
        Coverage,
        InspectionCounter,
        Presence,
        Reviews,
    )

_FAULTY = frozenset({Status.OVERDUE, Status.EMPTY})


def build_summary(report: Report) -> tuple[SummaryLine, ...]:
    """The judgements in the order in which an auditor asks; the gate alone without a catalogue.

    The difference from an earlier report is judged by `judge_difference`, once it is known.
    """
    head, columns, coverage = report.head, report.columns, report.coverage
    if head.site_id is None:
        return (_judge_gate(head),)
    return (
        _judge_gate(head),
        _judge_reviews(report.reviews),
        _judge_inspection(report.inspection),
        *((judge_forecast(report.forecast),) if report.forecast else ()),
        _judge_columns(columns),
        _judge_punctuality(report.reviews, report.checks),
        *((judge_deadlines(report.deadlines),) if report.deadlines else ()),
        _judge_art20(coverage),
        _judge_presence("公开指南法定要素", coverage.guide),
        _judge_presence("公开制度", coverage.rules),
        _judge_key_areas(coverage),
        *judge_topics(report.checks),
    )


def _judge_gate(head: Head) -> SummaryLine:
    counts = head.counts
    if head.outcome is Outcome.BLOCKED:
        text = f"已拦截：{counts.blocking}处问题须先改正，网站没有变动"
        return SummaryLine("发布审查", Light.BAD, text)
    if counts.warnings:
        text = f"已通过，另有{counts.warnings}处提醒"
        return SummaryLine("发布审查", Light.CARE, text)
    return SummaryLine("发布审查", Light.GOOD, "已通过，没有拦截和提醒")


def _judge_reviews(reviews: Reviews) -> SummaryLine:
    complete = reviews.complete == reviews.documents
    text = f"{reviews.documents}份公开文件中，{reviews.complete}份审查层级齐全"
    return SummaryLine("审查覆盖", Light.GOOD if complete else Light.BAD, text)


def _judge_inspection(inspection: tuple[InspectionCounter, ...]) -> SummaryLine:
    failed = [counter.name for counter in inspection if counter.failed]
    if failed:
        text = f"{len(failed)}项达到否决标准：{'、'.join(failed)}"
        return SummaryLine("单项否决指标", Light.BAD, text)
    counted = [c for c in inspection if c.measure == "个" and c.value]
    if counted:
        text = "未达到否决标准，计入：" + "、".join(f"{c.name}{c.value}个" for c in counted)
        return SummaryLine("单项否决指标", Light.CARE, text)
    return SummaryLine("单项否决指标", Light.GOOD, "各项均未计入")


def _judge_columns(columns: tuple[ColumnReport, ...]) -> SummaryLine:
    number = Counter(column.status for column in columns)
    text = f"共{len(columns)}个：" + "、".join(
        f"{status}{number[status]}" for status in Status if number[status]
    )
    if any(column.status in _FAULTY and column.required for column in columns):
        return SummaryLine("栏目更新", Light.BAD, text)
    care = any(c.status in {*_FAULTY, Status.NEAR} or c.shortfalls for c in columns)
    return SummaryLine("栏目更新", Light.CARE if care else Light.GOOD, text)


def _judge_punctuality(reviews: Reviews, checks: tuple[Check, ...]) -> SummaryLine:
    failed = [check for check in checks if check.duty.topic is Topic.LIMITS and check.gaps]
    late = reviews.judged - reviews.on_time
    text = "没有可计时限的文件"
    if reviews.judged:
        rate = format_rate(reviews.on_time, reviews.judged)
        text = f"可计时限{reviews.judged}份，按时{reviews.on_time}份（{rate}），逾期{late}份"
    if failed:
        text += f"；{len(failed)}项时限检查有问题"
    return SummaryLine("公开时限", Light.CARE if late or failed else Light.GOOD, text)


def _judge_art20(coverage: Coverage) -> SummaryLine:
    filled = sum(line.items > 0 for line in coverage.art20)
    reasoned = sum(line.items == 0 and line.reason is not None for line in coverage.art20)
    missing = len(coverage.art20) - filled - reasoned
    text = f"十五项中有内容{filled}项，说明理由{reasoned}项，缺{missing}项"
    return SummaryLine("条例第二十条", Light.BAD if missing else Light.GOOD, text)


def _judge_presence(name: str, lines: tuple[Presence, ...]) -> SummaryLine:
    missing = [line.name for line in lines if not line.found]
    text = f"{len(lines) - len(missing)}/{len(lines)}"
    if missing:
        return SummaryLine(name, Light.BAD, f"{text}，缺：{'、'.join(missing)}")
    return SummaryLine(name, Light.GOOD, f"{text}，齐全")


def _judge_key_areas(coverage: Coverage) -> SummaryLine:
    areas = coverage.key_areas
    empty = [area.name for area in areas if not area.items]
    text = f"{len(areas) - len(empty)}/{len(areas)}"
    if empty:
        return SummaryLine("重点领域", Light.CARE, f"{text}，没有内容：{'、'.join(empty)}")
    return SummaryLine("重点领域", Light.GOOD, f"{text}，均有内容")


def format_rate(part: int, whole: int) -> str:
    """A share in per cent with one decimal, rounded half up; 100% only when all are meant."""
    tenths = (part * 2000 + whole) // (2 * whole)
    if part < whole:
        tenths = min(tenths, 999)
    return "100%" if part == whole else f"{tenths // 10}.{tenths % 10}%"
