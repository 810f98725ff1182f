"""One panel of a column's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel

PARTICIPATION_STYLE = "assets/css/participation.css"
"""The style sheet of what the public takes part in."""
SERVICE_STYLE = "assets/css/services.css"
"""The style sheet of services: requests, channels, lost property, places, media, data."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a template of `fragments/panels/` shows; it reads the context as `panel`."""

    template: str
    """Below `fragments/`, as `panels/consultations.html`."""
    context: dict[str, Any]
    replaces_list: bool = False
    """The panel itself links to every document of the column; the plain list is left out."""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


PanelMaker = Callable[["SiteModel", "ColumnView"], Panel | None]
"""Makes the panel of a column, or none where the column holds nothing for it."""
