"""The sections of a bulletin on who did well and what is wrong."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Align, Heading, Listing, Paragraph, Table, TableColumn
from gongkai.core.papers.bulletin_tables import TOTAL
from gongkai.core.papers.gaps import describe_basis, tally_units
from gongkai.core.papers.wording import format_day, format_share, join_tallies, number_second
from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.papers.blocks import Block
    from gongkai.core.papers.gaps import Problem
    from gongkai.core.papers.quarterly import Quarterly

_ENOUGH = 3
"""Items with a limit from which on a unit's punctuality says something."""
_NAMED = 5
"""Cases of one duty, and units, that a bulletin names; the letters and the table name all."""


def praise_units(data: Quarterly) -> tuple[str, ...]:
    """What figures show to be well done, one sentence each; nothing where they show nothing."""
    troubled = {problem.unit for problem in data.problems}
    best, better = [], []
    for unit in data.units:
        now, last = data.of_unit(unit), data.of_unit(unit, data.quarter.before())
        if now.judged < _ENOUGH or now.late:
            continue
        if unit not in troubled:
            best.append(f"{unit}（{now.judged}条）")
        if last.judged >= _ENOUGH and last.late:
            rate = format_share(last.on_time, last.judged)
            better.append(f"{unit}按时公开率由上季度的{rate}提高到100%")
    sentences = []
    if best:
        names = "、".join(best)
        sentences.append(f"{names}本季度可计时限的信息全部按时公开，检查没有发现问题。")
    if better:
        sentences.append(f"{'，'.join(better)}。")
    return tuple(sentences)


def tell_problems(data: Quarterly) -> Iterator[Block]:
    """The section on what is wrong, by topic and by unit."""
    problems = data.told
    if not problems:
        yield from _tell_progress(data)
        duties = sum(check.judged > 0 for check in data.report.checks)
        yield Paragraph(f"按{duties}项要求检查，没有发现需要通报的问题。")
        return
    yield from _tell_progress(data)
    tallies = sorted(tally_units(data.units, problems), key=lambda pair: -pair[1])
    yield Paragraph(f"检查发现问题{len(problems)}处：{_tell_tallies(tallies)}。")
    yield _make_table(data)
    topics = [topic for topic in Topic if any(p.duty.topic is topic for p in problems)]
    for position, topic in enumerate(topics, 1):
        own = [problem for problem in problems if problem.duty.topic is topic]
        yield Heading(number_second(position, topic.value), 2)
        yield Listing(tuple(_list_duties(own)))


def _tell_tallies(tallies: list[tuple[str, int]]) -> str:
    """The units with problems, the most troubled first; only some of them where there are many."""
    troubled = [pair for pair in tallies if pair[1]]
    if len(troubled) <= _NAMED:
        return join_tallies(troubled, "处")
    return f"涉及{len(troubled)}个部门，较多的是{join_tallies(troubled[:_NAMED], '处')}"


def _tell_progress(data: Quarterly) -> Iterator[Paragraph]:
    """What was mended and what is new since the report that this one was compared with."""
    difference = data.report.difference
    if difference is None:
        return
    topics = {check.duty.id: check.duty.topic for check in data.report.checks}
    own = [c for c in difference.checks if data.may_tell(topics.get(c.id))]
    mended = sum(len(check.mended) for check in own)
    appeared = sum(len(check.appeared) for check in own)
    day = format_day(date.fromisoformat(difference.since[:10]))
    yield Paragraph(f"与{day}的检查相比，已整改{mended}处，新发现{appeared}处。")


def _list_duties(problems: list[Problem]) -> Iterator[str]:
    for duty, group in groupby(problems, key=lambda problem: problem.duty):
        own = list(group)
        basis = f"（{describe_basis(duty)}）" if duty.basis else ""
        texts = dict.fromkeys(problem.text for problem in own[:_NAMED])
        named = "；".join(
            _tell_alike(text, [problem for problem in own[:_NAMED] if problem.text == text])
            for text in texts
        )
        more = "；其余见整改清单" if len(own) > _NAMED else ""
        yield f"{duty.name}{basis}：{len(own)}处。{named}{more}。"


def _tell_alike(text: str, problems: list[Problem]) -> str:
    """Cases of which the same is to be said."""
    names = "、".join(f"{p.subject}（{p.unit}）" if p.subject else p.unit for p in problems)
    return f"{names}：{text}"


def _make_table(data: Quarterly) -> Table:
    counts = Counter((problem.unit, problem.duty.topic) for problem in data.told)
    topics = [topic for topic in Topic if any(found is topic for _, found in counts)]
    units = [unit for unit in data.units if any(found == unit for found, _ in counts)]

    def make_row(name: str, numbers: list[int]) -> tuple[str, ...]:
        return (name, *(str(number) if number else "" for number in numbers), str(sum(numbers)))

    rows = [make_row(unit, [counts[unit, topic] for topic in topics]) for unit in units]
    sums = [sum(counts[unit, topic] for unit in units) for topic in topics]
    names = (*(topic.value for topic in topics), TOTAL)
    return Table(
        "问题分布（处）",
        (TableColumn("部门", 34), *(TableColumn(name, 18, Align.RIGHT) for name in names)),
        (*rows, make_row(TOTAL, sums)),
    )
