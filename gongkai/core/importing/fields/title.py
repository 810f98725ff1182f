"""The title: found above the text, joined where it is broken, freed of a site's marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.above import is_above_title, is_furniture
from gongkai.core.importing.fields.labels import find_statement
from gongkai.core.importing.fields.lines import cite, squeeze
from gongkai.core.importing.fields.title_lines import ENDED, MOST_PARTS, OFFICIAL, join_title
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.lines import Line

_SITE_MARK = re.compile(r"^[\[【［](?![0-9])[^\[\]【】［］]{1,8}[\]】］]\s*")
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class TitleFound:
    """The title where it stands."""

    text: str
    lines: tuple[Line, ...]
    start: int
    """Which of the lines of the text is its first."""
    end: int
    """The first line behind it, a repetition of it included."""
    marks: str = ""
    """What the site put before it."""
    repeated: bool = False


def find_title(lines: tuple[Line, ...]) -> TitleFound | None:
    """The title above the text, or None where the text begins without one."""
    for start, line in enumerate(lines[:_LOOKED_AT]):
        if is_furniture(line) or is_above_title(lines, start):
            continue
        parts = join_title(lines, start)
        return _make(lines, start, parts) if parts else None
    return None


def recognise_title(found: TitleFound | None, stated: tuple[Statement, ...]) -> Iterator[Proposal]:
    """The title in the text; one that only the page states is asked about."""
    statement = find_statement(stated, "title")
    if found is None:
        if statement:
            yield Proposal("title", _clean(statement.value), Confidence.LIKELY, statement.evidence)
        return
    agreed = statement is not None and squeeze(statement.value) == found.text
    sure = OFFICIAL.search(found.text) or (found.repeated and ENDED.search(found.text)) or agreed
    note = "，".join(_list_notes(found))
    confidence = Confidence.CERTAIN if sure else Confidence.LIKELY
    yield Proposal("title", _clean(found.text), confidence, cite(found.lines, note))


def _list_notes(found: TitleFound) -> Iterator[str]:
    if len(found.lines) > 1:
        yield "分行的标题已连为一行"
    if found.marks:
        yield f"已去掉网站所加的{found.marks}"
    if found.repeated:
        yield "页面上重复出现"


def _clean(title: str) -> str:
    """The title as a field may hold it: one line, no angle brackets of half width."""
    return squeeze(title.replace("<", "〈").replace(">", "〉").replace("\n", " "))[:300]


def _make(lines: tuple[Line, ...], start: int, parts: tuple[Line, ...]) -> TitleFound:
    whole = "".join(squeeze(part.text) for part in parts)
    marks = _SITE_MARK.match(whole)
    text = _SITE_MARK.sub("", whole)
    end = start + len(parts)
    again = _find_again(lines, end, text)
    return TitleFound(
        text, parts, start, again or end, marks[0].strip() if marks else "", bool(again)
    )


def _find_again(lines: tuple[Line, ...], end: int, text: str) -> int:
    """The line behind a repetition of the title, which a site prints above the document's own."""
    for place in range(end, min(end + 6, len(lines))):
        rest = ""
        for behind in range(place, min(place + MOST_PARTS, len(lines))):
            rest += _SITE_MARK.sub("", squeeze(lines[behind].text))
            if rest == text:
                return behind + 1
            if not text.startswith(rest):
                break
    return 0
