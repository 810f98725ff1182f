"""Whether dates tell the truth: against reviews, the log, each other, and older texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import (
    Consultation,
    Emergency,
    Interpretation,
    News,
    OfficialDocument,
    Proposal,
    PublicNotice,
    Response,
    Rule,
    Statistics,
)
from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.report.holdings import is_stock
from gongkai.core.report.near_copies import SHORTEST, Text, find_copies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

REVIEW = Duty(
    "date-review",
    Topic.DATES,
    "发布不早于审查签名",
    "《保守国家秘密法实施条例》第四十二条",
    note="存量文件的纸质审查不计入",
)
ORDER = Duty(
    "date-order",
    Topic.DATES,
    "成文、决定、核实等日期不晚于发布",
    "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：弄虚作假，单项否决",
)
LOG = Duty(
    "date-log",
    Topic.DATES,
    "注明的发布时间与公开日志一致",
    "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：伪造发稿日期，单项否决",
    note="相差一日以内的视为一致；启用公开日志以前已经公开的和存量文件无从核对，不计入",
)
REPEATED = Duty(
    "date-repeated",
    Topic.DATES,
    "旧稿不改换日期重新发布",
    "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：伪造发稿日期，单项否决",
    note=f"按文字比对，供核实；转载的、有修改或替代关系的、不足{SHORTEST}字的和办事指南等固定格式的不计入",
)
_MOST_DAYS = 1
"""Days by which the time on a page may differ from the log: it is signed before it is built."""
_WRITTEN = (
    *(Consultation, Emergency, Interpretation, News, OfficialDocument),
    *(Proposal, PublicNotice, Response, Rule, Statistics),
)
"""Types that somebody writes anew each time; the others fill in forms."""
_KIN = frozenset({"repeals", "amends", "replaces", "consults", "interprets"})


def check_dates(holdings: Holdings) -> Iterator[Check]:
    """The truth of the dates of everything public."""
    items = holdings.in_order
    yield _check_reviews(items)
    later = [
        _make_gap(item, f"{label}{day}晚于发布日期{item.day}")
        for item in items
        for label, day in item.cleared.facts.later
    ]
    yield judge(ORDER, len(items), later)
    yield _check_log(holdings, items)
    yield _check_repeated(holdings, items)


def _make_gap(item: Item, text: str) -> Gap:
    return Gap(item.id, item.record.title, item.unit.name, text)


def _check_reviews(items: Sequence[Item]) -> Check:
    judged, gaps = 0, []
    for item in items:
        last = item.cleared.facts.chain.last
        judged += last is not None
        if last is not None and last > item.day:
            text = f"{item.day}发布，审查签名却注明{last}，先公开后审查"
            gaps.append(_make_gap(item, text))
    return judge(REVIEW, judged, gaps)


def _check_log(holdings: Holdings, items: Sequence[Item]) -> Check:
    judged, gaps = 0, []
    for item in items:
        revisions = holdings.history.get(item.id, ())
        credential = item.cleared.draft.source.credential if revisions else ""
        seen = [revision for revision in revisions if revision.digest == credential]
        if not seen or seen[0].inclusion.founding or is_stock(item):
            continue
        judged += 1
        told, known = item.day, seen[0].inclusion.day
        days = (known - told).days
        if abs(days) > _MOST_DAYS:
            text = f"注明{told}发布，公开日志记载{known}公开，相差{abs(days)}日"
            gaps.append(_make_gap(item, text))
    return judge(LOG, judged, gaps)


def _check_repeated(holdings: Holdings, items: Sequence[Item]) -> Check:
    texts = [
        Text(item.id, item.record.title, item.cleared.rendered.blocks, item.day)
        for item in items
        if isinstance(item.record, _WRITTEN)
        and item.record.reprints is None
        and item.cleared.rendered is not None
    ]
    gaps = []
    for copy in find_copies(texts, lambda newer, older: _may_repeat(holdings, newer, older)):
        item, old = holdings.by_id[copy.newer], holdings.by_id[copy.older]
        text = (
            f"与{old.day}公开的《{old.record.title}》（{old.id}）"
            f"有{int(copy.alike * 100)}%的文字相同，日期却是新的，疑似旧稿重发，请核实"
        )
        gaps.append(_make_gap(item, text))
    return judge(REPEATED, len(texts), gaps)


def _may_repeat(holdings: Holdings, newer: str, older: str) -> bool:
    """Whether there is an honest reason for two documents to say the same."""
    new, old = holdings.by_id[newer], holdings.by_id[older]
    for one, other in ((newer, older), (older, newer)):
        if any(kind in _KIN and name == one for kind, name in holdings.effects.get(other, ())):
            return True
    numbers = {new.record.document_number, old.record.document_number} - {None}
    files, others = _list_files(new), _list_files(old)
    # The same day of making says that the paper is old; what differs is where it stands.
    placed_twice = new.record.made == old.record.made and new.column is not old.column
    return placed_twice or len(numbers) > 1 or (bool(files or others) and not files & others)


def _list_files(item: Item) -> frozenset[str]:
    return frozenset(file.sha256 for file in item.cleared.attachments)
