"""Mending the lines of front-matter: colons, tabs and the values of known fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, BeforeValidator

from gongkai.core.fixing.change import COLON, TAB, FixRule
from gongkai.core.fixing.values import ValueFix, find_value_fix
from gongkai.core.models import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FIELD = re.compile(
    r"(?P<lead>[ \t]*(?:-[ \t]+)*)(?P<key>[a-z][a-z0-9_]*)"
    r"(?P<colon>[ \t]*[:：][ \t\u3000]*)(?P<value>.*)"
)
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}")
_QUOTED = re.compile(r"(?P<mark>['\"])(?P<text>[^'\"\\]*)(?P=mark)")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a type at any depth, and what mends their values."""

    names: frozenset[str]
    fixes: dict[str, ValueFix]


@cache
def list_fields(kind: str) -> Fields:
    """The fields of a document type; of an unknown type, those that all types share."""
    models = [RECORD_TYPES[kind]] if kind in RECORD_TYPES else list(RECORD_TYPES.values())
    found: dict[str, set[ValueFix | None]] = {}
    counts: dict[str, int] = {}
    for model in models:
        names = set()
        for name, parser in _walk(model):
            found.setdefault(name, set()).add(find_value_fix(name, parser))
            names.add(name)
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    names = {name for name, count in counts.items() if count == len(models)}
    # A name that means different things in rows and outside of them is left alone.
    sure = {name: next(iter(fixes)) for name, fixes in found.items() if len(fixes) == 1}
    fixes = {name: fix for name, fix in sure.items() if fix is not None and name in names}
    return Fields(frozenset(names), fixes)


def _walk(model: type[BaseModel]) -> Iterator[tuple[str, object]]:
    for name, field in model.model_fields.items():
        yield name, _find_parser((field.annotation, *field.metadata))
        for row in _find_models(field.annotation):
            yield from _walk(row)


def _find_parser(parts: tuple[Any, ...]) -> object:
    """The function that reads a field's text, wherever in its annotation it stands."""
    for part in parts:
        if isinstance(part, BeforeValidator):
            return part.func
        found = _find_parser(get_args(part))
        if found is not None:
            return found
    return None


def _find_models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - type or form of it
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _find_models(part)


def find_value(lines: list[str], key: str) -> str:
    """The value that the lines give a field at the outermost level; empty if none does."""
    for line in lines:
        match = _FIELD.fullmatch(line)
        if match and match["key"] == key and not match["lead"]:
            return match["value"].strip().strip("'\"")
    return ""


def fix_lines(lines: list[str], kind: str) -> Iterator[tuple[str, list[FixRule]]]:
    """Each line mended, with the rules that changed it; block scalars stay as they are."""
    fields = list_fields(kind)
    depth: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip(" \t"))
        if depth is not None and (indent > depth or not line.strip()):
            yield line, []
            continue
        depth = None
        match = _FIELD.fullmatch(line)
        if match and _BLOCK.fullmatch(match["value"].strip()):
            depth = indent
        yield _fix_line(line, fields)


def _fix_line(line: str, fields: Fields) -> tuple[str, list[FixRule]]:
    rules: list[FixRule] = []
    match = _FIELD.fullmatch(line)
    if match and match["key"] in fields.names:
        colon = ": " if match["value"] else ":"
        if match["colon"] not in {colon, ": ", ":\t"} or (match["value"] and match["colon"] == ":"):
            line = f"{match['lead']}{match['key']}{colon}{match['value']}"
            rules.append(COLON)
    if "\t" in line:
        line = line.replace("\t", "  ") if not line.strip() else _expand(line)
        rules.append(TAB)
    match = _FIELD.fullmatch(line)
    if match and match["key"] in fields.fixes:
        rule, fix = fields.fixes[match["key"]]
        value = _fix_value(match["value"], fix)
        if value != match["value"]:
            line = line[: match.start("value")] + value
            rules.append(rule)
    return line, rules


def _expand(line: str) -> str:
    """Tabs that indent count two columns, the depth of our lists; others are one blank."""
    text = line.lstrip(" \t")
    lead = line[: len(line) - len(text)].replace("\t", "  ")
    return lead + text.replace("\t", " ")


def _fix_value(value: str, fix: Callable[[str], str]) -> str:
    quoted = _QUOTED.fullmatch(value)
    if quoted:
        return f"{quoted['mark']}{fix(quoted['text'])}{quoted['mark']}"
    # What YAML reads as more than plain text is not ours to spell.
    plain = value.strip()
    return fix(plain) if plain and plain[0] not in "[{|>&*!#%@`'\"" else value
