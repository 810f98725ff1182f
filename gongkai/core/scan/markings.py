"""Markings where GB/T 9704 puts them: of state secrets, of internal papers, of openness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.patterns import compile_later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Line, Page

_OPEN = "主动公开"
_LONGEST = 60
_ORNAMENT = compile_later(r"[\s|()\[\]【】《》〔〕{}·•,，。、:;!_>#-]")
_LEVEL = "(?:绝密|机密|秘密|絕密|機密)"
_STAR = "[★☆*✩✭⭐]"
_TERM = (
    "(?:[0-9]{1,2}(?:年|个月|月|日|天)|[一二三四五六七八九十]{1,3}(?:年|个月)|长期|永久"
    "|(?:启用|启封|公布|开封|解密|考试|宣布)[前后]?)"
)
_URGENCY = "(?:特急|加急|特提|平急|急件)?"
_COPY = "(?:份号)?(?:[0-9]{6})?"
_STARRED = compile_later(
    f"{_COPY}(?:密级)?{_LEVEL}{_STAR}{{1,2}}(?:{_TERM})?(?:保密期限)?{_URGENCY}"
)
_LABELLED = compile_later(
    f"{_COPY}(?:密级{_LEVEL}(?:{_TERM})?(?:保密期限{_TERM})?|保密期限{_TERM}){_URGENCY}"
)
_BARE = compile_later(f"{_COPY}{_LEVEL}(?:{_TERM})?{_URGENCY}")
_COPY_NUMBER = compile_later("份号(?:N[oO])?[0-9]{1,6}")
_IN_LINE = compile_later(
    rf"(?:^|[ |(\[【])({_LEVEL} {{0,3}}{_STAR}{{1,2}} {{0,3}}(?:{_TERM})?)(?=$|[ |)\]】*])"
)
_FIRST_LINES = 3
_PHRASE = (
    "(?:内部(?:资料|文件|明电|传真|电报|参考|使用|刊物|传阅|材料|事项|掌握)|(?:警务)?工作秘密|警务秘密|机密电报"
    "|注意保存|注意保管|注意保密|妥善保管|妥善保存|(?:不得|不宜|不|严禁|请勿|禁止|切勿|勿)(?:对外)?(?:外传|扩散|公开|传播)"
    "|(?:仅供|仅限|供|限)内部(?:工作|人员)?(?:使用|参考|传阅|掌握|学习)?|密级内部|阅后(?:即焚|收回))"
)
_INTERNAL = compile_later(
    f"[★☆*]{{0,2}}(?:本|此|该)?(?:资料|文件|件|材料)?(?:系|为|属于?|是)?(?:{_PHRASE}){{1,4}}"
    "(?:[0-9]{4}[0-9]{0,4}号)?[★☆*]{0,2}"
    f"(?:{_TERM})?"
)
_CLOSED = (
    "(?:依申请公开|(?:不予以?|不|不宜|不得|暂不|免予)(?:对外|向社会)?公开"
    "|(?:仅限|仅供)?内部(?:公开|使用|掌握)?)"
)
_PARTLY = "(?:删减后公开|部分公开|删减公开)"
_LABEL = (
    "(?:(?:政府)?信息)?(?:主动)?"
    "(?:公开(?:属性|方式|类别|类型|形式|情况|状态|意见|范围|选项|性质|与否)|选项)(?:为|是)?"
)
_NOTE = compile_later(
    "(?:此|本|该)(?:件|文|文件)(?:属|系|为)?(?:(?:仅限|仅供)?内部(?:使用|事项|文件|资料|掌握)?)?"
    f"(?:{_CLOSED}|{_PARTLY})"
    f"|{_LABEL}(?:{_CLOSED}|{_PARTLY})|是否(?:主动)?公开否"
)
_BRACKETED = compile_later(f"[(\\[【](?:{_CLOSED})[)\\]】]")
_BLANKS = compile_later(r"[\s*]")
_HEADING = compile_later(r" {0,3}#")


def find_markings(page: Page) -> Iterator[Hit]:
    """Markings of secrecy and internal use, and openness marks against the attribute."""
    for line in page.lines_of("level"):
        yield from _find_secret(page, line)
    for line in page.lines_of("internal"):
        yield from _find_internal(page, line)
    if page.context.disclosure == _OPEN:
        for line in page.lines_of("openness"):
            yield from _find_openness(page, line)


def _find_secret(page: Page, line: Line) -> Iterator[Hit]:
    if line.end - line.start <= _LONGEST and _is_secret_line(page, line):
        yield _mark(page, "scan-marking", line)
        return
    for match in _IN_LINE.finditer(page.text, line.start, line.end):
        yield page.hit("scan-marking", *match.span(1), _squeeze(match.group(1)))


def _is_secret_line(page: Page, line: Line) -> bool:
    raw = page.text[line.start : line.end]
    if raw.rstrip().endswith((";", "。", ",")):
        return False
    squeezed = _squeeze(raw)
    if _STARRED.fullmatch(squeezed) or _LABELLED.fullmatch(squeezed):
        return True
    if _COPY_NUMBER.fullmatch(squeezed) and page.count_above(line) < _FIRST_LINES:
        return True
    return _BARE.fullmatch(squeezed) is not None and page.is_at_edge(line)


def _find_internal(page: Page, line: Line) -> Iterator[Hit]:
    raw = page.text[line.start : line.end]
    if len(raw) > _LONGEST or raw.rstrip().endswith((";", ":")):
        return
    if _HEADING.match(raw) and not page.is_at_edge(line):
        return
    if _INTERNAL.fullmatch(_squeeze(raw)):
        yield _mark(page, "scan-internal", line)


def _find_openness(page: Page, line: Line) -> Iterator[Hit]:
    raw = page.text[line.start : line.end]
    if len(raw) > _LONGEST or raw.rstrip().endswith(";"):
        return
    squeezed = _squeeze(raw)
    if _NOTE.fullmatch(squeezed):
        # A text that was cut for publication says so; only a person can tell which one this is.
        partly = re.search(_PARTLY, squeezed) is not None
        yield _mark(page, "scan-openness", line, Severity.WARN if partly else None)
    elif _BRACKETED.fullmatch(_BLANKS.sub("", raw)) and page.is_at_edge(line):
        yield _mark(page, "scan-openness", line)


def _mark(page: Page, rule: str, line: Line, severity: Severity | None = None) -> Hit:
    raw = page.text[line.start : line.end]
    start = line.start + len(raw) - len(raw.lstrip())
    return page.hit(rule, start, line.start + len(raw.rstrip()), _squeeze(raw), severity)


def _squeeze(line: str) -> str:
    """The words of a line without blanks and ornament; a star inside a marking stays."""
    return _ORNAMENT.sub("", line).strip("*")
