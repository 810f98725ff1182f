"""Checking the files of `catalog/` against each other and against the law of keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.core.demo_keys import is_demo_key
from gongkai.core.keys import KeyRefusedError, parse_public_key
from gongkai.core.models import RECORD_TYPES
from gongkai.core.models.catalog import RevocationKind
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.models.catalog import (
        Column,
        Columns,
        KeyAreas,
        Policy,
        Reviewer,
        Reviewers,
        Site,
        Unit,
        Units,
    )
    from gongkai.core.strict_yaml import KeyPath, Lines

RESERVED_IDS = frozenset(
    {
        "api",
        "assets",
        "fdzdgk",
        "feeds",
        "gkmlpt",
        "gongkai",
        "mulu",
        "search",
        "sitemap",
        "zh-hant",
        "zhongdian-lingyu",
    }
)
"""First parts of addresses that the engine itself uses."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One parsed file with its lines."""

    path: str
    value: Any
    lines: Lines


def check_catalog(loaded: dict[str, LoadedFile]) -> Iterator[Finding]:
    """Every problem between the parsed files, which are given by their names without folder."""
    yield from _check_units(loaded["units"])
    yield from _check_columns(loaded["columns"], loaded["units"].value)
    yield from _check_key_areas(loaded["key-areas"], loaded["columns"].value)
    yield from _check_policy(loaded["policy"], loaded["columns"].value)
    yield from _check_reviewers(loaded["reviewers"], loaded)
    site: Site = loaded["site"].value
    if site.today is not None and not site.id.endswith(".example"):
        yield _fault(loaded["site"], ("today",), "正式站点不得固定日期")


def _fault(file: LoadedFile, path: KeyPath, message: str) -> Finding:
    return RULES["catalog-broken"].at(file.path, file.lines.find(path), message)


def _repeated(ids: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(ids).items() if count > 1}


def _check_units(file: LoadedFile) -> Iterator[Finding]:
    units: tuple[Unit, ...] = file.value.units
    repeated = _repeated(unit.id for unit in units)
    last = 0
    for position, unit in sorted(enumerate(units), key=lambda pair: pair[1].index_first):
        if unit.id in repeated:
            yield _fault(file, ("units", position), f"部门编号重复：{unit.id}")
        if not last < unit.index_first <= unit.index_last:
            yield _fault(file, ("units", position), f"索引号号段与其他部门重叠：{unit.name}")
        last = unit.index_last


def _check_columns(file: LoadedFile, units: Units) -> Iterator[Finding]:
    columns: Columns = file.value
    known_units = {unit.id for unit in units.units}
    groups = {group.id: group for group in columns.groups}
    repeated = _repeated([c.id for c in columns.columns] + [g.id for g in columns.groups])
    for position, column in enumerate(columns.columns):
        path = ("columns", position)
        if column.id in repeated or column.id in RESERVED_IDS:
            yield _fault(file, path, f"栏目编号重复或为保留字：{column.id}")
        if column.unit not in known_units:
            yield _fault(file, (*path, "unit"), f"部门不存在：{column.unit}")
        if column.group is not None and (
            column.group not in groups or groups[column.group].block is not column.block
        ):
            yield _fault(file, (*path, "group"), f"分组不存在或不在同一板块：{column.group}")
        yield from _check_column_types(file, path, column)


def _check_column_types(file: LoadedFile, path: KeyPath, column: Column) -> Iterator[Finding]:
    unknown = [name for name in column.types if name not in RECORD_TYPES]
    for name in unknown:
        yield _fault(file, (*path, "types"), f"文件类型不存在：{name}")
    if unknown:
        return
    for name in column.fields:
        if all(name not in RECORD_TYPES[kind].model_fields for kind in column.types):
            yield _fault(file, (*path, "fields"), f"字段不存在：{name}")


def _check_key_areas(file: LoadedFile, columns: Columns) -> Iterator[Finding]:
    known = {column.id for column in columns.columns}
    areas: KeyAreas = file.value
    repeated = _repeated(area.id for area in areas.key_areas)
    for position, area in enumerate(areas.key_areas):
        if area.id in repeated:
            yield _fault(file, ("key_areas", position), f"编号重复：{area.id}")
        for name in area.columns:
            if name not in known:
                yield _fault(file, ("key_areas", position, "columns"), f"栏目不存在：{name}")


def _check_policy(file: LoadedFile, columns: Columns) -> Iterator[Finding]:
    policy: Policy = file.value
    roles = [level.role for level in policy.levels]
    known = {column.id for column in columns.columns}
    if len(roles) != len(set(roles)):
        yield _fault(file, ("levels",), "层级重复")
    if set(policy.drafter_may_sign) - {"l1"}:
        yield _fault(file, ("drafter_may_sign",), "拟稿人至多可签 l1")
    if set(policy.withdrawal_roles) - set(roles):
        yield _fault(file, ("withdrawal_roles",), "可撤回的层级不存在")
    if set(policy.waiver_roles) - set(roles[1:]):
        yield _fault(file, ("waiver_roles",), "可作保留说明的层级不存在，或为最低一级")
    for position, rule in enumerate(policy.rules):
        path = ("rules", position)
        if set(rule.levels) - set(roles) or len(rule.levels) != len(set(rule.levels)):
            yield _fault(file, (*path, "levels"), "层级不存在或重复")
        for name in rule.columns:
            if name not in known:
                yield _fault(file, (*path, "columns"), f"栏目不存在：{name}")
    last = policy.rules[-1]
    if last.columns or last.disclosure or last.since:
        message = "最后一条规则应适用于全部栏目、属性和时间"
        yield _fault(file, ("rules", len(policy.rules) - 1), message)


def _check_reviewers(file: LoadedFile, loaded: dict[str, LoadedFile]) -> Iterator[Finding]:
    reviewers: Reviewers = file.value
    people = reviewers.reviewers
    demo_site = loaded["site"].value.id.endswith(".example")
    units = {unit.id for unit in loaded["units"].value.units}
    columns = {column.id for column in loaded["columns"].value.columns}
    roles = {level.role for level in loaded["policy"].value.levels}
    for name in _repeated(person.id for person in people):
        yield _fault(file, ("reviewers",), f"人员编号重复：{name}")
    if reviewers.threshold > len(reviewers.roots):
        yield _fault(file, ("threshold",), "封印所需根密钥数多于根密钥")
    for position, person in enumerate(people):
        path = ("reviewers", position)
        if person.unit not in units:
            yield _fault(file, (*path, "unit"), f"部门不存在：{person.unit}")
        for number, grant in enumerate(person.grants):
            if grant.role not in roles or set(grant.units) - units or set(grant.columns) - columns:
                yield _fault(file, (*path, "grants", number), "授权的层级、部门或栏目不存在")
        yield from _check_revocations(file, path, person)
    yield from _check_keys(file, reviewers, demo_site=demo_site)


def _check_revocations(file: LoadedFile, path: KeyPath, person: Reviewer) -> Iterator[Finding]:
    for number, key in enumerate(person.keys):
        revoked = key.revoked
        lost = revoked is not None and revoked.kind is RevocationKind.COMPROMISED
        if lost and revoked is not None and revoked.void_from is None:
            yield _fault(file, (*path, "keys", number, "revoked"), "失密的公钥须写明失效起点")


def _check_keys(file: LoadedFile, reviewers: Reviewers, *, demo_site: bool) -> Iterator[Finding]:
    places: list[tuple[KeyPath, str]] = [
        (("roots", i, "key"), root.key) for i, root in enumerate(reviewers.roots)
    ]
    places += [(("builders", i), key) for i, key in enumerate(reviewers.builders)]
    places += [
        (("reviewers", i, "keys", j, "key"), key.key)
        for i, person in enumerate(reviewers.reviewers)
        for j, key in enumerate(person.keys)
    ]
    seen: set[bytes] = set()
    for path, text in places:
        line = file.lines.find(path)
        try:
            key = parse_public_key(text)
        except KeyRefusedError as error:
            yield RULES["key-weak"].at(file.path, line, str(error))
            continue
        if key.material in seen:
            yield RULES["key-weak"].at(file.path, line, "同一把公钥登记了两次")
        if is_demo_key(key) and not demo_site:
            yield RULES["demo-key"].at(file.path, line, "正式站点登记了演练密钥")
        seen.add(key.material)
