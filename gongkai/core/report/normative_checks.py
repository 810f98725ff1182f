"""Normative documents (行政规范性文件): period, legality review, editable and fixed copies."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import NormativeDocument
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import is_living, is_own, list_blocks, list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_DAY = timedelta(days=1)
_DATE = r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
_PERIOD = re.compile(
    rf"本(?:办法|规定|细则|通知|意见|规范|规则|决定|制度|标准)自{_DATE}起(?:施行|试行|实施|执行)"
    rf"(?:，有效期至{_DATE})?"
)
_REVIEWED_SINCE = date(2018, 12, 4)
"""国办发〔2018〕115号."""
_REFERENCE = re.compile(r"[0-9〇一二三四五六七八九十]")
_POLICIES = "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"

PERIOD = Duty(
    "relation-normative-period",
    Topic.RELATIONS,
    "规范性文件标注的施行日期、有效期与正文一致",
    _POLICIES,
    note="只判断正文写明“本办法自……起施行”等的文件",
)
LEGALITY = Duty(
    "relation-normative-legality",
    Topic.RELATIONS,
    "规范性文件写明合法性审核机构和意见编号",
    "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）",
    note="2018年12月4日以后成文的",
)
FORMATS = Duty(
    "relation-normative-formats",
    Topic.RELATIONS,
    "规范性文件附有可以编辑和版式固定的两种文本",
    "",
    note="可以编辑的为 docx，版式固定的为 pdf 或者 ofd",
)


def check_normative(holdings: Holdings) -> Iterator[Check]:
    """Period as written against period as filled in, legality review, and both formats."""
    kept = [i for i in list_items(holdings) if isinstance(i.record, NormativeDocument)]
    items = [item for item in kept if is_own(item) and is_living(item)]
    periods = [(item, _find_periods(item)) for item in items]
    written = [(item, found) for item, found in periods if found]
    yield judge(PERIOD, len(written), _compare_periods(written))
    reviewed = [item for item in items if item.record.made >= _REVIEWED_SINCE]
    bare = [item for item in reviewed if not _REFERENCE.search(item.record.legality_review)]
    text = "合法性审核没有写明意见编号"
    yield judge(LEGALITY, len(reviewed), [make_gap(item, text) for item in bare])
    yield judge(FORMATS, len(items), _find_missing_formats(items))


def _find_periods(item: Item) -> list[tuple[date, date | None]]:
    """Each first day that the body states, with the last day where it states one."""
    matches = [match for block in list_blocks(item) for match in _PERIOD.finditer(block)]
    found = [(_make_date(match.groups()[:3]), _make_date(match.groups()[3:])) for match in matches]
    return [(start, end) for start, end in found if start is not None]


def _make_date(parts: tuple[str | None, ...]) -> date | None:
    try:
        year, month, day = (int(part or 0) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def _compare_periods(written: list[tuple[Item, list[tuple[date, date | None]]]]) -> Iterator[Gap]:
    """What no statement of the body bears out; the day stated last may be the last in force."""
    for item, found in written:
        start, end = item.record.effective, item.record.expiry
        if start not in {first for first, _ in found}:
            yield make_gap(item, f"标注自{start}起施行，正文为{found[0][0]}")
        ends = [last for _, last in found if last is not None]
        if ends and not {end, end - _DAY} & {*ends}:
            yield make_gap(item, f"标注自{end}起失效，正文有效期至{ends[0]}")


def _find_missing_formats(items: list[Item]) -> Iterator[Gap]:
    for item in items:
        endings = {file.path.rsplit(".", 1)[-1] for file in item.cleared.attachments}
        missing = ["docx"] * ("docx" not in endings)
        missing += ["pdf"] * (not endings & {"pdf", "ofd"})
        if missing:
            yield make_gap(item, f"没有附 {'、'.join(missing)} 文本")
