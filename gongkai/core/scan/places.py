"""Homes down to the door, and number plates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later
from gongkai.core.scan.mask import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

_N = "第?(?:[0-9]{1,5}|[一二三四五六七八九十]{1,3}) ?"
_BEFORE_HOUSE = compile_later(f"(?:[0-9]{{1,4}} ?期 ?)?{_N}#?$")
_BEFORE_ROOM = compile_later(
    "(?:小区|花园|佳苑|家园|新村|苑|园|公寓|城|府|湾|庭)[0-9]{4,9} ?$"  # 3-2-101, joined
)
_FLOOR = f"(?: ?{_N}(?:单元|门|楼|层|支弄|号楼|号|栋|幢)){{0,2}}"
_ROOM = f"(?: ?{_N}(?:室|房|号)| ?[0-9]{{2,5}}(?![0-9年月日元套间户人辆件平]))"
_AFTER_HOUSE = compile_later(f"(?:{_FLOOR}{_ROOM}| ?{_N}(?:单元|门)){_ROOM}?")
_LONGEST_NUMBER = 14
_NUMERAL = compile_later("[0-9一二三四五六七八九十]")
_AHEAD = 40
_NAMED = compile_later(
    r"(?:址|地|家|屋|住|所|于|在|为|是|[: |*]){0,6}[^\n,。;|]{0,30}?"
    f"(?:{_N}(?:号|组|巷|弄|栋|幢|座|室|单元|楼)){{1,4}}(?:[0-9]{{2,5}}(?![0-9年月日元套间户人辆件平]))?"
)
_STREET = compile_later("[路街道巷弄村镇乡里组庄苑园区城屯寨坊]")
_OFFICE = compile_later(
    "大厅|中心|办公|机关|大厦|局|委|法院|检察|公司|政府|酒店|宾馆|会议|学校|窗口|银行|大学"
    "|医院|派出所|办事处|事务所|研究所|卫生所|服务站|工作站|支队|大队"
)
_CLAUSE = compile_later(r"[。,;|\n(]")
_LEAD, _TRAIL = 24, 10
_PLATE = compile_later(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·•.-]?"
    r"(?:[0-9A-HJ-NP-Z]{5,6}|[0-9A-HJ-NP-Z]{4}[挂学警港澳领试超])(?![0-9A-Za-z])"
)
_DIGIT = compile_later("[0-9]")


def find_places(page: Page) -> Iterator[Hit]:
    """Addresses of homes and number plates."""
    yield from _find_homes(page)
    for match in _PLATE.finditer(page.text):
        if _DIGIT.search(match.group()) or page.near("vehicle", *match.span()):
            masked = f"号牌 {mask(match.group())}"
            yield page.hit("scan-plate", *match.span(), masked)


def _find_homes(page: Page) -> Iterator[Hit]:
    end = 0
    for start, stop in sorted((*_find_named(page), *_find_rooms(page))):
        if start >= end:
            yield page.hit("scan-address", start, stop, f"住址（{stop - start}字）")
            end = stop


def _find_named(page: Page) -> Iterator[tuple[int, int]]:
    for _, end in page.words.get("home", ()):
        if not _NUMERAL.search(page.text, end, end + _AHEAD):
            continue
        match = _NAMED.match(page.text, end)
        if match and _STREET.search(match.group()) and not _is_office(page.text, *match.span()):
            yield match.span()


def _find_rooms(page: Page) -> Iterator[tuple[int, int]]:
    text = page.text
    for start, end in page.words.get("house", ()):
        before = _BEFORE_HOUSE.search(text, max(0, start - _LONGEST_NUMBER), start)
        after = before and _AFTER_HOUSE.match(text, end)
        if before and after and not _is_office(text, before.start(), after.end()):
            yield before.start(), after.end()
    for start, end in page.words.get("room", ()):
        before = _BEFORE_ROOM.search(text, max(0, start - _LONGEST_NUMBER), start)
        if before and not _is_office(text, before.start(), end):
            yield before.start(), end


def _is_office(text: str, start: int, end: int) -> bool:
    """Whether the clause around an address names an office, whose address is public."""
    before = _CLAUSE.split(text[max(0, start - _LEAD) : start])[-1]
    after = _CLAUSE.split(text[end : end + _TRAIL])[0]
    return _OFFICE.search(before + text[start:end] + after) is not None
