"""How far a title goes that is broken over lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.above import is_above_title, is_furniture
from gongkai.core.importing.fields.lines import squeeze
from gongkai.core.importing.headings import heading_level

if TYPE_CHECKING:
    from gongkai.core.importing.fields.lines import Line

GENRE_WORDS = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_OTHER_WORDS = (
    "办法|规定|细则|条例|方案|要点|总结|规则|制度|标准|基准|计划|预案|指南|目录|清单|名单|公示|解读|说明|须知"
    "|规划|纲要|章程|规程|规范|措施|守则|流程|安排|图解|问答|年报|情况|结果|讲话|答复|简介|职责|概况|准则|要求"
    "|分工|公约|台账|一览表|表|书|稿"
)
ENDED = re.compile(
    rf"(?:{GENRE_WORDS}|{_OTHER_WORDS})(?:\s*[（(][^（）()]{{1,20}}[）)])*(?:\s*[0-9一二三四五]{{1,2}})?$"
)
OFFICIAL = re.compile(rf"关于.+(?:{GENRE_WORDS})(?:\s*[（(][^（）()]{{1,20}}[）)])*$", re.DOTALL)
_SENTENCE = re.compile(r"[。；！!;]|[:：，,、]$|：$")
MOST_PARTS = 5
_LONGEST_PART, _LONGEST, _SHORTEST = 60, 150, 5


def join_title(lines: tuple[Line, ...], start: int) -> tuple[Line, ...]:
    """The lines of the title: up to its genre if it tells its matter, else to the first whole."""
    first = lines[start]
    if not _may_be_part(first) or heading_level(first.text):
        return ()
    joined, whole, centred = "", 0, 1
    for count, line in enumerate(lines[start : start + MOST_PARTS], start=1):
        if count > 1 and not _goes_on(joined, first, line, lines, start + count - 1):
            break
        joined += squeeze(line.text)
        centred = count if line.centred and first.centred else centred
        if _is_whole(joined):
            whole = whole or count
            if OFFICIAL.search(joined) or "关于" not in joined:
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
    return bool(fits and ENDED.search(bare))


def _goes_on(
    joined: str, first: Line, following: Line, lines: tuple[Line, ...], place: int
) -> bool:
    """Whether a title goes on in the next line."""
    if not _may_be_part(following) or is_furniture(following) or is_above_title(lines, place):
        return False
    if heading_level(following.text) or (following.text[0] in "（(" and len(following.text) > 12):  # noqa: PLR2004 - （征求意见稿） and no more
        return False
    cut = joined.count("《") != joined.count("》") or joined[-1] in "的、和及与对（"
    return (
        cut
        or "关于" in joined
        or following.text.startswith(("关于", "的"))
        or (first.centred and following.centred)
        or (not _is_whole(joined) and bool(ENDED.search(following.text)))
    )
