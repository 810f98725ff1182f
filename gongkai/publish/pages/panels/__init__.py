"""What stands on a column's page above its list, by the types of documents that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.site import ColumnView, SiteModel
    from gongkai.publish.pages.panels.panel import Panel, PanelMaker

PANELS: Mapping[str, PanelMaker] = {}
"""The maker of the panel of each type of document that has one."""


def list_panels(site: SiteModel, view: ColumnView) -> Iterator[Panel]:
    """The panels of a column, in the order of the types that it may hold."""
    for type_id in view.column.types:
        maker = PANELS.get(type_id)
        panel = maker(site, view) if maker else None
        if panel is not None:
            yield panel
