"""The document's own number: alone on a line about the title, never one that its text cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, NumberForm, parse_document_number
from gongkai.core.importing.fields.labels import find_statement
from gongkai.core.importing.fields.lines import add_note, cite, squeeze
from gongkai.core.importing.fields.orders import find_number_of_order
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.known import Known
    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.lines import Line
    from gongkai.core.importing.fields.title import TitleFound

_BEHIND_TITLE = 3
_ABOVE_TEXT = 10
_SIGNER = re.compile(r"(?<!\s)[\s\u3000]+签发人.*$")
_LIKE_NUMBER = re.compile(r"[〔\[【﹝（(]\s*[0-9]{4}|[0-9]{2,}.*号$")
_MOST = 40


def recognise_number(
    lines: tuple[Line, ...],
    title: TitleFound | None,
    stated: tuple[Statement, ...],
    known: Known,
) -> Iterator[Proposal]:
    """The number above or right below the title, or the one that the page states."""
    found = list(_find(lines[: _end_of_head(title)]))
    sound = {number.canonical for number, _ in found if isinstance(number, DocumentNumber)}
    for number, places in found[:1] if len(sound) <= 1 else found:
        yield _propose(number, cite(places), known, alone=len(sound) <= 1)
    statement = find_statement(stated, "document_number")
    if statement and not found:
        number = parse_document_number(squeeze(statement.value))
        yield _propose(number, statement.evidence, known, alone=True)


def find_number_lines(lines: tuple[Line, ...], title: TitleFound | None) -> tuple[Line, ...]:
    """The lines that are nothing but the number."""
    return tuple(line for _, places in _find(lines[: _end_of_head(title)]) for line in places)


def _end_of_head(title: TitleFound | None) -> int:
    return title.end + _BEHIND_TITLE if title else _ABOVE_TEXT


def _find(lines: tuple[Line, ...]) -> Iterator[tuple[object, tuple[Line, ...]]]:
    for place, line in enumerate(lines):
        text = _SIGNER.sub("", line.text)
        if parts := find_number_of_order(lines, place):
            yield parse_document_number("".join(parts)), lines[place - 1 : place + 1]
            continue
        number = parse_document_number(squeeze(text))
        if isinstance(number, DocumentNumber):
            yield number, (line,)
        elif len(text) <= _MOST and _LIKE_NUMBER.search(text) and "《" not in text:
            yield from _find_broken(number, line)


def _find_broken(number: object, line: Line) -> Iterator[tuple[object, tuple[Line, ...]]]:
    if not re.search(r"[。；，,;年月日：:]", line.text):
        yield number, (line,)


def _propose(number: object, evidence: str, known: Known, *, alone: bool) -> Proposal:
    if not isinstance(number, DocumentNumber):
        reason = getattr(number, "reason", "")
        value = getattr(number, "suggestion", "") or getattr(number, "original", "")
        note = f"不能确定文号：{reason}"
        return Proposal("document_number", value, Confidence.DOUBTFUL, add_note(evidence, note))
    notes = list(number.fixes)
    confidence = Confidence.CERTAIN
    if not alone:
        confidence, notes = Confidence.DOUBTFUL, [*notes, "标题附近有两个以上文号"]
    elif _is_foreign(number, known):
        confidence, notes = Confidence.LIKELY, [*notes, "不是本机关的机关代字"]
    return Proposal(
        "document_number", number.canonical, confidence, add_note(evidence, "，".join(notes))
    )


def _is_foreign(number: DocumentNumber, known: Known) -> bool:
    if number.form is not NumberForm.NUMBER or not known.prefixes:
        return False
    return not any(number.agency.startswith(prefix) for prefix in known.prefixes)
