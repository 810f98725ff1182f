"""Consultations: that there was one, what came in, and why some of it was not adopted."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation, NormativeDocument
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import is_living, list_blocks, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_COMPILING = 20
"""条例第二十六条: working days in which opinions may be compiled before their result is missed."""
_RESULT_TITLE = re.compile(r"采纳|反馈|征集结果|意见.{0,6}情况")
_RESULT_TEXT = re.compile(r"采纳\D{0,6}\d+条|[没未](?:有)?收到.{0,10}意见|收到\D{0,12}\d+条")
_DECISIONS = "《重大行政决策程序暂行条例》"
_DECISIONS_SINCE = date(2019, 9, 1)
_POLICIES = "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"
_POLICIES_SINCE = date(2018, 5, 16)

ASKED = Duty(
    "relation-consultation",
    Topic.RELATIONS,
    "规范性文件有公开征求意见情况，或者写明不征求意见的理由",
    _POLICIES,
    note="2018年5月16日以后成文、尚未失效的行政规范性文件",
)
RESULT = Duty(
    "relation-consultation-result",
    Topic.RELATIONS,
    "征求意见结束后公布收集和采纳情况",
    f"{_DECISIONS}第十八条、第三十二条",
    note=f"2019年9月1日以后截止的；截止后{_COMPILING}个工作日以内的，尚在整理，不计",
)
REASONS = Duty(
    "relation-consultation-reasons",
    Topic.RELATIONS,
    "意见没有全部采纳的，公布了理由",
    f"{_DECISIONS}第十八条、第三十二条",
)


def check_consultations(holdings: Holdings) -> Iterator[Check]:
    """Whether documents were consulted on, and what became of the opinions."""
    items = holdings.own
    yield _check_asked(holdings, items)
    rounds = [item for item in items if isinstance(item.record, Consultation)]
    ended = [i for i in rounds if _DECISIONS_SINCE <= i.record.end < holdings.today]
    yield _check_results(holdings, ended)
    yield _check_reasons(rounds)


def _check_asked(holdings: Holdings, items: Sequence[Item]) -> Check:
    kept = [i for i in items if isinstance(i.record, NormativeDocument) and is_living(i)]
    asked = [item for item in kept if item.record.made >= _POLICIES_SINCE]
    bare = [
        item
        for item in asked
        if item.record.consultation_exempt is None
        and not any(kind == "consults" for kind, _ in holdings.effects.get(item.id, ()))
    ]
    text = "没有征求意见情况，也没有写明不征求意见的理由"
    return judge(ASKED, len(asked), [make_gap(item, text) for item in bare])


def _check_results(holdings: Holdings, ended: list[Item]) -> Check:
    judged = uncertain = 0
    gaps: list[Gap] = []
    for item in ended:
        due = holdings.calendar.add_workdays(item.record.end, _COMPILING)
        told = _is_answered(holdings, item)
        if not told and due.date >= holdings.today:
            continue
        judged += 1
        uncertain += not (told or due.certain)
        if not told:
            gaps.append(make_gap(item, f"{item.record.end}已截止，没有公布意见收集和采纳情况"))
    return judge(RESULT, judged, gaps, uncertain)


def _is_answered(holdings: Holdings, item: Item) -> bool:
    """Whether the result is told: in fields, in the body, or in a document linked with it."""
    if item.record.received is not None or any(map(_RESULT_TEXT.search, list_blocks(item))):
        return True
    names = {name for _, name in holdings.effects.get(item.id, ())}
    names |= {*item.record.see_also, *item.record.consults}
    around = [holdings.by_id[name].record for name in names if name in holdings.by_id]
    return any(
        getattr(record, "received", None) is not None or _RESULT_TITLE.search(record.title)
        for record in around
        if record is not item.record
    )


def _check_reasons(rounds: list[Item]) -> Check:
    """Always kept in what the gate lets pass (`consultation-result`): counted, not assumed."""
    asked = [i for i in rounds if (i.record.adopted or 0) < (i.record.received or 0)]
    bare = [item for item in asked if item.record.not_adopted_reason is None]
    return judge(REASONS, len(asked), [make_gap(item, "没有说明未采纳的理由") for item in bare])
