"""Scores of units and of the site, from checks and weights.

A unit loses marks for each of its gaps until a topic has none left; a report tells of units only
what they did wrong. The site has the share of marks that the share of kept cases gives it, so that
large sites and small ones can be compared. Clues, which are only worth asking about, cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.papers.gaps import Problem
    from gongkai.core.papers.weights import Weights
    from gongkai.core.report.checks import Check

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The score of one unit."""

    unit: str
    marks: tuple[Decimal, ...]
    """By topic, in the order of `Topic`."""
    rank: int
    """1 for the best; equal scores share a rank."""

    @property
    def total(self) -> Decimal:
        """The sum of the topics."""
        return sum(self.marks, Decimal(0))


@dataclass(frozen=True, slots=True)
class TopicScore:
    """The score of the site in one topic."""

    topic: Topic
    full: Decimal
    judged: int
    kept: int
    marks: Decimal
    """Full where nothing was to be judged; rounded to a tenth."""


def score_units(
    units: Iterable[str], problems: Iterable[Problem], weights: Weights
) -> tuple[UnitScore, ...]:
    """The scores of the units, best first, equal ones in the order given."""
    lost = {(unit, topic): Decimal(0) for unit in units for topic in Topic}
    for problem in problems:
        if problem.duty.clue:
            continue
        lost[problem.unit, problem.duty.topic] += weights.deduct(problem.duty)
    marks = {
        unit: tuple(max(Decimal(0), weights.marks[t] - lost[unit, t]) for t in Topic)
        for unit in dict.fromkeys(unit for unit, _ in lost)
    }
    totals = sorted((sum(row, Decimal(0)) for row in marks.values()), reverse=True)
    scores = [
        UnitScore(unit, row, totals.index(sum(row, Decimal(0))) + 1) for unit, row in marks.items()
    ]
    return tuple(sorted(scores, key=lambda score: score.rank))


def score_site(checks: Iterable[Check], weights: Weights) -> tuple[TopicScore, ...]:
    """The score of the site by topic: each duty that has cases weighs the same within its topic."""
    listed = tuple(checks)
    return tuple(_score_topic(topic, listed, weights) for topic in Topic)


def _score_topic(topic: Topic, checks: tuple[Check, ...], weights: Weights) -> TopicScore:
    judged = [check for check in checks if check.duty.topic is topic and check.judged]
    own = [check for check in judged if not check.duty.clue]
    full = weights.marks[topic]
    shares = [Decimal(check.kept) / Decimal(check.judged) for check in own]
    marks = full * sum(shares, Decimal(0)) / len(shares) if shares else full
    return TopicScore(
        topic,
        full,
        judged=sum(check.judged for check in own),
        kept=sum(check.kept for check in own),
        marks=marks.quantize(_TENTH, ROUND_HALF_UP),
    )
