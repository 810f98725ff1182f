"""One document in the static interface.

There are thousands: what is told is not put into the models of `api_models` first, which say what
it must be like; the tests hold it against their schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pydantic_core import to_json

from gongkai.core.models.fields import BEIJING
from gongkai.publish.annual_export.downloads import FOLDER as ANNUAL
from gongkai.publish.annual_export.downloads import list_downloads
from gongkai.publish.exports.api_models import VERSION
from gongkai.publish.media_types import find_media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

Told: TypeAlias = dict[str, object]
"""What JSON can say, in the order of the fields of a model."""
_FOLDER = "api/v1/documents/"


def locate(name: str) -> str:
    """Where all metadata of a document stand, from the site's root."""
    return f"{_FOLDER}{name}.json"


def spell(told: Told) -> bytes:
    """What is told, as the interface has it."""
    return to_json(told)


def describe_briefly(root: str, item: Item) -> Told:
    """The metadata of one document in brief, as `Brief` has them."""
    return {
        "id": item.id,
        "title": item.record.title,
        "index_number": item.record.index_number,
        "published": item.published.astimezone(BEIJING).isoformat(timespec="minutes"),
        "validity": item.validity.value,
        "url": root + item.url,
        "data": root + locate(item.id),
    }


def describe_item(root: str, item: Item) -> Told:
    """The metadata of one document, as `Item` has them."""
    record = item.record
    return {
        **describe_briefly(root, item),
        "summary": record.summary,
        "made": str(record.made),
        "issuer": record.issuer,
        "document_number": record.document_number,
        "subject": record.subject,
        "genre": record.genre.value if record.genre else "其他",
        "disclosure": record.disclosure.value,
        "type": record.type_id,
        "type_name": record.type_name,
        "column": item.column.id,
        "also_in": record.also_in,
        "unit": item.unit.id,
        "art20": item.art20,
        "keywords": record.keywords,
        "revision": record.revision,
        "changed": str(record.changed) if record.changed else None,
        "effective": str(record.effective) if record.effective else None,
        "expiry": str(record.expiry) if record.expiry else None,
    }


def format_document(site: SiteModel, item: Item) -> bytes:
    """A document's metadata with its relations and attachments, as `DocumentAnswer` has them."""
    root = site.catalog.site.url
    told: Told = {
        "schema": VERSION,
        "kind": "document",
        "item": describe_item(root, item),
        "relations": [
            {
                "relation": relation.label,
                "id": relation.target,
                "title": site.by_id[relation.target].record.title,
                "url": f"{root}{relation.target}/",
            }
            for relation in item.relations
        ],
        "attachments": [*_describe_files(root, item)],
        "annual": f"{root}{ANNUAL}{item.id}.json" if list_downloads(item) else None,
        "proof": f"{root}{item.url}proof.json",
    }
    return spell(told) + b"\n"


def _describe_files(root: str, item: Item) -> Iterator[Told]:
    """The attachments, as `File` has them."""
    titles = {attachment.file: attachment.title for attachment in item.record.attachments}
    for file in item.cleared.attachments:
        name = file.path.rpartition("/")[2]
        yield {
            "title": titles[name],
            "url": f"{root}{item.url}{name}",
            "media_type": find_media_type(name),
            "size": len(file.data),
            "sha256": file.sha256,
        }
