"""The manual's section on who reviews what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.authority import in_force
from gongkai.core.models.fields import Disclosure
from gongkai.core.papers.blocks import Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column, Grant


def list_levels(catalog: Catalog, column: Column, day: date) -> tuple[str, ...]:
    """The levels that a document disclosed in a column passes on a day, from the lowest up."""
    for rule in catalog.policy.rules:
        started = rule.since is None or rule.since <= day
        fits = not rule.columns or column.id in rule.columns
        open_too = not rule.disclosure or Disclosure.PROACTIVE in rule.disclosure
        if started and fits and open_too:
            return rule.levels
    return tuple(level.role for level in catalog.policy.levels)


def find_usual_levels(catalog: Catalog, day: date) -> tuple[str, ...]:
    """The levels that most columns ask for; among equals, those of the first column."""
    counts = Counter(list_levels(catalog, column, day) for column in catalog.columns)
    return counts.most_common(1)[0][0]


def name_levels(catalog: Catalog, roles: tuple[str, ...]) -> str:
    """Levels in words, in their order."""
    names = {level.role: level.name for level in catalog.policy.levels}
    return "、".join(names[role] for role in roles)


def tell_review(catalog: Catalog, today: date) -> Iterator[str]:
    """The rules of review, one sentence each."""
    policy = catalog.policy
    names: dict[tuple[str, ...], list[str]] = {}
    for column in catalog.columns:
        names.setdefault(list_levels(catalog, column, today), []).append(column.name)
    usual = find_usual_levels(catalog, today)
    yield f"一般文件依次经{name_levels(catalog, usual)}，各级由不同的人签署。"
    for roles, columns in names.items():
        if roles != usual:
            yield f"“{'”“'.join(columns)}”栏目的文件依次经{name_levels(catalog, roles)}。"
    if policy.drafter_may_sign:
        yield f"拟稿人可以签{name_levels(catalog, policy.drafter_may_sign)}，不得签其他各级。"
    else:
        yield "拟稿人不得签署自己起草的文件。"
    yield f"签署后{policy.signature_days}日内没有公开的，重新签署；签署后文件改动过的，签名失效。"
    yield f"{name_levels(catalog, policy.withdrawal_roles)}人员可以撤回已公开的文件。"
    if policy.waiver_roles:
        signers = name_levels(catalog, policy.waiver_roles)
        yield f"扫描发现的疑点确需保留的，由{signers}人员写明理由；国家秘密标志等一律不得保留。"
    yield "审查人密钥丢失或者失密的，立即报告，登记失效起点，其后的签名不再有效。"


def make_level_table(catalog: Catalog, today: date) -> Table:
    """Who may sign which level today, by the opaque numbers of the register."""
    units = {unit.id: unit.name for unit in catalog.units}
    columns = {column.id: column.name for column in catalog.columns}
    rows = []
    for level in catalog.policy.levels:
        for person in catalog.reviewers.reviewers:
            held = [g for g in person.grants if g.role == level.role and in_force(g, today)]
            rows += [
                (level.name, person.id, units[person.unit], _describe(grant, units, columns))
                for grant in held
            ]
    heads = (
        TableColumn("层级", 48),
        TableColumn("人员编号", 20),
        TableColumn("所在部门", 34),
        TableColumn("审查范围", 54),
    )
    return Table("现任审查人", heads, tuple(rows))


def _describe(grant: Grant, units: dict[str, str], columns: dict[str, str]) -> str:
    scope = "、".join(units[name] for name in grant.units) or "全部部门"
    if grant.columns:
        scope += f"；栏目：{'、'.join(columns[name] for name in grant.columns)}"
    return f"{scope}（至{grant.end}）" if grant.end else scope
