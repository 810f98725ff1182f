"""Force of documents: what was repealed or has run out, and whether everything says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.models import NormativeDocument, OfficialDocument, PowerItem, ServiceGuide
from gongkai.core.relations import Validity
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import is_living, list_blocks, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_ENDINGS = ("amends", "repeals", "replaces")
_SURVEY = re.compile(r"清理|失效|废止|延长|延续|继续有效|修订|修改|目录")
"""In the title of a decision that says what became of a document which has run out."""
_BOOK = re.compile(r"《([^《》]{4,80})》")
_ABOUT = re.compile(r"修改|废止|修订|清理|失效")
"""In the title of a decision on other documents, whose names it only mentions."""
_GONE = ("废止", "失效")
_POLICIES = "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）"

FOLLOWED = Duty(
    "relation-expiry",
    Topic.RELATIONS,
    "有效期届满的规范性文件有延续、修订或者清理结果",
    _POLICIES,
)
REPEALED = Duty(
    "relation-repeal",
    Topic.RELATIONS,
    "正文宣布废止的文件已经标注废止",
    _POLICIES,
    note="按文号、名称查找本机关已经公开的文件",
)
CITED = Duty(
    "relation-basis",
    Topic.RELATIONS,
    "办事指南、权责事项不以失效、废止的文件为依据",
    _POLICIES,
    note="按文件名称查找本机关已经公开的文件；已有同名文件重新公布的不计",
)


def check_validity(holdings: Holdings) -> Iterator[Check]:
    """Follow-ups of what ran out, repeals that nobody recorded, bases that are no more."""
    items = holdings.own
    yield _check_expired(holdings, items)
    yield _check_repeals(items)
    yield _check_bases(items)


def _check_expired(holdings: Holdings, items: Sequence[Item]) -> Check:
    expired = [
        item
        for item in items
        if isinstance(item.record, NormativeDocument) and item.validity is Validity.EXPIRED
    ]
    text = "有效期届满，没有公布延续、修订或者清理结果"
    gaps = [
        make_gap(item, f"{item.record.expiry}{text}")
        for item in expired
        if not _is_followed(holdings, item)
    ]
    return judge(FOLLOWED, len(expired), gaps)


def _is_followed(holdings: Holdings, item: Item) -> bool:
    effects = holdings.effects.get(item.id, ())
    return any(
        kind in _ENDINGS or _SURVEY.search(holdings.by_id[name].record.title)
        for kind, name in effects
    )


def _check_repeals(items: Sequence[Item]) -> Check:
    """Repeals in the words of a document against the relations that it records."""
    telling = [(item, told) for item in items if (told := item.cleared.facts.repealed)]
    known = _index_policies(items) if telling else {}
    judged, gaps = 0, []
    for item, told in telling:
        found = [known.get(number or name) for name, number in told]
        earlier = {o.id: o for o in found if o is not None and o.record.made < item.record.made}
        judged += bool(earlier)
        recorded = {*item.record.repeals, *item.record.replaces}
        gaps += [
            make_gap(item, f"宣布废止《{one.record.title}》，没有登记，该文件仍显示为有效")
            for one in earlier.values()
            if is_living(one) and one.id not in recorded
        ]
    return judge(REPEALED, judged, gaps)


def _index_policies(items: Sequence[Item]) -> dict[str, Item | None]:
    """Official documents by number and by the names in their titles; None for a name of several."""
    known: dict[str, Item | None] = {}
    for item in items:
        if isinstance(item.record, OfficialDocument) and not _ABOUT.search(item.record.title):
            for name in {item.record.document_number, *_list_names(item)}:
                known[name] = None if name in known else item
    return known


def _list_names(item: Item) -> set[str]:
    return {item.record.title, *_BOOK.findall(item.record.title)}


def _check_bases(items: Sequence[Item]) -> Check:
    guides = [i for i in items if isinstance(i.record, ServiceGuide | PowerItem) and is_living(i)]
    dead, living = _collect_names(items) if guides else (set[str](), set[str]())
    return judge(CITED, len(guides), _find_dead_bases(guides, dead - living))


def _collect_names(items: Sequence[Item]) -> tuple[set[str], set[str]]:
    """Names of rules that are no more, and of those that stand, from the titles of documents."""
    dead: set[str] = set()
    living: set[str] = set()
    for item in items:
        if isinstance(item.record, OfficialDocument):
            (living if is_living(item) else dead).update(_list_names(item))
    return dead, living


def _find_dead_bases(guides: list[Item], dead: set[str]) -> Iterator[Gap]:
    for item in guides:
        texts = [item.record.legal_basis, *list_blocks(item)] if dead else []
        standing = [text for text in texts if not any(word in text for word in _GONE)]
        cited = {name for text in standing for name in _BOOK.findall(text)} & dead
        for name in sorted(cited):
            yield make_gap(item, f"依据《{name}》，该文件已经失效或者废止")
