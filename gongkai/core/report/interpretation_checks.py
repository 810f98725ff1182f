"""Policies and their interpretations: there at all, drafted, signed and published together.

What is judged is the policy: it is kept as soon as one of its interpretations keeps it, for later
ones (a video, a second questions-and-answers) come on top.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.models import NormativeDocument
from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.report.interpretation_timing import (
    TOLERATED,
    compare_drafting,
    compare_publishing,
    compare_signing,
    compare_units,
)
from gongkai.core.report.item_gaps import is_living, is_own, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.interpretation_timing import Outcome

_SINCE = date(2016, 11, 10)
"""国办发〔2016〕80号: older policies were not asked for interpretations."""
_BASIS = (
    "《国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知》（国办发〔2016〕80号）"
)
_PROMISE = re.compile(r"另行|随后|稍后|一并(?:公布|公开|发布)|送审中|制作中|起草中")
_FIRST = f"只判断首次发布的版本；相差{TOLERATED}个工作日以内的，按惯例视为同步"

THERE = Duty(
    "relation-interpretation",
    Topic.RELATIONS,
    "规范性文件有解读材料，或者写明不作解读的理由",
    _BASIS,
    note="2016年11月10日以后成文、尚未失效的行政规范性文件",
)
DRAFTED = Duty(
    "relation-interpretation-drafted", Topic.RELATIONS, "解读与文件同步起草", _BASIS, note=_FIRST
)
SIGNED = Duty(
    "relation-interpretation-signed", Topic.RELATIONS, "解读与文件同步审签", _BASIS, note=_FIRST
)
PUBLISHED = Duty(
    "relation-interpretation-published",
    Topic.RELATIONS,
    "解读与文件同步发布",
    _BASIS,
    note=_FIRST,
)
DRAFTER = Duty("relation-interpretation-drafter", Topic.RELATIONS, "谁起草谁解读", _BASIS)


def check_interpretations(holdings: Holdings) -> Iterator[Check]:
    """Existence, the three synchronies, and who interpreted."""
    policies = [item for item in list_items(holdings) if _is_judged(item)]
    pairs = [
        (policy, readings) for policy in policies if (readings := _list_readings(holdings, policy))
    ]
    yield _check_existence(policies, {policy.id for policy, _ in pairs})
    for duty, compare in _COMPARISONS:
        yield _compare_all(holdings, duty, pairs, compare)


def _is_judged(item: Item) -> bool:
    return is_own(item) and is_living(item) and item.record.made >= _SINCE


def _list_readings(holdings: Holdings, policy: Item) -> tuple[Item, ...]:
    """The own interpretations of a policy, the first published first."""
    sources = {name for kind, name in holdings.effects.get(policy.id, ()) if kind == "interprets"}
    found = [holdings.by_id[name] for name in sources if is_own(holdings.by_id[name])]
    return tuple(sorted(found, key=lambda item: (item.published, item.id)))


def _check_existence(policies: list[Item], interpreted: set[str]) -> Check:
    asked = [item for item in policies if isinstance(item.record, NormativeDocument)]
    return judge(THERE, len(asked), _find_missing(asked, interpreted))


def _find_missing(asked: list[Item], interpreted: set[str]) -> Iterator[Gap]:
    for item in asked:
        reason = item.record.interpretation_exempt
        if item.id not in interpreted and reason is None:
            yield make_gap(item, "没有解读材料，也没有写明不作解读的理由")
        elif item.id not in interpreted and _PROMISE.search(reason):
            yield make_gap(item, "说明解读材料以后公布，至今没有公布")


def _compare_all(
    holdings: Holdings,
    duty: Duty,
    pairs: list[tuple[Item, tuple[Item, ...]]],
    compare: Callable[[Holdings, Item, Item], Outcome],
) -> Check:
    """The check of one comparison; a policy of which one interpretation is unknown may keep it."""
    judged = uncertain = 0
    gaps: list[Gap] = []
    for policy, readings in pairs:
        outcomes = [compare(holdings, policy, reading) for reading in readings]
        good = any(outcome.judged and not outcome.fault for outcome in outcomes)
        if not good and not all(outcome.judged for outcome in outcomes):
            continue
        judged += 1
        uncertain += not all(outcome.certain for outcome in outcomes)
        if not good:
            gaps.append(make_gap(policy, outcomes[0].fault))
    return judge(duty, judged, gaps, uncertain)


_COMPARISONS = (
    (DRAFTED, compare_drafting),
    (SIGNED, compare_signing),
    (PUBLISHED, compare_publishing),
    (DRAFTER, compare_units),
)
