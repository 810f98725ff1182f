"""Checks: one duty of law or practice, how many cases were judged, and each case that failed.

Everything that a report holds against somebody is a `Gap` of a `Check`, so that the page, the
workbook, the letters, the bulletin and the results for CI all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Topic(StrEnum):
    """What a check is about."""

    ELEMENTS = "法定要素"
    UPDATES = "更新维护"
    LIMITS = "公开时限"
    DATES = "日期真实"
    RELATIONS = "关联公开"
    ANNUAL = "年度报告"
    REVIEW = "保密审查"
    MANAGEMENT = "属性管理"


@dataclass(frozen=True, slots=True)
class Gap:
    """One case in which a duty was not met."""

    id: str
    """The document's `<column>/<slug>`, or the column's id, or empty for the site as a whole."""
    title: str
    """Title of the document or name of the column; empty for the site as a whole."""
    unit: str
    """Name of the responsible unit; empty for the disclosure office (公开工作机构)."""
    text: str
    """What is wrong, as a Chinese clause without a full stop."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What law or practice asks for, the same in every report."""

    id: str
    """`topic-matter`; never changes once published, for later reports are compared by it."""
    topic: Topic
    name: str
    basis: str
    """Article or notice, in Chinese; empty for a rule of the product's own."""
    measure: str = "件"
    """The counting word of the cases."""
    note: str = ""
    """What a reader must know to read the numbers; empty for nothing."""
    clue: bool = False
    """Whether its gaps are only worth asking about: they cost no marks and fail no build."""


@dataclass(frozen=True, slots=True)
class Check:
    """One duty with all its cases."""

    duty: Duty
    judged: int
    """How many cases the duty applies to."""
    kept: int
    """How many of them met it."""
    gaps: tuple[Gap, ...]
    """The others, one or more gaps a case, in a stable order."""
    uncertain: int = 0
    """Cases judged by days for which no holiday notice is known yet."""


def judge(duty: Duty, judged: int, gaps: Iterable[Gap], uncertain: int = 0) -> Check:
    """A check in which each case with a gap counts once, however many gaps it has."""
    listed = tuple(gaps)
    failed = len({(gap.id, gap.title) for gap in listed})
    return Check(duty, judged, judged - failed, listed, uncertain)
