"""Typing documents: from sources to records, with every fault of form named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from gongkai.core.errors import describe_errors, find_title
from gongkai.core.findings import Finding, Severity
from gongkai.core.models import RECORD_TYPES, Record, Tombstone
from gongkai.core.rules import RULES
from gongkai.core.source import Source, SourceRefusedError, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.inventory import Inventory
    from gongkai.core.models.catalog import Column
    from gongkai.core.tree import SourceFile


Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Draft:
    """A document read and typed, not yet judged."""

    source: Source
    record: Record
    attachments: tuple[SourceFile, ...]

    @cached_property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return id_of(self.source.path)


@dataclass(frozen=True, slots=True)
class Grave:
    """A tombstone read and typed, not yet judged."""

    source: Source
    tombstone: Tombstone

    @property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return id_of(self.source.path)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that could be typed, and what could not."""

    drafts: tuple[Draft, ...] = ()
    graves: tuple[Grave, ...] = ()
    unfinished: tuple[Source, ...] = ()
    """Held documents whose fields are not complete yet."""
    findings: tuple[Finding, ...] = ()


EDITORIAL = frozenset(
    {
        "annual-identity",
        "attendee-consent",
        "body-missing",
        "body-too-complex",
        "consent-missing",
        "consultation-result",
        "dates-disordered",
        "field-invalid",
        "html-forbidden",
        "index-number-malformed",
        "link-forbidden",
        "relation-malformed",
        "revision-note-missing",
        "rows-inconsistent",
    }
)
"""Rules that only warn while a document is held: nothing of it is published, others may go on."""
_EMPTY = ("None", "null", "nan", "~")
"""What programs write where they have nothing to say: as text it would be printed as it is."""
PLACEHOLDER = "【待填写】"
"""What `gongkai new` writes where an editor has to."""


def soften(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a held document: what is merely unfinished does not block the others."""
    return [replace(f, severity=Severity.WARN) if _may_wait(f.rule) else f for f in findings]


def _may_wait(rule: str) -> bool:
    """Whether a fault is merely unfinished work, or what the reviewers are to judge."""
    inspected = rule.startswith(("scan-", "attachment-")) and rule != "attachment-undeclared"
    return rule in EDITORIAL or inspected


def id_of(path: str) -> str:
    """The document id of a path: `content/a/b.md` is `a/b`."""
    return path.removeprefix("content/").removesuffix(".md")


def read_drafts(inventory: Inventory, catalog: Catalog) -> Reading:
    """Every document of the inventory, typed."""
    readings = [
        read_document(file, inventory.attachments.get(file.path, ()), catalog)
        for file in inventory.documents
    ]
    return Reading(
        tuple(draft for reading in readings for draft in reading.drafts),
        tuple(grave for reading in readings for grave in reading.graves),
        tuple(source for reading in readings for source in reading.unfinished),
        tuple(finding for reading in readings for finding in reading.findings),
    )


def read_document(
    file: SourceFile, attachments: tuple[SourceFile, ...], catalog: Catalog
) -> Reading:
    """One document, typed: the reading holds at most one draft, tombstone or unfinished source."""
    try:
        source = read_source(file)
    except SourceRefusedError as error:
        return Reading(findings=(RULES[error.rule].at(file.path, error.line, error.reason),))
    typed = _type_source(source, catalog)
    if isinstance(typed, Tombstone):
        return Reading(graves=(Grave(source, typed),))
    if isinstance(typed, Record):
        return Reading(drafts=(Draft(source, typed, attachments),))
    if source.tail.published is None:
        return Reading(unfinished=(source,), findings=tuple(soften(typed)))
    return Reading(findings=tuple(typed))


def _type_source(source: Source, catalog: Catalog) -> Record | Tombstone | list[Finding]:
    if source.values.get("type") == Tombstone.type_id:
        return _type_values(source, Tombstone, source.values)
    folder = id_of(source.path).split("/")[0]
    column = catalog.column_by_id.get(folder)
    if column is None:
        return [RULES["column-unknown"].at(source.path, 0, f"没有设立栏目 {folder}")]
    values: dict[str, Any] = {"type": column.types[0], **source.values}
    kind = str(values["type"])
    if kind not in column.types:
        line = source.lines.find(("type",))
        shown = f"“{kind}”类型的文件" if kind in RECORD_TYPES else "这种类型的文件"
        message = f"栏目“{column.name}”不收{shown}"
        return [RULES["type-unknown"].at(source.path, line, message)]
    record = _type_values(source, RECORD_TYPES[kind], values)
    if not isinstance(record, Record):
        return record
    faults = [*_check_column(source, record, column, catalog)]
    return faults or record


def _type_values(
    source: Source, model: type[Model], values: dict[str, Any]
) -> Model | list[Finding]:
    try:
        record = model.model_validate(values)
    except ValidationError as error:
        faults = [
            RULES["field-unknown" if unknown else "field-invalid"].at(source.path, line, sentence)
            for line, sentence, unknown in describe_errors(model, error, source.lines)
        ]
        told = {fault.line for fault in faults}
        return faults + [f for f in _find_placeholders(source, model) if f.line not in told]
    return _find_placeholders(source, model) or record


def _find_placeholders(source: Source, model: type[BaseModel]) -> list[Finding]:
    rule = RULES["field-invalid"]
    found = [
        rule.at(source.path, source.lines.find((name,)), f"{find_title(model, (name,))}：尚未填写")
        for name, value in source.values.items()
        if PLACEHOLDER in str(value) or value in _EMPTY
    ]
    if PLACEHOLDER in source.body:
        line = source.body_line + source.body[: source.body.index(PLACEHOLDER)].count("\n")
        message = f"正文中还有“{PLACEHOLDER}”{source.body.count(PLACEHOLDER)} 处"
        found.append(rule.at(source.path, line, message))
    return found


def _check_column(
    source: Source, record: Record, column: Column, catalog: Catalog
) -> Iterator[Finding]:
    lines = source.lines
    if record.category != column.id:
        message = f"文件在“{column.id}”下，栏目却写作“{record.category}”"
        yield RULES["category-mismatch"].at(source.path, lines.find(("category",)), message)
    if record.unit not in catalog.unit_by_id:
        message = f"没有部门 {record.unit}"
        yield RULES["unit-unknown"].at(source.path, lines.find(("unit",)), message)
    if record.drafter not in catalog.reviewer_by_id:
        message = f"没有人员 {record.drafter}"
        yield RULES["drafter-unknown"].at(source.path, lines.find(("drafter",)), message)
    is_entry = "reason" in type(record).model_fields
    for name in column.fields:
        known = name in type(record).model_fields
        if known and not is_entry and getattr(record, name) in (None, ()):
            title = type(record).model_fields[name].title
            message = f"{title} ({name})：栏目“{column.name}”要求填写"
            yield RULES["field-invalid"].at(source.path, 2, message)
