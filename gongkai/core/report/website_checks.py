"""政府网站工作年度报表 (国办函〔2018〕12号): its eight parts, its sums, its counts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation, Interpretation, MediaMatrix, YearlyForm
from gongkai.core.models.facilities import AccountStatus
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

_NOTICE = "《国务院办公厅关于做好政府网站年度报表发布工作的通知》（国办函〔2018〕12号）"
_PARTS = (
    ("信息发布", "信息发布总数|信息更新量"),
    ("专栏专题", "专题|专栏"),
    ("解读回应", "解读|回应"),
    ("办事服务", "服务事项|办件|办事"),
    ("互动交流", "留言|征集|访谈|答复"),
    ("安全防护", "安全|监测预警|应急演练|漏洞"),
    ("移动新媒体", "新媒体|微博|微信|移动"),
    ("创新发展", "创新"),
)
_SUMS = (
    ("信息发布总数", ("概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量")),
    ("解读信息发布总数", ("解读材料数量", "解读产品数量", "媒体评论文章数量")),
)
_LIMITS = (
    ("独立用户访问总量", "网站总访问量"),
    ("专题专栏新开设数量", "专题专栏维护数量"),
    ("可全程在线办理政务服务事项数量", "政务服务事项数量"),
    ("办结留言数量", "收到留言数量"),
    ("公开答复数量", "留言办理数量"),
    ("问题整改数量", "发现问题数量"),
)
"""The first is part of the second."""
_VALUE = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)")

PARTS = Duty("annual-website-parts", Topic.ANNUAL, "网站年度报表具备八个部分", _NOTICE, "份")
SUMS = Duty(
    "annual-website-sums",
    Topic.ANNUAL,
    "网站年度报表总数与分项相符",
    _NOTICE,
    "份",
    "总数与分项都填写的，按相加关系和包含关系核对",
)
COUNTS = Duty(
    "annual-website-counts",
    Topic.ANNUAL,
    "网站年度报表的数量与本站相符",
    _NOTICE,
    "份",
    "报表少于本站当年实有的列出，多于本站的不作判断；网站标识码应当一致",
)


def check_website_forms(holdings: Holdings) -> Iterator[Check]:
    """The yearly forms that are about the website, not those of other matters."""
    forms = [
        item
        for item in list_items(holdings)
        if isinstance(item.record, YearlyForm) and "网站" in item.record.title
    ]
    yield _judge(PARTS, forms, _find_missing)
    yield _judge(SUMS, forms, lambda item: _find_wrong_sums(_read_values(item)))
    yield _judge(COUNTS, forms, lambda item: _compare_counts(holdings, item))


def _judge(duty: Duty, items: list[Item], find: Callable[[Item], Iterable[str]]) -> Check:
    return judge(duty, len(items), (make_gap(item, text) for item in items for text in find(item)))


def _find_missing(item: Item) -> Iterator[str]:
    names = [figure.name for figure in item.record.figures]
    missing = [part for part, words in _PARTS if not any(re.search(words, name) for name in names)]
    if missing:
        yield f"缺少{'、'.join(missing)}部分"


def _read_values(item: Item) -> dict[str, Decimal]:
    """The figures that are numbers, by name."""
    found = ((f.name, _VALUE.match(f.value)) for f in item.record.figures)
    return {name: Decimal(match[1].replace(",", "")) for name, match in found if match}


def _find_wrong_sums(values: dict[str, Decimal]) -> Iterator[str]:
    for total, parts in _SUMS:
        known = [values[part] for part in parts if part in values]
        if total not in values or not known:
            continue
        whole = len(known) == len(parts)
        if sum(known) > values[total] or (whole and sum(known) != values[total]):
            names = "、".join(part for part in parts if part in values)
            yield f"{total}{values[total]}，{names}之和{sum(known)}"
    for part, whole_name in _LIMITS:
        if values.get(part, 0) > values.get(whole_name, Decimal("Infinity")):
            yield f"{part}{values[part]}，多于{whole_name}{values[whole_name]}"


def _compare_counts(holdings: Holdings, form: Item) -> Iterator[str]:
    values, year = _read_values(form), form.record.year
    told = {f.name: f.value for f in form.record.figures}
    code = told.get("网站标识码")
    if code is not None and code != holdings.catalog.site.id_code:
        yield "网站标识码与本站的不同"
    items = [item for item in holdings.items if item.published.year == year]
    found = {
        "信息发布总数": len(items),
        "解读信息发布总数": sum(isinstance(i.record, Interpretation) for i in items),
        "征集调查期数": sum(isinstance(i.record, Consultation) for i in items),
        "移动新媒体账号数量": _count_accounts(holdings, year),
    }
    for name, number in found.items():
        if name in values and number > values[name]:
            yield f"“{name}”填报{values[name]}，本站当年至少有{number}，请核对"


def _count_accounts(holdings: Holdings, year: int) -> int:
    """The accounts that are run and were so by the end of the year, each once."""
    running = {
        (account.platform, account.name)
        for item in holdings.items
        if isinstance(item.record, MediaMatrix)
        for account in item.record.accounts
        if account.status is AccountStatus.RUNNING and account.opened.year <= year
    }
    return len(running)
