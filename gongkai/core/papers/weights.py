"""Full marks and deductions of the score sheet.

They are the product's own proposal, not taken from any notice: an office sets its own with a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic
from gongkai.core.strict_yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.core.report.checks import Duty

FULL = 100
_MARKS = {
    Topic.ELEMENTS: Decimal(20),
    Topic.UPDATES: Decimal(20),
    Topic.LIMITS: Decimal(15),
    Topic.DATES: Decimal(10),
    Topic.RELATIONS: Decimal(15),
    Topic.ANNUAL: Decimal(5),
    Topic.REVIEW: Decimal(10),
    Topic.MANAGEMENT: Decimal(5),
}
_DEDUCTIONS = {
    Topic.ELEMENTS: Decimal(1),
    Topic.UPDATES: Decimal(1),
    Topic.LIMITS: Decimal(1),
    Topic.DATES: Decimal(2),
    Topic.RELATIONS: Decimal("0.5"),
    Topic.ANNUAL: Decimal(1),
    Topic.REVIEW: Decimal(1),
    Topic.MANAGEMENT: Decimal("0.5"),
}
_SECTIONS = {"topics": "各类满分", "deductions": "每处扣分"}
_MOST_PLACES = 2


@dataclass(frozen=True, slots=True)
class Weights:
    """How a score is made."""

    marks: Mapping[Topic, Decimal]
    """Full marks of each topic, 100 in all."""
    deductions: Mapping[str, Decimal]
    """What one gap costs, by the id of its duty or by the name of its topic."""
    own: bool = False
    """Whether the office set them."""

    def deduct(self, duty: Duty) -> Decimal:
        """What one gap in the duty costs."""
        return self.deductions.get(duty.id, self.deductions[duty.topic.value])


class WeightsError(ValueError):
    """Weights that cannot be used; the message is Chinese."""


DEFAULT_WEIGHTS = Weights(_MARKS, {topic.value: marks for topic, marks in _DEDUCTIONS.items()})


def parse_weights(text: str, duties: frozenset[str]) -> Weights:
    """The default weights with those of a YAML file in their place.

    `topics` gives full marks by topic (公开时限: 15), `deductions` the cost of a gap by topic or
    by the id of a duty (limit-statutory: 0.5).

    Raises:
        WeightsError: for unknown names, values that are no marks, or marks that are not 100 in all.
        YamlRefusedError: when it is not well-formed.
    """
    values, _ = parse_yaml(text)
    if unknown := sorted(values.keys() - _SECTIONS.keys()):
        message = (
            f"没有这一项：{'、'.join(unknown)}，只有 topics（各类满分）和 deductions（每处扣分）"
        )
        raise WeightsError(message)
    names = {topic.value for topic in Topic}
    marks = _read_section(values.get("topics", {}), "topics", names)
    costs = _read_section(values.get("deductions", {}), "deductions", names | duties)
    full = {topic: marks.get(topic.value, _MARKS[topic]) for topic in Topic}
    if sum(full.values()) != FULL:
        message = f"各类满分之和应为{FULL}，现为{sum(full.values())}"
        raise WeightsError(message)
    return Weights(full, {**DEFAULT_WEIGHTS.deductions, **costs}, own=True)


def _read_section(values: object, section: str, names: set[str]) -> dict[str, Decimal]:
    title = _SECTIONS[section]
    if not isinstance(values, dict):
        message = f"{section}（{title}）应逐行写“名称: 分数”"
        raise WeightsError(message)
    if unknown := sorted(values.keys() - names):
        message = f"{section}（{title}）中没有这一项：{'、'.join(unknown)}"
        raise WeightsError(message)
    return {name: _read_marks(value, name) for name, value in values.items()}


def _read_marks(value: object, name: str) -> Decimal:
    try:
        marks = Decimal(str(value))
        exponent = marks.as_tuple().exponent
    except InvalidOperation:
        marks, exponent = Decimal(-1), 0
    if not isinstance(exponent, int) or not 0 <= marks <= FULL or exponent < -_MOST_PLACES:
        message = f"{name} 的分数应为0至{FULL}，至多两位小数：{value}"
        raise WeightsError(message)
    return marks
