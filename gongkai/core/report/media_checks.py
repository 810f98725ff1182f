"""Accounts of new media: who answers for them, whether they live, whether dead ones are closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.models import MediaMatrix
from gongkai.core.models.facilities import AccountStatus
from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.service_checks import find_idle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.models.facilities import MediaAccount
    from gongkai.core.report.holdings import Holdings

_ABANDONED = timedelta(days=90)
_MEDIA = "《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）"

OWNER = Duty(
    "relation-media-owner",
    Topic.RELATIONS,
    "政务新媒体账号有责任单位和管理部门",
    _MEDIA,
    measure="个账号",
)
ACTIVE = Duty(
    "relation-media-active",
    Topic.RELATIONS,
    "正常运行的政务新媒体账号十四日内有更新",
    "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    measure="个账号",
    note="按账号清单写明的最近更新日期",
)
CLOSED = Duty(
    "relation-media-closed",
    Topic.RELATIONS,
    "停止更新的政务新媒体账号已经注销",
    _MEDIA,
    measure="个账号",
    note=f"停止更新满{_ABANDONED.days}日未注销，或者已经注销仍列出网址的，列出",
)


class _Row(NamedTuple):
    """One account of the newest list of its column."""

    item: Item
    account: MediaAccount
    unit: str


def check_media(holdings: Holdings) -> Iterator[Check]:
    """The accounts of the newest lists; earlier lists are history."""
    items = _list_newest(holdings)
    units = {unit.name for unit in holdings.catalog.units}
    rows = [
        _Row(item, one, one.administrator if one.administrator in units else item.unit.name)
        for item in items
        for one in item.record.accounts
    ]
    kept = [row for row in rows if row.account.status is not AccountStatus.CLOSED]
    yield judge(OWNER, len(kept), _find_ownerless(kept))
    running = [row for row in rows if row.account.status is AccountStatus.RUNNING]
    idle = {id(one) for item in items for _, one in find_idle(item.record, holdings.today)}
    yield judge(
        ACTIVE,
        len(running),
        [_make_gap(r, _describe_idle(holdings, r)) for r in running if id(r.account) in idle],
    )
    still = [row for row in rows if row.account.status is not AccountStatus.RUNNING]
    yield judge(CLOSED, len(still), _find_unclosed(holdings, still))


def _list_newest(holdings: Holdings) -> list[Item]:
    """The newest list of each column, by column; holdings are newest first."""
    newest: dict[str, Item] = {}
    for item in holdings.items:
        if isinstance(item.record, MediaMatrix):
            newest.setdefault(item.record.category, item)
    return [newest[name] for name in sorted(newest)]


def _make_gap(row: _Row, text: str) -> Gap:
    """A gap of one account, held against the unit that runs it."""
    name = f"{row.account.platform}“{row.account.name}”"
    return Gap(row.item.id, name, row.unit, text)


def _find_ownerless(rows: list[_Row]) -> Iterator[Gap]:
    for row in rows:
        missing = ["责任单位"] * (not row.account.owner)
        missing += ["管理部门"] * (not row.account.administrator)
        if missing:
            yield _make_gap(row, f"没有写明{'、'.join(missing)}")


def _describe_idle(holdings: Holdings, row: _Row) -> str:
    last = row.account.last_activity
    return f"已{(holdings.today - last).days}日没有更新" if last else "没有写明最近更新日期"


def _find_unclosed(holdings: Holdings, rows: list[_Row]) -> Iterator[Gap]:
    for row in rows:
        last = row.account.last_activity
        if row.account.status is AccountStatus.CLOSED:
            if row.account.address is not None:
                yield _make_gap(row, "已经注销，清单中仍列出网址")
        elif last is None or holdings.today - last > _ABANDONED:
            since = f"自{last}起" if last else ""
            yield _make_gap(row, f"{since}停止更新，没有注销")
