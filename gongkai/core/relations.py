"""Relations between documents, and the legal force that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from gongkai.core.models import Document
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding


class Validity(StrEnum):
    """有效性."""

    IN_FORCE = "现行有效"
    AMENDED = "已修改"
    EXPIRED = "失效"
    REPEALED = "废止"
    NOT_YET = "尚未施行"


RELATION_NAMES = {
    "interprets": ("解读的文件", "本文的解读"),
    "repeals": ("废止的文件", "废止本文的文件"),
    "amends": ("修改的文件", "修改本文的文件"),
    "replaces": ("替代的文件", "替代本文的文件"),
    "consults": ("征求意见的文件", "征求意见情况"),
    "see_also": ("相关文件", "相关文件"),
}
"""Each relation's label seen from either end."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation as a page shows it."""

    label: str
    target: str
    """Document id of the other end."""


_read_targets = attrgetter(*RELATION_NAMES, "linked")
_KINDS = (*RELATION_NAMES, "see_also")


def list_relations(document: Document) -> tuple[tuple[str, str], ...]:
    """Kind and target of each relation that a document names."""
    targets = _read_targets(document)
    if not any(targets):
        return ()
    pairs = zip(_KINDS, targets, strict=True)
    return tuple((kind, target) for kind, named in pairs for target in named)


def index_relations(
    naming: Mapping[str, Document], known: Container[str]
) -> dict[str, tuple[Relation, ...]]:
    """The relations of each document that has any, those that others name included.

    Args:
        naming: Every document that names another one, and others or none, by id.
        known: The ids of all documents; what leads elsewhere is passed over.
    """
    found: dict[str, list[Relation]] = {}
    for name, document in sorted(naming.items()):
        for kind, target in list_relations(document):
            if target in known:
                forward, backward = RELATION_NAMES[kind]
                found.setdefault(name, []).append(Relation(forward, target))
                found.setdefault(target, []).append(Relation(backward, name))
    return {name: tuple(dict.fromkeys(relations)) for name, relations in found.items()}


def compute_validity(
    name: str, documents: dict[str, Document], backward: dict[str, list[tuple[str, str]]], day: date
) -> Validity:
    """The legal force of a document on a day, from its dates and what others did to it."""
    document = documents[name]
    effects = {
        kind
        for kind, other in backward.get(name, ())
        if (documents[other].effective or documents[other].made) <= day
    }
    if effects & {"repeals", "replaces"}:
        return Validity.REPEALED
    if document.expiry is not None and document.expiry <= day:
        return Validity.EXPIRED
    if document.effective is not None and document.effective > day:
        return Validity.NOT_YET
    return Validity.AMENDED if "amends" in effects else Validity.IN_FORCE


def index_effects(documents: Mapping[str, Document]) -> dict[str, list[tuple[str, str]]]:
    """For each document, the kind and source of every relation that points to it."""
    backward: dict[str, list[tuple[str, str]]] = {}
    for name, document in sorted(documents.items()):
        for kind, target in list_relations(document):
            backward.setdefault(target, []).append((kind, name))
    return backward


def check_relations(drafts: Iterable[Draft], public: set[str]) -> Iterator[Finding]:
    """Relations that lead nowhere, to themselves, or round in a circle."""
    kept = {d.id: d for d in drafts if isinstance(d.record, Document)}
    for name, draft in kept.items():
        record = draft.record
        if not isinstance(record, Document):
            continue
        for kind, target in list_relations(record):
            if target == name or _repeals_back(kind, target, name, kept):
                message = f"关联指向自身，或与对方互相修改、废止：{target}"
                yield _at(draft, "relation-malformed", kind, message)
            elif target not in public and name in public:
                yield _at(draft, "relation-unknown", kind, f"关联的文件没有公开：{target}")


def _at(draft: Draft, rule: str, kind: str, message: str) -> Finding:
    return RULES[rule].at(draft.source.path, draft.source.lines.find((kind,)), message)


def _repeals_back(kind: str, target: str, name: str, drafts: dict[str, Draft]) -> bool:
    """Whether the target repeals, amends or replaces this one in turn."""
    if kind not in {"repeals", "amends", "replaces"} or target not in drafts:
        return False
    other = drafts[target].record
    return isinstance(other, Document) and name in getattr(other, kind)
