"""The title: found above the text, joined where it is broken, freed of a site's marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, parse_document_number
from gongkai.core.importing.fields.adoption import is_adoption
from gongkai.core.importing.fields.bodies import is_body
from gongkai.core.importing.fields.days import read_day
from gongkai.core.importing.fields.labels import find_statement, read_labels
from gongkai.core.importing.fields.lines import cite, squeeze
from gongkai.core.importing.fields.orders import find_number_of_order
from gongkai.core.importing.headings import heading_level
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.labels import Statement
    from gongkai.core.importing.fields.lines import Line

GENRE_WORDS = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_OTHER_WORDS = (
    "办法|规定|细则|条例|方案|要点|总结|规则|制度|标准|基准|计划|预案|指南|目录|清单|名单|公示|解读|说明|须知"
    "|规划|纲要|章程|规程|规范|措施|守则|流程|安排|图解|问答|年报|情况|结果|讲话|答复|简介|职责|概况|准则|要求"
    "|分工|公约|台账|一览表|表|书|稿"
)
_ENDED = re.compile(
    rf"(?:{GENRE_WORDS}|{_OTHER_WORDS})(?:\s*[（(][^（）()]{{1,20}}[）)])*(?:\s*[0-9一二三四五]{{1,2}})?$"
)
_OFFICIAL = re.compile(rf"关于.+(?:{GENRE_WORDS})(?:\s*[（(][^（）()]{{1,20}}[）)])*$", re.DOTALL)
_SENTENCE = re.compile(r"[。；！!;]|[:：，,、]$|：$")
_SITE_MARK = re.compile(r"^[\[【［](?![0-9])[^\[\]【】［］]{1,8}[\]】］]\s*")
_FURNITURE = re.compile(
    r"^(?:首页|网站首页|返回|打印|关闭|分享|【?字[号体]|您?当?现?在?的?位置|[^>》]{1,12}\s*[>＞»]|[★☆]|"
    r"(?:绝密|机密|秘密)|(?:特急|加急|平急|特提|急件)$|[0-9]{6}$|签发人|[-—_=*·\s]+$|https?:|www\.)"
)
_RED_HEAD = re.compile(r"^(.{2,40})文\s*件$")
_LOOKED_AT, _MOST_PARTS, _LONGEST_PART, _LONGEST, _SHORTEST = 12, 5, 60, 150, 5


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
        if is_furniture(line) or _is_head(lines, start):
            continue
        parts = _join(lines, start)
        return _make(lines, start, parts) if parts else None
    return None


def is_furniture(line: Line) -> bool:
    """Whether a line belongs to the page or the letterhead and not to the document's text."""
    return bool(_FURNITURE.match(line.text)) or bool(read_labels(line.text))


def recognise_title(found: TitleFound | None, stated: tuple[Statement, ...]) -> Iterator[Proposal]:
    """The title in the text; one that only the page states is asked about."""
    statement = find_statement(stated, "title")
    if found is None:
        if statement:
            yield Proposal("title", _clean(statement.value), Confidence.LIKELY, statement.evidence)
        return
    agreed = statement is not None and squeeze(statement.value) == found.text
    sure = _OFFICIAL.search(found.text) or (found.repeated and _ENDED.search(found.text)) or agreed
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


def _is_head(lines: tuple[Line, ...], place: int) -> bool:
    """Whether a line is a letterhead, a number or a day above the title."""
    text = squeeze(lines[place].text)
    if (red := _RED_HEAD.match(text)) and is_body(red[1]):
        return True
    if (
        read_day(text)
        or is_adoption(text)
        or _is_order_head(lines, place)
        or isinstance(parse_document_number(text), DocumentNumber)
    ):
        return True
    # A body's name alone is a letterhead unless the title goes on below it.
    following = lines[place + 1].text if place + 1 < len(lines) else ""
    return is_body(text) and not following.startswith("关于")


def _is_order_head(lines: tuple[Line, ...], place: int) -> bool:
    places = (place, place + 1)
    return any(n < len(lines) and find_number_of_order(lines, n) for n in places)


def _join(lines: tuple[Line, ...], start: int) -> tuple[Line, ...]:
    """The lines of the title: up to its genre if it tells its matter, else to the first whole."""
    first = lines[start]
    if not _may_be_part(first) or heading_level(first.text):
        return ()
    joined, whole, centred = "", 0, 1
    for count, line in enumerate(lines[start : start + _MOST_PARTS], start=1):
        if count > 1 and not _goes_on(joined, first, line, lines, start + count - 1):
            break
        joined += squeeze(line.text)
        centred = count if line.centred and first.centred else centred
        if _is_whole(joined):
            whole = whole or count
            if _OFFICIAL.search(joined) or "关于" not in joined:
                return lines[start : start + count]
    if whole:
        return lines[start : start + whole]
    run = lines[start : start + centred]
    return run if _may_stand_alone(run) else ()


def _may_stand_alone(run: tuple[Line, ...]) -> bool:
    """Whether lines without a title's last word are one all the same: no 前言, no 基本案情."""
    return _SHORTEST < sum(len(squeeze(line.text)) for line in run) <= _LONGEST_PART


def _may_be_part(line: Line) -> bool:
    return len(line.text) <= _LONGEST_PART * 2 and not _SENTENCE.search(line.text)


def _is_whole(title: str) -> bool:
    if any(title.count(a) != title.count(b) for a, b in ("《》", "（）", "()", "“”")):
        return False
    bare = squeeze(title)
    fits = _SHORTEST <= len(bare) <= _LONGEST or re.fullmatch(GENRE_WORDS, bare)
    return bool(fits and _ENDED.search(bare))


def _goes_on(
    joined: str, first: Line, following: Line, lines: tuple[Line, ...], place: int
) -> bool:
    """Whether a title goes on in the next line."""
    if not _may_be_part(following) or is_furniture(following) or _is_head(lines, place):
        return False
    if heading_level(following.text) or (following.text[0] in "（(" and len(following.text) > 12):  # noqa: PLR2004 - （征求意见稿） and no more
        return False
    cut = joined.count("《") != joined.count("》") or joined[-1] in "的、和及与对（"
    return (
        cut
        or "关于" in joined
        or following.text.startswith(("关于", "的"))
        or (first.centred and following.centred)
        or (not _is_whole(joined) and bool(_ENDED.search(following.text)))
    )


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
        for behind in range(place, min(place + _MOST_PARTS, len(lines))):
            rest += _SITE_MARK.sub("", squeeze(lines[behind].text))
            if rest == text:
                return behind + 1
            if not text.startswith(rest):
                break
    return 0
