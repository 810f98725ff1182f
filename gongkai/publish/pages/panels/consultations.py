"""意见征集: what is open for opinions, and what became of those given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation
from gongkai.core.participation import ConsultationState, format_share, judge_consultation
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

SCRIPT = "assets/js/consultations.js"
_CLOSED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """One consultation as lists show it."""

    item: Item
    state: ConsultationState
    days_left: int
    """Days after today up to the last day; 0 on the last day, negative afterwards."""
    share: str
    """采纳率; empty before the result is public."""
    results: tuple[Item, ...]
    """The documents that came of it."""


def list_open_consultations(site: SiteModel) -> tuple[ConsultationView, ...]:
    """Every consultation of the site that takes opinions today, the one that ends first first."""
    return _order_open(_view_all(site, site.items))


def describe_state(site: SiteModel, item: Item) -> tuple[tuple[str, str], ...]:
    """Label and state of a consultation for its own page; nothing for other documents."""
    if not isinstance(item.record, Consultation):
        return ()
    view = _view(site, item)
    start, end = item.record.start, item.record.end
    texts = {
        ConsultationState.UPCOMING: f"即将开始：{start} 至 {end} 征集",
        ConsultationState.OPEN: f"征集中，{end} 截止",
        ConsultationState.COMPILING: f"征集已于 {end} 结束，结果正在整理",
        ConsultationState.ANSWERED: f"已公布结果：收到 {item.record.received} 条，"
        f"采纳 {item.record.adopted} 条，采纳率 {view.share}",
    }
    return (("征集状态", texts[view.state]),)


def make_consultations(site: SiteModel, view: ColumnView) -> Panel | None:
    """The consultations of a column: open ones first, then those that are over."""
    views = tuple(_view_all(site, view.items))
    if not views:
        return None
    by_state = {
        state: tuple(found for found in views if found.state is state)
        for state in ConsultationState
    }
    over = by_state[ConsultationState.COMPILING] + by_state[ConsultationState.ANSWERED]
    return Panel(
        template="panels/consultations.html",
        context={
            "open": _order_open(views),
            "upcoming": by_state[ConsultationState.UPCOMING],
            "over": over[:_CLOSED_SHOWN],
            "older": len(over[_CLOSED_SHOWN:]),
            "today": site.today,
        },
        styles=(PARTICIPATION_STYLE,),
        scripts=(SCRIPT,) if by_state[ConsultationState.OPEN] else (),
    )


def _view_all(site: SiteModel, items: Iterable[Item]) -> Iterable[ConsultationView]:
    return (_view(site, item) for item in items if isinstance(item.record, Consultation))


def _view(site: SiteModel, item: Item) -> ConsultationView:
    record = item.record
    counted = record.received is not None and record.adopted is not None
    return ConsultationView(
        item,
        judge_consultation(record, site.today),
        (record.end - site.today).days,
        format_share(record.adopted, record.received) if counted else "",
        tuple(site.by_id[name] for name in record.consults if name in site.by_id),
    )


def _order_open(views: Iterable[ConsultationView]) -> tuple[ConsultationView, ...]:
    found = (view for view in views if view.state is ConsultationState.OPEN)
    return tuple(sorted(found, key=lambda view: (view.days_left, view.item.id)))
