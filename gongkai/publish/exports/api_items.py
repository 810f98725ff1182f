"""One document in the static interface."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from gongkai.core.models.fields import BEIJING
from gongkai.publish.annual_export.downloads import FOLDER as ANNUAL
from gongkai.publish.annual_export.downloads import list_downloads
from gongkai.publish.exports.api_models import Brief, DocumentAnswer, File, Item, Related
from gongkai.publish.media_types import find_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core import site as model
    from gongkai.core.site import SiteModel

_FOLDER = "api/v1/documents/"


def locate(name: str) -> str:
    """Where all metadata of a document stand, from the site's root."""
    return f"{_FOLDER}{name}.json"


def describe_briefly(root: str, item: model.Item) -> Brief:
    """The metadata of one document in brief."""
    return Brief(**_tell_briefly(root, item))


def _tell_briefly(root: str, item: model.Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.record.title,
        "index_number": item.record.index_number,
        "published": item.published.astimezone(BEIJING).isoformat(timespec="minutes"),
        "validity": item.validity.value,
        "url": root + item.url,
        "data": root + locate(item.id),
    }


def describe_item(root: str, item: model.Item) -> Item:
    """The metadata of one document."""
    record = item.record
    return Item(
        **_tell_briefly(root, item),
        summary=record.summary,
        made=str(record.made),
        issuer=record.issuer,
        document_number=record.document_number,
        subject=record.subject,
        genre=record.genre.value if record.genre else "其他",
        disclosure=record.disclosure.value,
        type=record.type_id,
        type_name=record.type_name,
        column=item.column.id,
        also_in=record.also_in,
        unit=item.unit.id,
        art20=item.art20,
        keywords=record.keywords,
        revision=record.revision,
        changed=str(record.changed) if record.changed else None,
        effective=str(record.effective) if record.effective else None,
        expiry=str(record.expiry) if record.expiry else None,
    )


def describe_document(site: SiteModel, item: model.Item, described: Item) -> DocumentAnswer:
    """A document's metadata with its relations and attachments."""
    root = site.catalog.site.url
    return DocumentAnswer(
        item=described,
        relations=tuple(
            Related(
                relation=relation.label,
                id=relation.target,
                title=site.by_id[relation.target].record.title,
                url=f"{root}{relation.target}/",
            )
            for relation in item.relations
        ),
        attachments=tuple(_describe_files(root, item)),
        annual=f"{root}{ANNUAL}{item.id}.json" if list_downloads(item) else None,
        proof=f"{root}{item.url}proof.json",
    )


def _describe_files(root: str, item: model.Item) -> Iterator[File]:
    titles = {attachment.file: attachment.title for attachment in item.record.attachments}
    for file in item.cleared.attachments:
        name = file.path.rpartition("/")[2]
        yield File(
            title=titles[name],
            url=f"{root}{item.url}{name}",
            media_type=find_media_type(name),
            size=len(file.data),
            sha256=hashlib.sha256(file.data).hexdigest(),
        )
