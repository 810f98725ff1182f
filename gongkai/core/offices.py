"""Whether every unit can fill its levels with different people (一事一审、三级审查).

An office with two eligible people takes a second level from another unit: a grant names the units
it holds for. The rule itself is never relaxed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.authority import find_key_end, in_force
from gongkai.core.models.fields import Disclosure
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.models.catalog import Column, Grant, Key

_WARNING_DAYS = 30


def check_offices(catalog: Catalog, today: date) -> Iterator[Finding]:
    """The columns whose levels different people cannot sign today, or not in thirty days."""
    later = today + timedelta(days=_WARNING_DAYS)
    granted, granted_then = _list_granted(catalog, today), _list_granted(catalog, later)
    ending: dict[tuple[str, ...], list[str]] = {}
    for column in catalog.columns:
        able = _find_able(catalog, granted, column, today)
        if not _can_fill(able):
            yield _describe_gap(catalog, column, able)
            continue
        then = _find_able(catalog, granted_then, column, later)
        if not _can_fill(then):
            leaving = {person for role in then for person in able.get(role, set()) - then[role]}
            ending.setdefault(tuple(sorted(leaving)), []).append(column.name)
    for people, columns in sorted(ending.items()):
        message = (
            f"{'、'.join(people) or '审查规则变化'}：到 {later} 任职或公钥已经到期，"
            f"{len(columns)} 个栏目（“{columns[0]}”等）届时不能由不同的人签满各级"
        )
        yield RULES["levels-ending"].at("catalog/reviewers.yml", 0, message)


def _describe_gap(catalog: Catalog, column: Column, able: dict[str, set[str]]) -> Finding:
    names = {level.role: level.name for level in catalog.policy.levels}
    shown = "，".join(f"{names[role]} {len(people)} 人" for role, people in able.items())
    unit = catalog.unit_by_id[column.unit].name
    message = f"栏目“{column.name}”（{unit}）不能由不同的人签满各级：{shown}"
    return RULES["levels-unfillable"].at("catalog/reviewers.yml", 0, message)


def _list_granted(catalog: Catalog, day: date) -> list[tuple[str, Grant]]:
    """Who holds which grant on a day, with a key in use."""
    return [
        (person.id, grant)
        for person in catalog.reviewers.reviewers
        if any(_is_in_use(key, day) for key in person.keys)
        for grant in person.grants
        if in_force(grant, day)
    ]


def _find_able(
    catalog: Catalog, granted: list[tuple[str, Grant]], column: Column, day: date
) -> dict[str, set[str]]:
    """Who holds each level of a column's public documents on a day."""
    return {
        role: {
            person
            for person, grant in granted
            if grant.role == role
            and (not grant.units or column.unit in grant.units)
            and (not grant.columns or column.id in grant.columns)
        }
        for role in _find_levels(catalog, column.id, day)
    }


def _find_levels(catalog: Catalog, column: str, day: date) -> tuple[str, ...]:
    for rule in catalog.policy.rules:
        fits = not rule.columns or column in rule.columns
        public = not rule.disclosure or Disclosure.PROACTIVE in rule.disclosure
        if fits and public and not (rule.since and rule.since > day):
            return rule.levels
    return ()


def _is_in_use(key: Key, day: date) -> bool:
    end = find_key_end(key)
    return key.start <= day and (end is None or day < end)


def _can_fill(able: dict[str, set[str]]) -> bool:
    """Whether each level can be given to another person: a matching by augmenting paths."""
    holder: dict[str, str] = {}
    return all(_assign(role, able, holder, set()) for role in able)


def _assign(role: str, able: dict[str, set[str]], holder: dict[str, str], tried: set[str]) -> bool:
    for person in sorted(able[role] - tried):
        tried.add(person)
        if person not in holder or _assign(holder[person], able, holder, tried):
            holder[person] = role
            return True
    return False
