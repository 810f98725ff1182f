"""What stands on a column's page above its list, by the types of documents that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.pages.panels.consultations import make_consultations
from gongkai.publish.pages.panels.letters import make_letters
from gongkai.publish.pages.panels.meetings import make_meetings
from gongkai.publish.pages.panels.proposals import make_proposals
from gongkai.publish.pages.panels.questions import make_questions
from gongkai.publish.pages.panels.tasks import make_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.site import ColumnView, SiteModel
    from gongkai.publish.pages.panels.panel import Panel, PanelMaker

PANELS: Mapping[str, PanelMaker] = {
    "zhengji": make_consultations,
    "jianyi-tian": make_proposals,
    "tian-banli": make_proposals,
    "laixin": make_letters,
    "wenda": make_questions,
    "huiyi": make_meetings,
    "renwu": make_tasks,
}
"""The maker of the panel of each type of document that has one."""


def list_panels(site: SiteModel, view: ColumnView) -> Iterator[Panel]:
    """The panels of a column, in the order of the types that it may hold."""
    makers = dict.fromkeys(PANELS[name] for name in view.column.types if name in PANELS)
    for maker in makers:
        panel = maker(site, view)
        if panel is not None:
            yield panel
