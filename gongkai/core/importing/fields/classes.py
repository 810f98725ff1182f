"""Openness mark, genre, subject, keywords and summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.labels import find_statement
from gongkai.core.importing.fields.lines import add_note, cite, quote, squeeze
from gongkai.core.importing.fields.title_lines import GENRE_WORDS
from gongkai.core.importing.proposals import Confidence, Proposal
from gongkai.core.models.fields import Disclosure, Genre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.known import Known
    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.lines import Line
    from gongkai.core.importing.fields.title import TitleFound

_THIS = r"(?:此|本)(?:件|文|文件)"
_MARKS = (
    (Disclosure.WITHHELD, rf"{_THIS}(?:不予公开|不予以公开|不公开|不宜公开)"),
    (Disclosure.ON_REQUEST, rf"{_THIS}依申请公开"),
    (Disclosure.PROACTIVE, rf"{_THIS}(?:公开发布|(?:予以)?主动公开|予以公开|公开|全文公开|可公开)"),
)
_MARK_LINES = tuple(
    (disclosure, re.compile(rf"[（(\[【]?{mark}[）)\]】]?[。]?")) for disclosure, mark in _MARKS
)
_GENRE = re.compile(rf"({GENRE_WORDS}|复函)(?:\s*[（(][^（）()]{{1,20}}[）)])*$")
_NAMES = {"命令": Genre.ORDER, "令": Genre.ORDER, "复函": Genre.LETTER}
_NO_GENRE = re.compile(
    "(?:总结|解读|图解|问答|年报|简介|职责|概况|一览表|名单|目录|清单|指南|须知|台账|流程|公约|讲话)$"
)
_YEARLY = re.compile(r"(?:工作|年度|总结|述职|调研|审计)(?:情况)?(?:年度)?报告$")
_PURPOSE = re.compile(
    r"^(?:为|现将|经.{1,30}同意|根据|按照|近日|依据).{10,}?(?:制定|印发|公布|公告|通知|通告|公示|提出|决定|部署|开展|安排|说明)"
)
_SENTENCE = re.compile(r"^[^。]{10,200}。")


def recognise_disclosure(
    lines: tuple[Line, ...], stated: tuple[Statement, ...]
) -> Iterator[Proposal]:
    """The mark that GB/T 9704 lets stand below the day, or what the page states."""
    found = [
        (kind, line) for line in lines for kind, mark in _MARK_LINES if mark.fullmatch(line.text)
    ]
    kinds = list(dict.fromkeys(kind for kind, _ in found))
    for kind in kinds:
        marked = [line for other, line in found if other is kind]
        confidence = Confidence.CERTAIN if len(kinds) == 1 else Confidence.DOUBTFUL
        note = "" if len(kinds) == 1 else "几处标注不一致"
        yield Proposal("disclosure", kind.value, confidence, cite(marked[:1], note))
    statement = find_statement(stated, "disclosure")
    if statement and not found and statement.value in set(Disclosure):
        yield Proposal("disclosure", statement.value, Confidence.LIKELY, statement.evidence)


def recognise_genre(title: TitleFound | None, stated: tuple[Statement, ...]) -> Iterator[Proposal]:
    """The genre that the page states, or the last word of the title."""
    statement = find_statement(stated, "genre")
    if statement and statement.value in set(Genre):
        yield Proposal("genre", statement.value, Confidence.CERTAIN, statement.evidence)
    elif title and (match := _GENRE.search(title.text)):
        word = match[1]
        genre = _NAMES.get(word) or Genre(word)
        sure = "关于" in title.text and not _YEARLY.search(title.text)
        note = "" if sure else "标题没有写明事由，体裁也可能是其他"
        confidence = Confidence.CERTAIN if sure else Confidence.DOUBTFUL
        yield Proposal("genre", genre.value, confidence, cite(title.lines[-1:], note))
    elif title and _NO_GENRE.search(title.text):
        note = "不是公文的体裁"
        evidence = cite(title.lines[-1:], note)
        yield Proposal("genre", Genre.OTHER.value, Confidence.LIKELY, evidence)


def recognise_subject(
    title: TitleFound | None, stated: tuple[Statement, ...], known: Known
) -> Iterator[Proposal]:
    """The 主题分类 that the page states, or the one of the site whose name is in the title."""
    statement = find_statement(stated, "subject")
    if statement is None:
        yield from _guess_subject(title, known)
        return
    value = re.sub(r"\s*[\\/＼／>]\s*", "/", statement.value)
    fitting = [s for s in known.subjects if value in (s, s.rpartition("/")[2])]
    if len(fitting) == 1:
        yield Proposal("subject", fitting[0], Confidence.CERTAIN, statement.evidence)
    else:
        note = "本站没有这一类" if known.subjects else ""
        yield Proposal("subject", value, Confidence.DOUBTFUL, add_note(statement.evidence, note))


def _guess_subject(title: TitleFound | None, known: Known) -> Iterator[Proposal]:
    if title is None:
        return
    # The name of the issuer says nothing of the matter: 公安局 deals with all sorts of things.
    matter = title.text.partition("关于")[2] or title.text.removeprefix(known.body)
    names = {subject: subject.rpartition("/")[2] for subject in known.subjects}
    fitting = [subject for subject, name in names.items() if name in matter]
    if len(fitting) == 1:
        note = f"标题中有“{names[fitting[0]]}”"
        evidence = cite(title.lines, note)
        yield Proposal("subject", fitting[0], Confidence.DOUBTFUL, evidence)


def recognise_keywords(stated: tuple[Statement, ...]) -> Iterator[Proposal]:
    """The keywords that the page states."""
    if statement := find_statement(stated, "keywords"):
        words = [word for word in re.split(r"[\s,，;；、|]+", statement.value) if word]
        if words:
            yield Proposal("keywords", words, Confidence.LIKELY, statement.evidence)


def recognise_summary(
    lines: tuple[Line, ...], title: TitleFound | None, stated: tuple[Statement, ...]
) -> Iterator[Proposal]:
    """A stated summary, or the sentence of the text that says what it is for; never new words."""
    if statement := find_statement(stated, "summary"):
        yield Proposal("summary", statement.value, Confidence.LIKELY, statement.evidence)
        return
    for line in lines[title.end if title else 0 :][:8]:
        sentence = _SENTENCE.match(line.text)
        if sentence and _PURPOSE.match(sentence[0]):
            note = "取自正文说明目的的第一句"
            evidence = add_note(quote(line, sentence[0]), note)
            yield Proposal("summary", squeeze(sentence[0]), Confidence.DOUBTFUL, evidence)
            return
