from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gongkai.core.papers.gaps import Problem
from gongkai.core.papers.scoring import score_site, score_units
from gongkai.core.papers.weights import DEFAULT_WEIGHTS
from gongkai.core.report.checks import Gap, Topic, judge
from tests.helpers.paper_reports import AGE, FIELDS, KEYS, LATE

UNITS = ("办公室", "业务科", "户政科")


def test_units_lose_marks_for_each_gap_until_none_are_left() -> None:
    problems = [Problem(LATE, "办公室", "", "")] * 2 + [Problem(KEYS, "业务科", "", "")] * 11
    scores = score_units(UNITS, problems, DEFAULT_WEIGHTS)
    assert [(s.unit, s.total, s.rank) for s in scores] == [
        ("户政科", Decimal(100), 1),
        ("办公室", Decimal(98), 2),
        ("业务科", Decimal(90), 3),
    ]
    topics = list(Topic)
    assert scores[1].marks[topics.index(Topic.LIMITS)] == Decimal(13)
    assert scores[2].marks[topics.index(Topic.REVIEW)] == Decimal(0)


def test_clues_cost_nothing() -> None:
    clue = replace(KEYS, clue=True)
    assert score_units(UNITS, [Problem(clue, "业务科", "", "")], DEFAULT_WEIGHTS)[2].total == 100
    check = judge(clue, 2, [Gap("a/b", "甲", "办公室", "缺")])
    assert all(score.marks == score.full for score in score_site([check], DEFAULT_WEIGHTS))


def test_equal_scores_share_a_rank() -> None:
    problems = [Problem(LATE, unit, "", "") for unit in UNITS[:2]]
    scores = score_units(UNITS, problems, DEFAULT_WEIGHTS)
    assert [(s.unit, s.rank) for s in scores] == [("户政科", 1), ("办公室", 2), ("业务科", 2)]


def test_the_site_is_scored_by_the_share_of_kept_cases() -> None:
    checks = (
        judge(FIELDS, 4, [Gap("a/b", "甲", "办公室", "缺")]),
        judge(AGE, 3, [Gap("a", "甲", "办公室", "旧"), Gap("b", "乙", "办公室", "旧")]),
        judge(LATE, 0, []),
    )
    scores = {score.topic: score for score in score_site(checks, DEFAULT_WEIGHTS)}
    assert scores[Topic.ELEMENTS].marks == Decimal("15.0")
    assert scores[Topic.UPDATES].marks == Decimal("6.7")
    assert (scores[Topic.LIMITS].judged, scores[Topic.LIMITS].marks) == (0, Decimal("15.0"))
    assert sum(score.full for score in scores.values()) == 100
