"""Whether every unit can fill its levels with different people (一事一审、三级审查).

An office with two eligible people takes a second level from another unit: a grant names the units
it holds for. The rule itself is never relaxed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.chain import in_force
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding


def check_offices(catalog: Catalog, today: date) -> Iterator[Finding]:
    """The columns whose levels cannot be signed by different people today."""
    rule = RULES["levels-unfillable"]
    for column in catalog.columns:
        roles = _find_levels(catalog, column.id, today)
        able = {role: _find_able(catalog, role, column.unit, column.id, today) for role in roles}
        if not _can_fill(list(able.values()), frozenset()):
            names = {level.role: level.name for level in catalog.policy.levels}
            shown = "，".join(f"{names[role]} {len(able[role])} 人" for role in roles)
            unit = catalog.unit_by_id[column.unit].name
            message = f"栏目“{column.name}”（{unit}）不能由不同的人签满各级：{shown}"
            yield rule.at("catalog/reviewers.yml", 0, message)


def _find_levels(catalog: Catalog, column: str, today: date) -> tuple[str, ...]:
    for rule in catalog.policy.rules:
        if (not rule.columns or column in rule.columns) and not (rule.since and rule.since > today):
            return rule.levels
    return ()


def _find_able(catalog: Catalog, role: str, unit: str, column: str, today: date) -> frozenset[str]:
    """Who holds a level for a unit and column today, with a key."""
    return frozenset(
        person.id
        for person in catalog.reviewers.reviewers
        for grant in person.grants
        if person.keys
        and grant.role == role
        and in_force(grant, today)
        and (not grant.units or unit in grant.units)
        and (not grant.columns or column in grant.columns)
    )


def _can_fill(levels: list[frozenset[str]], taken: frozenset[str]) -> bool:
    """Whether the levels can each be given to another person; there are at most nine."""
    if not levels:
        return True
    first, *others = sorted(levels, key=lambda people: len(people - taken))
    return any(_can_fill(others, taken | {person}) for person in sorted(first - taken))
