"""The documents that a text repeals, changes, replaces, explains or rests on, by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, parse_document_number
from gongkai.core.importing.fields.labels import find_statement
from gongkai.core.importing.fields.lines import add_note, quote
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.known import Known
    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.lines import Line
    from gongkai.core.importing.fields.title import TitleFound

_NAMED = re.compile(
    r"《(?P<title>[^《》\n]{2,100}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})*)》"
    r"(?:\s*[（(](?P<number>[^（）()\n]{2,40}(?:[〔\[（(【][0-9]{4}[〕\])）】])?[^（）()\n]{0,8}号)[）)])?"
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_BEHIND = (
    ("repeals", re.compile(r"^[^《]*?(?:同时|予以|即行|一并|相应)?(?:废止|停止执行|停止施行)")),
    ("amends", re.compile(r"^[^《]{0,12}?(?:作|作出|进行|予以)(?:如下|以下|相应)?(?:修改|修订)")),
    ("replaces", re.compile(r"^[^《]{0,12}?(?:由本|被本)[^《]{0,8}(?:代替|替代|取代)")),
)
"""What follows behind the last name."""
_BEFORE = (
    ("repeals", re.compile(r"(?:决定|现|同时|起|予以)[^，《》不]{0,4}废止[^，《》]{0,10}$")),
    ("amends", re.compile(r"决定(?:修改|修订)$")),
    ("replaces", re.compile(r"(?:同时|相应)?(?:代替|替代|取代)$")),
    ("see_also", re.compile(r"(?:根据|依据|按照|依照|贯彻落实|贯彻)[^，《》]{0,12}$")),
)
_IN_TITLE = (
    ("interprets", re.compile(r"(?:解读|图解|问答|政策说明|一图读懂)")),
    ("consults", re.compile(r"征求.*意见|意见征集")),
    ("repeals", re.compile(r"废止")),
    ("amends", re.compile(r"修改|修订")),
)
_NOT_YET = re.compile(r"不再|尚未|曾|已(?:经)?(?:被)?废止|如[果需]|可以|应当|拟|建议|申请")


@dataclass(frozen=True, slots=True)
class _Mention:
    field: str
    words: str
    """Name and number as the text has them."""
    title: str
    number: str
    evidence: str


def recognise_relations(
    lines: tuple[Line, ...],
    title: TitleFound | None,
    stated: tuple[Statement, ...],
    known: Known,
) -> Iterator[Proposal]:
    """Relations to documents of the site by id; others by the words of the text, in doubt."""
    mentions = [*_read_title(title), *_read_text(lines[title.end if title else 0 :])]
    for field in dict.fromkeys(mention.field for mention in mentions):
        yield from _propose(field, [m for m in mentions if m.field == field], known)
    yield from _find_source(stated, known)


def _propose(field: str, mentions: list[_Mention], known: Known) -> Iterator[Proposal]:
    found: dict[str, _Mention] = {}
    others: dict[str, _Mention] = {}
    for mention in mentions:
        if document := _find_document(mention, known):
            found.setdefault(document, mention)
        elif field != "see_also":
            others.setdefault(mention.words, mention)
    if found:
        evidence = "；".join(mention.evidence for mention in found.values())
        yield Proposal(field, list(found), Confidence.LIKELY, evidence)
    if others:
        evidence = "；".join(mention.evidence for mention in others.values())
        note = "本站没有收录" if known.documents else ""
        yield Proposal(field, list(others), Confidence.DOUBTFUL, add_note(evidence, note))


def _find_document(mention: _Mention, known: Known) -> str | None:
    if mention.number:
        number = parse_document_number(mention.number)
        if isinstance(number, DocumentNumber):
            return known.documents.get(number.canonical)
    return known.documents.get(mention.title)


def _read_title(title: TitleFound | None) -> Iterator[_Mention]:
    if title is None:
        return
    rest = _NAMED.sub("", title.text)
    for field, pattern in _IN_TITLE:
        if pattern.search(rest):
            evidence = "；".join(map(quote, title.lines))
            for match in _NAMED.finditer(title.text):
                yield _Mention(field, match[0], match["title"], match["number"] or "", evidence)
            return


def _read_text(lines: tuple[Line, ...]) -> Iterator[_Mention]:
    for line in lines:
        if "《" in line.text:
            for sentence in _SENTENCE.finditer(line.text):
                yield from _read_sentence(line, sentence[0])


def _read_sentence(line: Line, sentence: str) -> Iterator[_Mention]:
    names = list(_NAMED.finditer(sentence))
    for place, match in enumerate(names):
        end = names[place + 1].start() if place + 1 < len(names) else len(sentence)
        field = _judge(sentence, names, place, sentence[match.end() : end])
        if field:
            yield _Mention(
                field, match[0], match["title"], match["number"] or "", quote(line, match[0])
            )


def _judge(sentence: str, names: list[re.Match[str]], place: int, behind: str) -> str:
    """The field that the words around a name stand for, or none."""
    before = sentence[names[place - 1].end() if place else 0 : names[place].start()]
    for field, pattern in _BEFORE:
        if pattern.search(before):
            return field
    if not behind.strip("、和及与以，, ") and place + 1 < len(names):
        further = names[place + 2].start() if place + 2 < len(names) else len(sentence)
        return _judge_behind(sentence[names[place + 1].end() : further])
    if place and not before.strip("、和及与以，, "):
        earlier = sentence[names[place - 2].end() if place > 1 else 0 : names[place - 1].start()]
        field = next((f for f, p in _BEFORE if p.search(earlier)), "")
        return field or _judge_behind(behind)
    return _judge_behind(behind)


def _judge_behind(behind: str) -> str:
    for field, pattern in _BEHIND:
        if (match := pattern.search(behind)) and not _NOT_YET.search(match[0]):
            return field
    return ""


def _find_source(stated: tuple[Statement, ...], known: Known) -> Iterator[Proposal]:
    """来源 of another body, which is that of a reprint."""
    statement = find_statement(stated, "source")
    if statement is None or statement.value in {known.body, "本站", "本网", "原创"}:
        return
    if known.body and (statement.value in known.body or known.body in statement.value):
        return
    yield Proposal(
        "reprints",
        statement.value,
        Confidence.DOUBTFUL,
        add_note(statement.evidence, "是转载的才填"),
    )
