from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.core.papers.weights import DEFAULT_WEIGHTS, WeightsError, parse_weights
from gongkai.core.report.checks import Topic
from gongkai.core.strict_yaml import YamlRefusedError
from tests.helpers.paper_reports import AGE, LATE

DUTIES = frozenset({LATE.id, AGE.id})


def test_the_proposal_adds_up() -> None:
    assert sum(DEFAULT_WEIGHTS.marks.values()) == 100
    assert set(DEFAULT_WEIGHTS.marks) == set(Topic)
    assert set(DEFAULT_WEIGHTS.deductions) == {topic.value for topic in Topic}


def test_an_office_sets_its_own() -> None:
    marks = "topics:\n  公开时限: 20\n  更新维护: 15\n"
    costs = "deductions:\n  更新维护: 3\n  limit-statutory: 0.25\n"
    weights = parse_weights(marks + costs, DUTIES)
    assert weights.own
    assert weights.marks[Topic.LIMITS] == 20
    assert weights.deduct(LATE) == Decimal("0.25")
    assert weights.deduct(AGE) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("topics:\n  公开时限: 20\n", "各类满分之和应为100，现为105"),
        ("topics:\n  时限: 20\n", "topics（各类满分）中没有这一项：时限"),
        ("deductions:\n  limit-other: 1\n", "deductions（每处扣分）中没有这一项：limit-other"),
        (
            "deductions:\n  limit-statutory: -1\n",
            "limit-statutory 的分数应为0至100，至多两位小数：-1",
        ),
        ("deductions:\n  更新维护: 1.234\n", "更新维护 的分数应为0至100，至多两位小数：1.234"),
        ("deductions:\n  更新维护: 很多\n", "更新维护 的分数应为0至100，至多两位小数：很多"),
        ("deductions:\n  更新维护: NaN\n", "更新维护 的分数应为0至100，至多两位小数：NaN"),
        ("topics: 5\n", "topics（各类满分）应逐行写“名称: 分数”"),
        ("marks:\n  a: 1\n", "没有这一项：marks，只有 topics（各类满分）和 deductions（每处扣分）"),
    ],
)
def test_weights_that_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(WeightsError) as caught:
        parse_weights(text, DUTIES)
    assert str(caught.value) == message


def test_a_file_that_is_not_well_formed() -> None:
    with pytest.raises(YamlRefusedError):
        parse_weights("topics: [", DUTIES)
