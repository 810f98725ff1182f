"""The score sheet (评分表): what is scored how, the site by topic and by duty, units by topic."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import (
    Align,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Place,
    Table,
    TableColumn,
)
from gongkai.core.papers.gaps import describe_basis, list_units
from gongkai.core.papers.letter import list_standing
from gongkai.core.papers.scoring import score_site, score_units
from gongkai.core.papers.weights import FULL
from gongkai.core.papers.wording import format_day, format_share, number_first
from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.papers.blocks import Block
    from gongkai.core.papers.office import Office
    from gongkai.core.papers.weights import Weights
    from gongkai.core.report.checks import Check
    from gongkai.core.report.model import Report

TOTAL = "合计"


def build_scores(report: Report, office: Office, weights: Weights) -> Paper:
    """The score sheet of a site on the day of the report."""
    day = format_day(report.head.today)
    blocks: tuple[Block, ...] = (
        Paragraph(f"考核对象：{report.head.body}及各责任部门。检查日期：{day}。", Place.BODY),
        Heading(number_first(1, "评分办法"), 1),
        Listing(tuple(_tell_method(weights))),
        _make_weight_table(weights),
        Heading(number_first(2, "网站得分"), 1),
        Paragraph(_tell_veto(report)),
        _make_site_table(report, weights),
        Heading(number_first(3, "部门得分"), 1),
        _make_unit_table(report, office, weights),
        Heading(number_first(4, "各项要求检查情况和扣分标准"), 1),
        *_make_duty_tables(report, weights),
        Paragraph(office.name, Place.SIGNATURE),
        Paragraph(day, Place.DATE),
    )
    return Paper("政府信息公开工作评分表", office.name, report.head.today, blocks)


def _tell_method(weights: Weights) -> Iterator[str]:
    source = "由本机关设定" if weights.own else "为软件建议值，可由考核机关调整"
    yield f"满分{FULL}分，分{len(Topic)}类；各类满分和每处扣分{source}，不是上级文件规定的标准。"
    yield (
        "网站得分按符合率计算：每类得分为该类满分乘以各项要求符合率的平均值，"
        "没有应查事项的要求不计，没有应查事项的类别计满分；达到检查指标单项否决标准的，网站评为不合格。"
    )
    yield (
        "部门得分按问题扣分：每发现一处按标准扣分，该类分数扣完为止；没有问题的类别得满分。"
        "逾期公开等已经发生、不能补正的问题，只计最近一年的。"
    )


def _make_weight_table(weights: Weights) -> Table:
    columns = (
        TableColumn("类别", 60),
        TableColumn("满分", 40, Align.RIGHT),
        TableColumn("每处扣分（另有规定的除外）", 56, Align.RIGHT),
    )
    rows = tuple(
        (topic.value, _format(weights.marks[topic]), _format(weights.deductions[topic.value]))
        for topic in Topic
    )
    total = (TOTAL, _format(sum(weights.marks.values(), Decimal(0))), "")
    return Table("类别和分值", columns, (*rows, total))


def _tell_veto(report: Report) -> str:
    failed = [counter.name for counter in report.inspection if counter.failed]
    if failed:
        return f"{'、'.join(failed)}达到单项否决标准，网站评为不合格，下列得分仅供内部参考。"
    return "没有达到检查指标单项否决标准的情形。"


def _make_site_table(report: Report, weights: Weights) -> Table:
    scores = score_site(report.checks, weights)
    columns = (
        TableColumn("类别", 40),
        *(TableColumn(name, 24, Align.RIGHT) for name in ("应查（件次）", "符合（件次）")),
        *(TableColumn(name, 24, Align.RIGHT) for name in ("符合率", "满分", "得分")),
    )
    rows = tuple(
        (
            score.topic.value,
            str(score.judged),
            str(score.kept),
            format_share(score.kept, score.judged),
            _format(score.full),
            _format(score.marks),
        )
        for score in scores
    )
    judged, kept = sum(s.judged for s in scores), sum(s.kept for s in scores)
    full = sum((s.full for s in scores), Decimal(0))
    marks = sum((s.marks for s in scores), Decimal(0))
    share = format_share(kept, judged)
    total = (TOTAL, str(judged), str(kept), share, _format(full), _format(marks))
    return Table("网站分类得分", columns, (*rows, total))


def _make_unit_table(report: Report, office: Office, weights: Weights) -> Table:
    problems = list_standing(report, office)
    scores = score_units(list_units(report, office, problems), problems, weights)
    columns = (
        TableColumn("部门", 34),
        *(TableColumn(topic.value, 13, Align.RIGHT) for topic in Topic),
        TableColumn("总分", 13, Align.RIGHT),
        TableColumn("位次", 11, Align.RIGHT),
    )
    rows = tuple(
        (s.unit, *(_format(marks) for marks in s.marks), _format(s.total), str(s.rank))
        for s in scores
    )
    return Table("部门得分", columns, rows)


def _make_duty_tables(report: Report, weights: Weights) -> Iterator[Table]:
    columns = (
        TableColumn("要求", 54),
        TableColumn("依据", 60),
        TableColumn("应查", 10, Align.RIGHT),
        TableColumn("符合", 10, Align.RIGHT),
        TableColumn("问题", 10, Align.RIGHT),
        TableColumn("每处扣分", 12, Align.RIGHT),
    )
    for topic in Topic:
        own = [check for check in report.checks if check.duty.topic is topic]
        if own:
            yield Table(topic.value, columns, tuple(_make_duty_row(c, weights) for c in own))


def _make_duty_row(check: Check, weights: Weights) -> tuple[str, ...]:
    return (
        check.duty.name,
        describe_basis(check.duty),
        str(check.judged) if check.judged else "—",
        str(check.kept) if check.judged else "—",
        str(len(check.gaps)) if check.gaps else "",
        _format(weights.deduct(check.duty)),
    )


def _format(marks: Decimal) -> str:
    """Marks without needless zeros."""
    text = f"{marks:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
