"""All that the wording of a text tells of its fields, each with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.fields.adoption import find_adoption
from gongkai.core.importing.fields.annexes import recognise_attachments
from gongkai.core.importing.fields.classes import (
    recognise_disclosure,
    recognise_genre,
    recognise_keywords,
    recognise_subject,
    recognise_summary,
)
from gongkai.core.importing.fields.force import recognise_force
from gongkai.core.importing.fields.issue import (
    recognise_issuer,
    recognise_made,
    recognise_published,
)
from gongkai.core.importing.fields.known import Known
from gongkai.core.importing.fields.labels import list_statements
from gongkai.core.importing.fields.lines import list_lines
from gongkai.core.importing.fields.own_number import recognise_number
from gongkai.core.importing.fields.relations import recognise_relations
from gongkai.core.importing.fields.signature import find_lone_day, find_signature
from gongkai.core.importing.fields.title import find_title, recognise_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import ImportedText
    from gongkai.core.importing.proposals import Proposal

_NOTHING_KNOWN = Known()


def recognise(text: ImportedText, known: Known = _NOTHING_KNOWN) -> tuple[Proposal, ...]:
    """What the text says of its fields, field by field; several for one field if in doubt.

    Nothing is proposed for what the text does not say.
    """
    return tuple(_recognise(text, known))


def _recognise(text: ImportedText, known: Known) -> Iterator[Proposal]:
    lines = list_lines(text)
    stated = list_statements(text, lines)
    title = find_title(lines)
    start = title.end if title else 0
    signature = find_signature(lines, start)
    lone, adoption = find_lone_day(lines, start), find_adoption(lines, start)
    yield from recognise_title(title, stated)
    yield from recognise_number(lines, title, stated, known)
    yield from recognise_issuer(signature, title, stated, known)
    made = tuple(recognise_made(signature, lone, adoption, title, stated))
    yield from made
    yield from recognise_published(stated)
    yield from recognise_disclosure(lines, stated)
    yield from recognise_genre(title, stated)
    yield from recognise_subject(title, stated, known)
    yield from recognise_keywords(stated)
    yield from recognise_summary(lines, title, stated)
    yield from recognise_force(lines, made)
    yield from recognise_attachments(text, lines)
    yield from recognise_relations(lines, title, stated, known)
