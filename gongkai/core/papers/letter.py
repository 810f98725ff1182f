"""The letter to a unit (整改建议书) and the list for all of them (整改清单)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import (
    Align,
    Heading,
    Listing,
    PageBreak,
    Paper,
    Paragraph,
    Place,
    Table,
    TableColumn,
)
from gongkai.core.papers.gaps import describe_basis, list_problems, list_units
from gongkai.core.papers.remedies import tell_remedy
from gongkai.core.papers.wording import format_day, number_first

if TYPE_CHECKING:
    from gongkai.core.papers.blocks import Block
    from gongkai.core.papers.gaps import Problem
    from gongkai.core.papers.office import Office
    from gongkai.core.papers.term import Term
    from gongkai.core.report.model import Report

_MEMORY = timedelta(days=365)
"""How far back what happened once and cannot be undone (a late publication) is still told."""
_NUMBER = TableColumn("序号", 12, Align.CENTRE)


def build_letters(report: Report, office: Office, term: Term) -> tuple[tuple[str, Paper], ...]:
    """A letter for each unit that has something to mend, with the unit's name."""
    problems = list_standing(report, office)
    owners = ((unit, [p for p in problems if p.unit == unit]) for unit in _units(report, office))
    return tuple(
        (unit, _build_letter(report, office, term, unit, own)) for unit, own in owners if own
    )


def build_list(report: Report, office: Office, term: Term) -> Paper:
    """The list of all that is to be mended, unit by unit."""
    problems = list_standing(report, office)
    units = _units(report, office)
    ordered = sorted(problems, key=lambda problem: units.index(problem.unit))
    today = report.head.today
    blocks: list[Block] = [
        Paragraph(
            f"{office.name}于{format_day(today)}检查网站政府信息公开情况，发现问题{len(problems)}处。"
            f"请有关部门于{term.describe(today)}完成整改。"
            if problems
            else f"{office.name}于{format_day(today)}检查网站政府信息公开情况，没有发现问题。"
        )
    ]
    if problems:
        columns = (
            _NUMBER,
            TableColumn("责任部门", 22),
            TableColumn("问题", 60),
            TableColumn("依据", 36),
            TableColumn("整改建议", 42),
        )
        rows = tuple(
            (str(n), p.unit, p.sentence, describe_basis(p.duty), tell_remedy(p.duty))
            for n, p in enumerate(ordered, 1)
        )
        blocks.append(Table("政府信息公开工作整改清单", columns, rows))
    blocks += _sign(office, report)
    return Paper("政府信息公开工作整改清单", office.name, today, tuple(blocks))


def list_standing(report: Report, office: Office) -> tuple[Problem, ...]:
    """Every problem that is to be mended on the day of the report."""
    today = report.head.today
    return list_problems(report, office, today - _MEMORY, today)


def _units(report: Report, office: Office) -> tuple[str, ...]:
    return list_units(report, office, list_standing(report, office))


def _build_letter(
    report: Report, office: Office, term: Term, unit: str, problems: list[Problem]
) -> Paper:
    today = report.head.today
    due = term.describe(today)
    blocks: tuple[Block, ...] = (
        Paragraph(f"{unit}：", Place.ADDRESSEE),
        Paragraph(
            f"{format_day(today)}，{office.name}按照《中华人民共和国政府信息公开条例》和有关规定"
            f"检查了网站政府信息公开情况，发现你部门有{len(problems)}处问题。"
            f"请对照所列依据和建议逐项核实，于{due}完成整改。"
        ),
        Heading(number_first(1, "问题和整改建议"), 1),
        _make_table(problems),
        Heading(number_first(2, "整改要求"), 1),
        Listing(_DEMANDS),
        Heading(number_first(3, "反馈"), 1),
        Paragraph(
            f"请填写反馈表（见附件），由部门负责人签字后，于{due}报{office.name}。"
            f"联系电话：{office.phone}。"
        ),
        *_sign(office, report),
        PageBreak(),
        _make_reply(unit, problems),
        Paragraph(
            "部门负责人（签字）：＿＿＿＿＿＿＿＿　　填报日期：＿＿＿＿年＿＿月＿＿日", Place.PLAIN
        ),
    )
    return Paper("政府信息公开工作整改建议书", office.name, today, blocks)


_DEMANDS = (
    "补充或者更正的内容，一律先审查、后公开，按规定层级逐件审查；已公开的文件修改后注明变更情况。",
    "不得改动发布日期、重复发布旧内容或者删除文件来代替整改。",
    "对所列问题有不同意见，或者因客观原因不能按期完成的，在期限内书面说明理由和计划完成的日期。",
)


def _make_table(problems: list[Problem]) -> Table:
    columns = (
        _NUMBER,
        TableColumn("问题", 64),
        TableColumn("依据", 38),
        TableColumn("整改建议", 44),
    )
    rows = tuple(
        (str(n), p.sentence, describe_basis(p.duty), tell_remedy(p.duty))
        for n, p in enumerate(problems, 1)
    )
    return Table("问题清单", columns, rows)


def _make_reply(unit: str, problems: list[Problem]) -> Table:
    columns = (
        _NUMBER,
        TableColumn("问题", 46),
        TableColumn("整改措施和结果", 54),
        TableColumn("完成日期", 22),
        TableColumn("经办人", 22),
    )
    rows = tuple((str(n), p.sentence, "", "", "") for n, p in enumerate(problems, 1))
    return Table(f"附件　政府信息公开问题整改情况反馈表（{unit}）", columns, rows, to_fill=True)


def _sign(office: Office, report: Report) -> tuple[Paragraph, Paragraph]:
    day = format_day(report.head.today)
    return Paragraph(office.name, Place.SIGNATURE), Paragraph(day, Place.DATE)
