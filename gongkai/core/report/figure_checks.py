"""Counts and rates told in words against the rows from which they follow.

Contradictions among the rows themselves never become public (`rows-inconsistent`,
`consultation-result`, `dataset-mismatch` stop the build); quarters without a status do, with a
warning, and the gate's findings are the gaps here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation, LetterDigest, ProposalTable, TaskTable
from gongkai.core.participation import count_proposals, format_tenths, row_of_table
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import is_own, list_blocks, list_found, list_items, make_gap
from gongkai.core.task_progress import lay_out_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.models import Document
    from gongkai.core.report.holdings import Holdings

_OTHERS = re.compile(r"上年|去年|同期|上期|上季|上半年|全省|全国|目标|计划")
_BEFORE = 12
"""Characters before a figure that may say whose or which year's it is."""
_RATE = r"(?:仅?为|达到?|是|均为|均达|约)?\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]"
_KINDS = Consultation | ProposalTable | LetterDigest | TaskTable

FIGURES = Duty(
    "relation-figures",
    Topic.RELATIONS,
    "文字中的件数、比率与逐件记录一致",
    "",
    note="只判断正文和概述写明件数、采纳率、办复率、满意率、回复率、完成率的文件",
)
QUARTERS = Duty(
    "relation-task-quarters",
    Topic.RELATIONS,
    "重点任务各季度进展都已公布",
    "《关于全面推进政务公开工作的意见》",
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What the rows say, and how words may tell it."""

    name: str
    pattern: re.Pattern[str]
    part: int
    whole: int | None
    """None for a count rather than a rate."""

    @property
    def unit(self) -> str:
        """What stands after the number."""
        return "条" if self.whole is None else "%"

    @property
    def value(self) -> Fraction:
        """The count, or the rate in percent."""
        return Fraction(self.part) if self.whole is None else Fraction(100 * self.part, self.whole)

    def __str__(self) -> str:
        number = f"{self.part}" if self.whole is None else format_tenths(self.value)
        return f"{number}{self.unit}"


def check_figures(holdings: Holdings) -> Iterator[Check]:
    """Words against rows, and quarters of which nothing was told."""
    kept = [item for item in list_items(holdings) if isinstance(item.record, _KINDS)]
    items = [item for item in kept if is_own(item)]
    told = [(item, faults) for item in items if (faults := _compare(item)) is not None]
    yield judge(
        FIGURES, len(told), [make_gap(item, text) for item, texts in told for text in texts]
    )
    tables = [item for item in items if isinstance(item.record, TaskTable)]
    missing = sorted(list_found(holdings, "task-quarter-missing"), key=lambda p: (p[0].id, p[1]))
    yield judge(QUARTERS, len(tables), [make_gap(item, f.message) for item, f in missing])


def _compare(item: Item) -> list[str] | None:
    """The figures in words that no row bears out; None where words tell no figure."""
    blocks = [item.record.summary, *list_blocks(item)]
    told, faults = False, []
    for figure in _list_figures(item.record):
        stated = [text for block in blocks for text in _find_stated(figure, block)]
        told = told or bool(stated)
        if stated and not _bear_out(figure, stated):
            faults.append(f"文字写明{figure.name}{stated[0]}{figure.unit}，逐件计算为{figure}")
    return faults if told else None


def _find_stated(figure: _Figure, block: str) -> Iterator[str]:
    for match in figure.pattern.finditer(block):
        if not _OTHERS.search(block[max(0, match.start() - _BEFORE) : match.end()]):
            yield match[1]


def _bear_out(figure: _Figure, stated: list[str]) -> bool:
    """Whether words agree with the rows: one figure does, or the parts that they tell add up.

    Several rates are those of parts, of which the rows may know nothing.
    """
    if any(_agrees(figure, text) for text in stated):
        return True
    if figure.whole is None:
        return sum(map(int, stated)) == figure.part
    return len(set(stated)) > 1


def _agrees(figure: _Figure, text: str) -> bool:
    """Whether a figure in words is the computed one, rounded as it is written.

    Everything (100%) is only what leaves nothing out.
    """
    stated = Fraction(text)
    if figure.whole is None or stated == 100:  # noqa: PLR2004 - per cent
        return stated == figure.value
    decimals = len(text.partition(".")[2])
    return abs(stated - figure.value) <= Fraction(1, 2 * 10**decimals)


def _list_figures(record: Document) -> Iterator[_Figure]:
    if isinstance(record, Consultation) and record.received and record.adopted is not None:
        yield _rate("采纳率", record.adopted, record.received)
        opinions = (
            r"收到(?:各类|社会各界)?(?:反馈)?(?:意见建议|意见和建议|意见|建议)?\s*([0-9]+)\s*条"
        )
        yield _Figure("收到意见", re.compile(opinions), record.received, None)
        yield _Figure("采纳", re.compile(r"(?<!未)采纳\s*([0-9]+)\s*条"), record.adopted, None)
    elif isinstance(record, ProposalTable):
        count = count_proposals(map(row_of_table, record.proposals))
        yield _rate("办复率", count.replied, count.total)
        if count.rated:
            yield _rate("满意率", count.satisfied, count.rated)
    elif isinstance(record, LetterDigest):
        answered = sum(letter.replied is not None for letter in record.letters)
        yield _rate("回复率", answered, len(record.letters))
        yield _rate("答复率", answered, len(record.letters))
    elif isinstance(record, TaskTable):
        matrix = lay_out_tasks(record, record.as_of + timedelta(days=1))
        yield _rate("完成率", matrix.done, len(matrix.rows))


def _rate(name: str, part: int, whole: int) -> _Figure:
    return _Figure(name, re.compile(name + _RATE), part, whole)
