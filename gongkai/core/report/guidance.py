"""Guide, rules and people: what a body needs so that disclosure works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.models import Guide, Organisation
from gongkai.core.models.catalog import Block
from gongkai.core.report.coverage_lines import GuideLine, HaveLine
from gongkai.core.report.tables import Presence
from gongkai.core.timeliness import find_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models.catalog import Grant, Reviewer
    from gongkai.core.report.holdings import Holdings

RULE_TITLES = (
    ("政府信息公开工作考核办法", re.compile("考核")),
    ("政府信息公开保密审查制度", re.compile("保密审查")),
    ("网站信息审核发布制度", re.compile("审核发布|发布审核|信息发布")),
    ("政府信息公开监督问责制度", re.compile("问责|责任追究")),
    ("依申请公开制度", re.compile("依申请公开")),
    ("政府信息公开年度报告制度", re.compile("年度报告|年报")),
)
"""The six rules that assessors ask for, and how their titles are told."""
GUIDE_FIELDS = (
    "classification",
    "arrangement",
    "access",
    "office_name",
    "office_address",
    "office_hours",
    "office_phone",
    "office_fax",
    "office_internet",
)
"""The nine elements of 条例第十二条."""
_PLAN = re.compile("工作要点|(?:政务|信息)公开.*(?:要点|安排|方案|计划)")


def list_rules(holdings: Holdings) -> Iterator[Presence]:
    """The six rules with the documents whose titles tell them."""
    titles = [
        (item.id, item.record.title)
        for item in reversed(holdings.items)
        if item.column.block is Block.RULES
    ]
    for name, pattern in RULE_TITLES:
        yield Presence(name, tuple(found for found, title in titles if pattern.search(title)))


def list_guide(holdings: Holdings) -> Iterator[Presence]:
    """The nine elements with the guides that have them."""
    guides = [item for item in holdings.items if isinstance(item.record, Guide)]
    for field in GUIDE_FIELDS:
        found = tuple(item.id for item in guides if getattr(item.record, field).strip())
        yield Presence(Guide.model_fields[field].title or field, found)


def list_guide_ages(holdings: Holdings) -> Iterator[GuideLine]:
    """How long ago each guide was verified, and which changes of the organisation it missed."""
    changes = {
        item.id: find_start(item.record)
        for item in holdings.items
        if isinstance(item.record, Organisation)
    }
    for item in holdings.in_order:
        if isinstance(item.record, Guide):
            verified = item.record.verified
            behind = sorted(name for name, day in changes.items() if day > verified)
            yield GuideLine(item.id, verified, (holdings.today - verified).days, tuple(behind))


def list_haves(holdings: Holdings) -> Iterator[HaveLine]:
    """五有: office, rules, people, plan and assessment, each with what shows it."""
    rules = {line.name: line.found for line in list_rules(holdings)}
    office = next((line for line in list_guide(holdings) if line.name == _OFFICE), None)
    yield _have(
        "有机构",
        bool(office and office.found),
        "公开指南写明了工作机构",
        "公开指南没有写明工作机构",
    )
    held = sum(map(bool, rules.values()))
    yield HaveLine("有制度", held > 0, f"六项制度已公布{held}项")
    yield _find_people(holdings)
    yield _find_plan(holdings)
    assessed = bool(rules[RULE_TITLES[0][0]])
    yield _have("有考核", assessed, "考核办法已公布", "没有公布考核办法")


_OFFICE = Guide.model_fields["office_name"].title


def _have(name: str, met: bool, shown: str, wanting: str) -> HaveLine:  # noqa: FBT001 - the result
    return HaveLine(name, met, shown if met else wanting)


def _find_people(holdings: Holdings) -> HaveLine:
    """Whether every unit that answers for a column has somebody who may sign the first level."""
    first = holdings.catalog.policy.levels[0].role
    units = {view.unit.id: view.unit.name for view in holdings.views}
    wanting = [
        name
        for unit, name in units.items()
        if not any(
            _serves(holdings, person, grant, unit)
            for person in holdings.catalog.reviewers.reviewers
            for grant in person.grants
            if grant.role == first
        )
    ]
    wants = f"没有初审人员的部门：{'、'.join(wanting)}"
    return _have("有专人", not wanting, f"{len(units)}个责任部门都有审查人", wants)


def _serves(holdings: Holdings, person: Reviewer, grant: Grant, unit: str) -> bool:
    """Whether somebody holds a grant for a unit today, with a key to sign with."""
    today = holdings.today
    in_office = grant.start <= today and (grant.end is None or today <= grant.end)
    keys = [k for k in person.keys if k.revoked is None and k.start <= today]
    usable = any(key.end is None or today <= key.end for key in keys)
    return in_office and usable and (not grant.units or unit in grant.units)


def _find_plan(holdings: Holdings) -> HaveLine:
    year = holdings.today.year
    plans = [
        item.record.title
        for item in holdings.items
        if item.record.made.year == year and _PLAN.search(item.record.title)
    ]
    shown = f"《{plans[-1]}》" if plans else ""
    return _have("有安排", bool(plans), shown, f"没有公布{year}年的工作要点或者安排")
