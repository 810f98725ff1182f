"""Loading `catalog/`: every problem of every file at once, with its line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from gongkai.core.demo_keys import is_demo_key
from gongkai.core.errors import describe_errors
from gongkai.core.keys import KeyRefusedError, PublicKey, parse_public_key
from gongkai.core.models import RECORD_TYPES
from gongkai.core.models.catalog import (
    Block,
    Column,
    Columns,
    Group,
    Holidays,
    KeyAreas,
    Policy,
    Reviewer,
    Reviewers,
    Site,
    Unit,
    Units,
)
from gongkai.core.rules import RULES
from gongkai.core.strict_yaml import Lines, YamlRefusedError, parse_yaml
from gongkai.core.text import TextRefusedError, read_text
from gongkai.core.unfilled import list_unfilled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.tree import Tree

Model = TypeVar("Model", bound=BaseModel)

RESERVED_IDS = frozenset(
    {
        "api",
        "assets",
        "fdzdgk",
        "gongkai",
        "mulu",
        "pagefind",
        "search",
        "sitemap",
        "zhongdian-lingyu",
    }
)
"""First parts of addresses that the engine itself uses."""
CATALOG_FILES: dict[str, type[BaseModel]] = {
    "site": Site,
    "units": Units,
    "columns": Columns,
    "key-areas": KeyAreas,
    "policy": Policy,
    "reviewers": Reviewers,
    "holidays": Holidays,
}


@dataclass(frozen=True)
class Catalog:
    """The structure of one site."""

    site: Site
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    key_areas: KeyAreas
    policy: Policy
    reviewers: Reviewers
    holidays: Holidays

    @cached_property
    def column_by_id(self) -> dict[str, Column]:
        """Columns by their ids."""
        return {column.id: column for column in self.columns}

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        """Units by their ids."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def reviewer_by_id(self) -> dict[str, Reviewer]:
        """People by their ids."""
        return {person.id: person for person in self.reviewers.reviewers}

    @cached_property
    def keys_by_person(self) -> dict[str, tuple[PublicKey, ...]]:
        """The parsed keys of each person, in the order of the file."""
        return {
            person.id: tuple(parse_public_key(key.key) for key in person.keys)
            for person in self.reviewers.reviewers
        }

    def columns_in(self, block: Block) -> tuple[Column, ...]:
        """The columns of a block in their order."""
        return tuple(column for column in self.columns if column.block is block)

    @property
    def is_demo(self) -> bool:
        """Whether the site is one to practise with."""
        return self.site.id.endswith(".example")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """One parsed file with its lines."""

    path: str
    value: Any
    lines: Lines


def load_catalog(tree: Tree) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """The catalogue, or None, and every problem found in it."""
    findings: list[Finding] = []
    loaded: dict[str, _Loaded] = {}
    for name, model in CATALOG_FILES.items():
        path = f"catalog/{name}.yml"
        result = _load_file(tree, path, model)
        if isinstance(result, _Loaded):
            loaded[name] = result
        else:
            findings.extend(result)
    if len(loaded) < len(CATALOG_FILES):
        return None, tuple(findings)
    findings.extend(_check_all(loaded))
    if findings:
        return None, tuple(findings)
    values = {name: file.value for name, file in loaded.items()}
    return (
        Catalog(
            site=values["site"],
            units=values["units"].units,
            groups=values["columns"].groups,
            columns=values["columns"].columns,
            key_areas=values["key-areas"],
            policy=values["policy"],
            reviewers=values["reviewers"],
            holidays=values["holidays"],
        ),
        (),
    )


def _load_file(tree: Tree, path: str, model: type[Model]) -> _Loaded | list[Finding]:
    rule = RULES["catalog-broken"]
    file = tree.files.get(path)
    if file is None:
        return [rule.at(path, 0, "缺少这个文件")]
    try:
        values, lines = parse_yaml(read_text(file.data))
        unfilled = list_unfilled(path, model, values, lines)
        return unfilled or _Loaded(path, model.model_validate(values), lines)
    except (TextRefusedError, YamlRefusedError) as error:
        return [rule.at(path, error.line, error.reason)]
    except ValidationError as error:
        return [rule.at(path, line, text) for line, text, _ in describe_errors(model, error, lines)]


def _check_all(loaded: dict[str, _Loaded]) -> Iterator[Finding]:
    yield from _check_units(loaded["units"])
    yield from _check_columns(loaded["columns"], loaded["units"].value)
    yield from _check_key_areas(loaded["key-areas"], loaded["columns"].value)
    yield from _check_policy(loaded["policy"], loaded["columns"].value)
    yield from _check_reviewers(loaded["reviewers"], loaded)
    site: Site = loaded["site"].value
    if site.today is not None and not site.id.endswith(".example"):
        yield _fault(loaded["site"], ("today",), "正式站点不得固定日期")


def _fault(file: _Loaded, path: tuple[str | int, ...], message: str) -> Finding:
    return RULES["catalog-broken"].at(file.path, file.lines.find(path), message)


def _repeated(ids: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(ids).items() if count > 1}


def _check_units(file: _Loaded) -> Iterator[Finding]:
    units: tuple[Unit, ...] = file.value.units
    repeated = _repeated(unit.id for unit in units)
    last = 0
    for position, unit in sorted(enumerate(units), key=lambda pair: pair[1].index_first):
        if unit.id in repeated:
            yield _fault(file, ("units", position), f"部门编号重复：{unit.id}")
        if not last < unit.index_first <= unit.index_last:
            yield _fault(file, ("units", position), f"索引号号段与其他部门重叠：{unit.name}")
        last = unit.index_last


def _check_columns(file: _Loaded, units: Units) -> Iterator[Finding]:
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


def _check_column_types(
    file: _Loaded, path: tuple[str | int, ...], column: Column
) -> Iterator[Finding]:
    unknown = [name for name in column.types if name not in RECORD_TYPES]
    for name in unknown:
        yield _fault(file, (*path, "types"), f"文件类型不存在：{name}")
    if unknown:
        return
    for name in column.fields:
        if all(name not in RECORD_TYPES[kind].model_fields for kind in column.types):
            yield _fault(file, (*path, "fields"), f"字段不存在：{name}")


def _check_key_areas(file: _Loaded, columns: Columns) -> Iterator[Finding]:
    known = {column.id for column in columns.columns}
    areas: KeyAreas = file.value
    repeated = _repeated(area.id for area in areas.key_areas)
    for position, area in enumerate(areas.key_areas):
        if area.id in repeated:
            yield _fault(file, ("key_areas", position), f"编号重复：{area.id}")
        for name in area.columns:
            if name not in known:
                yield _fault(file, ("key_areas", position, "columns"), f"栏目不存在：{name}")


def _check_policy(file: _Loaded, columns: Columns) -> Iterator[Finding]:
    policy: Policy = file.value
    roles = [level.role for level in policy.levels]
    known = {column.id for column in columns.columns}
    if roles != sorted(set(roles)):
        yield _fault(file, ("levels",), "层级应从低到高排列且不重复")
    if set(policy.drafter_may_sign) - {"l1"}:
        yield _fault(file, ("drafter_may_sign",), "拟稿人至多可签 l1")
    for position, rule in enumerate(policy.rules):
        path = ("rules", position)
        if set(rule.levels) - set(roles) or list(rule.levels) != sorted(set(rule.levels)):
            yield _fault(file, (*path, "levels"), "层级不存在，或没有从低到高排列")
        for name in rule.columns:
            if name not in known:
                yield _fault(file, (*path, "columns"), f"栏目不存在：{name}")
    last = policy.rules[-1]
    if last.columns or last.disclosure:
        yield _fault(file, ("rules", len(policy.rules) - 1), "最后一条规则应适用于全部栏目和属性")


def _check_reviewers(file: _Loaded, loaded: dict[str, _Loaded]) -> Iterator[Finding]:
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
    yield from _check_keys(file, reviewers, demo_site=demo_site)


def _check_keys(file: _Loaded, reviewers: Reviewers, *, demo_site: bool) -> Iterator[Finding]:
    places: list[tuple[tuple[str | int, ...], str]] = [
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
