"""开放数据: data sets with what they mean, what one may do with them, and their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import DataSet
from gongkai.core.models.dataset import LICENCE_ADDRESSES, LICENCE_TERMS
from gongkai.publish.pages.details import list_attachments
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.details import AttachmentView


@dataclass(frozen=True, slots=True)
class DataSetView:
    """One data set as the page shows it."""

    item: Item
    files: tuple[AttachmentView, ...]
    terms: str
    licence_address: str
    """Empty where the licence has no text of its own."""


def make_datasets(site: SiteModel, view: ColumnView) -> Panel | None:
    """The data sets of a column, newest first."""
    del site
    items = [item for item in view.items if isinstance(item.record, DataSet)]
    if not items:
        return None
    return Panel(
        template="panels/datasets.html",
        context={"sets": tuple(_view_set(item) for item in items)},
        styles=(SERVICE_STYLE,),
    )


def _view_set(item: Item) -> DataSetView:
    licence = item.record.licence
    return DataSetView(
        item, list_attachments(item), LICENCE_TERMS[licence], LICENCE_ADDRESSES.get(licence, "")
    )
