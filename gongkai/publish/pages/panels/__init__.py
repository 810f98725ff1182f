"""What stands on a column's page above its list, by the types of documents that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.pages.panels.channels import make_channels
from gongkai.publish.pages.panels.consultations import make_consultations
from gongkai.publish.pages.panels.datasets import make_datasets
from gongkai.publish.pages.panels.letters import make_letters
from gongkai.publish.pages.panels.lost import make_lost
from gongkai.publish.pages.panels.media import make_media
from gongkai.publish.pages.panels.meetings import make_meetings
from gongkai.publish.pages.panels.places import make_places
from gongkai.publish.pages.panels.proposals import make_proposals
from gongkai.publish.pages.panels.questions import make_questions
from gongkai.publish.pages.panels.request import make_request
from gongkai.publish.pages.panels.tasks import make_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.column_views import ColumnView
    from gongkai.core.models.catalog import Column
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.panels.panel import Panel, PanelMaker

PANELS: Mapping[str, PanelMaker] = {
    "zhengji": make_consultations,
    "jianyi-tian": make_proposals,
    "tian-banli": make_proposals,
    "laixin": make_letters,
    "wenda": make_questions,
    "huiyi": make_meetings,
    "renwu": make_tasks,
    "yishenqing": make_request,
    "jiandu-qudao": make_channels,
    "shiwu-zhaoling": make_lost,
    "xinmeiti": make_media,
    "chayue": make_places,
    "shuju-ji": make_datasets,
}
"""The maker of the panel of each type of document that has one."""


def may_have_panels(column: Column) -> bool:
    """Whether some type of document that a column may hold has a panel."""
    return not PANELS.keys().isdisjoint(column.types)


def list_panels(site: SiteModel, view: ColumnView) -> Iterator[Panel]:
    """The panels of a column, in the order of the types that it may hold."""
    makers = dict.fromkeys(PANELS[name] for name in view.column.types if name in PANELS)
    for maker in makers:
        panel = maker(site, view)
        if panel is not None:
            yield panel
