"""Lines above a title: marks of the page, of secrecy and urgency, letterhead, number, day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, parse_document_number
from gongkai.core.importing.fields.adoption import is_adoption
from gongkai.core.importing.fields.bodies import is_body
from gongkai.core.importing.fields.days import read_day
from gongkai.core.importing.fields.labels import read_labels
from gongkai.core.importing.fields.lines import squeeze
from gongkai.core.importing.fields.orders import find_number_of_order

if TYPE_CHECKING:
    from gongkai.core.importing.fields.lines import Line

_FURNITURE = re.compile(
    r"^(?:首页|网站首页|返回|打印|关闭|分享|【?字[号体]|您?当?现?在?的?位置|[^>》]{1,12}\s*[>＞»]|"
    r"(?:特急|加急|平急|特提|急件)$|签发人|[-—_=*·\s]+$|https?:|www\.)"
)
_MARKING = re.compile(
    r"(?:密级[:：]?)?(?:绝密|机密|秘密)(?:[★☆*].{0,12})?|[0-9]{6}|(?:份号[:：]?\s*)?[0-9]{1,6}份?|"
    r"(?:内部(?:资料|文件|明电|传真|电报|参考|使用|刊物|材料)|(?:警务)?工作秘密|警务秘密|注意保[存管密]|"
    r"妥善保[存管]|(?:不得|严禁|请勿)(?:外传|扩散|公开|传播)|[，,、；;★☆\s])+"
)
_RED_HEAD = re.compile(r"^(.{2,40})文\s*件$")


def is_marking(line: Line) -> bool:
    """Whether a line is a mark of secrecy or internal use, or a copy's number."""
    return _MARKING.fullmatch(line.text) is not None


def is_furniture(line: Line) -> bool:
    """Whether a line belongs to the page or the letterhead and not to the document's text."""
    return bool(_FURNITURE.match(line.text)) or bool(read_labels(line.text))


def is_above_title(lines: tuple[Line, ...], place: int) -> bool:
    """Whether a line is a letterhead, a number, a day or a mark above the title."""
    text = squeeze(lines[place].text)
    if is_marking(lines[place]):
        return True
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
