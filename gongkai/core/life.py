"""The life of a policy, from the draft put to the public to its repeal, around one document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation, NormativeDocument
from gongkai.core.models.fields import Genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gongkai.core.models import Document

_ACTS = ("amends", "repeals", "replaces")
_ABOUT = ("interprets", "consults")
_MANY = 3
"""A decision on more documents than this belongs to no single life."""
_PROCLAIMED = frozenset({None, Genre.PUBLIC_NOTICE, Genre.ANNOUNCEMENT, Genre.ORDER, Genre.OTHER})
"""Kinds of documents that are made known to all rather than sent to somebody."""


class StageKind(StrEnum):
    """What a document does in the life, in the order of one day."""

    CONSULTATION = "征求意见"
    OUTCOME = "反馈采纳情况"
    ISSUE = "印发"
    PROCLAMATION = "发布"
    RENEWAL = "重新制定"
    AMENDMENT = "修改"
    REPEAL = "废止"
    INTERPRETATION = "解读"


_ORDER = tuple(StageKind)


@dataclass(frozen=True, slots=True)
class Stage:
    """One document of the life."""

    day: date
    """成文日期 of an act, beginning of a consultation, publication of anything else."""
    kind: StageKind
    name: str
    """Document id."""
    note: str = ""
    """Period, force or result, in words."""


def trace_life(
    name: str,
    documents: Mapping[str, Document],
    effects: Mapping[str, Sequence[tuple[str, str]]],
    published: Mapping[str, date],
) -> tuple[Stage, ...]:
    """The stages of the life to which a document belongs, by day; none when it stands alone.

    `effects` are the relations that point to each document (`index_effects`), `published` the days
    of publication.
    """
    found = _list_around(name, documents, effects)
    if len(found) == 1:
        return ()
    stages = (_make_stage(other, documents[other], found, published[other]) for other in found)
    return tuple(sorted(stages, key=lambda s: (s.day, _ORDER.index(s.kind), s.name)))


def _list_around(
    name: str,
    documents: Mapping[str, Document],
    effects: Mapping[str, Sequence[tuple[str, str]]],
) -> dict[str, None]:
    """What the document acts on, and all that acts on any of these, step by step."""
    found = _list_acted_on(name, documents)
    waiting = [*found]
    while waiting:
        for kind, source in effects.get(waiting.pop(), ()):
            if kind in _ACTS + _ABOUT and source in documents and source not in found:
                found[source] = None
                waiting.append(source)
    return found


def _list_acted_on(name: str, documents: Mapping[str, Document]) -> dict[str, None]:
    """The document and all that it interprets, amends and so on, step by step."""
    found = {name: None}
    waiting = [name]
    while waiting:
        for target in _list_targets(documents[waiting.pop()]):
            if target in documents and target not in found:
                found[target] = None
                waiting.append(target)
    return found


def _list_targets(document: Document) -> Iterator[str]:
    for kind in _ABOUT:
        yield from getattr(document, kind)
    for kind in _ACTS:
        targets = getattr(document, kind)
        if len(targets) <= _MANY:
            yield from targets


def _make_stage(name: str, document: Document, found: Mapping[str, None], day: date) -> Stage:
    kind = _find_kind(document, found)
    if isinstance(document, Consultation) and kind is StageKind.CONSULTATION:
        return Stage(document.start, kind, name, _describe_consultation(document))
    if isinstance(document, Consultation) and kind is StageKind.OUTCOME:
        return Stage(document.made, kind, name, _describe_result(document))
    if kind is StageKind.INTERPRETATION and document.revision == 1:
        return Stage(day, kind, name)
    if kind is StageKind.INTERPRETATION:
        return Stage(document.made, kind, name)
    return Stage(document.made, kind, name, _describe_force(document))


def _find_kind(document: Document, found: Mapping[str, None]) -> StageKind:
    def acts(kind: str) -> bool:
        return any(target in found for target in getattr(document, kind))

    if acts("consults") or isinstance(document, Consultation):
        after = isinstance(document, Consultation) and document.made > document.end
        return StageKind.OUTCOME if after else StageKind.CONSULTATION
    if acts("interprets"):
        return StageKind.INTERPRETATION
    if acts("replaces") or (acts("repeals") and isinstance(document, NormativeDocument)):
        return StageKind.RENEWAL
    if acts("repeals"):
        return StageKind.REPEAL
    if acts("amends"):
        return StageKind.AMENDMENT
    return StageKind.PROCLAMATION if document.genre in _PROCLAIMED else StageKind.ISSUE


def _describe_consultation(document: Consultation) -> str:
    result = _describe_result(document)
    return f"{document.start}至{document.end}" + (f"，{result}" if result else "")


def _describe_result(document: Consultation) -> str:
    if document.received is None:
        return ""
    adopted = "" if document.adopted is None else f"，采纳{document.adopted}条"
    return f"收到意见{document.received}条{adopted}"


def _describe_force(document: Document) -> str:
    parts = []
    if document.effective is not None:
        parts.append(f"自{document.effective}起施行")
    if document.expiry is not None:
        parts.append(f"自{document.expiry}起失效")
    return "，".join(parts)
