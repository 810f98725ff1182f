"""The site as a data catalogue: what DCAT-AP asks of catalogue, data sets and distributions.

One data set for each column, whose items are its rows, and one for each open data set
(开放数据集), whose files are its distributions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.dataset import LICENCE_ADDRESSES, DataSet, Frequency
from gongkai.publish.media_types import find_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.dataset import Licence
    from gongkai.core.site import SiteModel

_EU = "http://publications.europa.eu/resource/authority/frequency/"
FREQUENCIES = {
    Frequency.DAILY: f"{_EU}DAILY",
    Frequency.WEEKLY: f"{_EU}WEEKLY",
    Frequency.MONTHLY: f"{_EU}MONTHLY",
    Frequency.QUARTERLY: f"{_EU}QUARTERLY",
    Frequency.HALF_YEARLY: f"{_EU}ANNUAL_2",
    Frequency.YEARLY: f"{_EU}ANNUAL",
    Frequency.AS_NEEDED: f"{_EU}IRREG",
    Frequency.NEVER: f"{_EU}NEVER",
}
"""The frequency vocabulary of the EU, which DCAT-AP prescribes."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One form in which a data set can be had."""

    url: str
    title: str
    media_type: str
    size: int | None
    """Bytes; None for what is made together with the catalogue itself."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set; addresses are complete."""

    url: str
    page: str
    title: str
    description: str
    identifier: str
    keywords: tuple[str, ...]
    publisher: str
    issued: str | None
    modified: str | None
    """Days."""
    frequency: str | None
    licence: str | None
    """Its address, or its terms where it has none."""
    distributions: tuple[Distribution, ...]


def list_datasets(site: SiteModel) -> tuple[Dataset, ...]:
    """The columns in the order of the catalogue, then the open data sets, newest first."""
    return (
        *(_describe_column(site, view) for view in site.columns),
        *(_describe_dataset(site, item) for item in site.items if _is_open(item)),
    )


def _is_open(item: Item) -> bool:
    return isinstance(item.record, DataSet)


def _describe_column(site: SiteModel, view: ColumnView) -> Dataset:
    root, column = site.catalog.site.url, view.column
    return Dataset(
        url=f"{root}{view.url}#dataset",
        page=root + view.url,
        title=f"{column.name}（目录）",
        description=column.intro,
        identifier=f"{site.catalog.site.id}/{column.id}",
        keywords=column.keywords,
        publisher=site.catalog.site.body,
        issued=str(column.since) if column.since else None,
        modified=str(view.last) if view.last else None,
        frequency=None,
        licence=None,
        distributions=tuple(_list_forms(root, column.id, column.name)),
    )


def _list_forms(root: str, name: str, label: str) -> Iterator[Distribution]:
    for form in ("csv", "xlsx", "json"):
        url = f"{root}mulu/lanmu/{name}.{form}"
        title = f"{label}目录（{form.upper()}）"
        yield Distribution(url, title, find_media_type(url), None)
    url = f"{root}api/v1/columns/{name}.json"
    yield Distribution(url, f"{label}数据接口", find_media_type(url), None)


def _describe_dataset(site: SiteModel, item: Item) -> Dataset:
    root, record = site.catalog.site.url, item.record
    titles = {attachment.file: attachment.title for attachment in record.attachments}
    files = [(file.path.rpartition("/")[2], len(file.data)) for file in item.cleared.attachments]
    return Dataset(
        url=f"{root}{item.url}#dataset",
        page=root + item.url,
        title=record.title,
        description=record.summary,
        identifier=record.index_number,
        keywords=record.keywords or item.column.keywords,
        publisher=record.issuer,
        issued=str(item.published.date()),
        modified=str(record.as_of),
        frequency=FREQUENCIES[record.frequency],
        licence=find_licence(record.licence),
        distributions=tuple(
            Distribution(f"{root}{item.url}{name}", titles[name], find_media_type(name), size)
            for name, size in files
        ),
    )


def find_licence(licence: Licence) -> str:
    """The address of a licence's text, or what it is called."""
    return LICENCE_ADDRESSES.get(licence, licence.value)
