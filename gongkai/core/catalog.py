"""Loading `catalog/`: every problem of every file at once, with its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from gongkai.core.catalog_checks import LoadedFile, check_catalog
from gongkai.core.catalog_management import check_management
from gongkai.core.delegation import read_delegations
from gongkai.core.errors import describe_errors
from gongkai.core.keys import PublicKey, parse_public_key
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
from gongkai.core.models.management import Backlog, Filings
from gongkai.core.rules import RULES
from gongkai.core.strict_yaml import Lines, YamlRefusedError, parse_yaml
from gongkai.core.text import TextRefusedError, read_text
from gongkai.core.unfilled import list_unfilled

if TYPE_CHECKING:
    from gongkai.core.delegation import Delegation
    from gongkai.core.findings import Finding
    from gongkai.core.stock import Stock
    from gongkai.core.tree import Tree

Model = TypeVar("Model", bound=BaseModel)

CATALOG_FILES: dict[str, type[BaseModel]] = {
    "site": Site,
    "units": Units,
    "columns": Columns,
    "key-areas": KeyAreas,
    "policy": Policy,
    "reviewers": Reviewers,
    "holidays": Holidays,
}
OPTIONAL_FILES: dict[str, type[BaseModel]] = {"filings": Filings, "backlog": Backlog}
"""Files that may be absent, which is the same as empty."""


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
    delegations: tuple[Delegation, ...] = ()
    """Those that are well-formed, signed and allowed."""
    stock: Stock | None = None
    """The list of existing stock (存量), if root keys have signed it."""
    filings: Filings = field(default_factory=Filings)
    backlog: Backlog = field(default_factory=Backlog)

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


def load_catalog(tree: Tree) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """The catalogue, or None, and every problem found in it.

    Stock is read apart: it needs root keys that are known from elsewhere.
    """
    findings: list[Finding] = []
    loaded: dict[str, LoadedFile] = {}
    for name, model in (CATALOG_FILES | OPTIONAL_FILES).items():
        path = f"catalog/{name}.yml"
        if name in OPTIONAL_FILES and path not in tree.files:
            loaded[name] = LoadedFile(path, model(), Lines())
            continue
        result = _load_file(tree, path, model)
        if isinstance(result, LoadedFile):
            loaded[name] = result
        else:
            findings.extend(result)
    if findings:
        return None, tuple(findings)
    findings.extend((*check_catalog(loaded), *check_management(loaded)))
    if findings:
        return None, tuple(findings)
    values = {name: file.value for name, file in loaded.items()}
    catalog = Catalog(
        site=values["site"],
        units=values["units"].units,
        groups=values["columns"].groups,
        columns=values["columns"].columns,
        key_areas=values["key-areas"],
        policy=values["policy"],
        reviewers=values["reviewers"],
        holidays=values["holidays"],
        filings=values["filings"],
        backlog=values["backlog"],
    )
    delegations, faults = read_delegations(tree, catalog)
    return replace(catalog, delegations=delegations), faults


def _load_file(tree: Tree, path: str, model: type[Model]) -> LoadedFile | list[Finding]:
    rule = RULES["catalog-broken"]
    file = tree.files.get(path)
    if file is None:
        return [rule.at(path, 0, "缺少这个文件")]
    try:
        values, lines = parse_yaml(read_text(file.data))
        unfilled = list_unfilled(path, model, values, lines)
        return unfilled or LoadedFile(path, model.model_validate(values), lines)
    except (TextRefusedError, YamlRefusedError) as error:
        return [rule.at(path, error.line, error.reason)]
    except ValidationError as error:
        return [rule.at(path, line, text) for line, text, _ in describe_errors(model, error, lines)]
