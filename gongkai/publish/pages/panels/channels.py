"""监督投诉渠道: the ways of report, complaint, review and lawsuit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import ComplaintChannels
from gongkai.core.models.facilities import ChannelKind
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel

_HINTS = {
    ChannelKind.REPORT: "发现违法违纪或者不依法履行职责的线索",
    ChannelKind.COMPLAINT: "对服务、执法或者信息公开工作不满意",
    ChannelKind.REVIEW: "认为行政行为侵犯自己的合法权益，请求上级行政机关审查",
    ChannelKind.LAWSUIT: "请求人民法院审查行政行为是否合法",
}


def make_channels(site: SiteModel, view: ColumnView) -> Panel | None:
    """The channels of the newest document, by kind."""
    del site
    items = [item for item in view.items if isinstance(item.record, ComplaintChannels)]
    if not items:
        return None
    ways = items[0].record.ways
    kinds = ((kind, tuple(way for way in ways if way.kind is kind)) for kind in ChannelKind)
    return Panel(
        template="panels/channels.html",
        context={
            "item": items[0],
            "kinds": tuple((kind.value, _HINTS[kind], found) for kind, found in kinds if found),
        },
        styles=(SERVICE_STYLE,),
    )
