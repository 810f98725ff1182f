"""Every file of an export package with its bytes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from gongkai.core.consolidation.checks import count_records
from gongkai.core.consolidation.document_record import FOLDER, describe_document
from gongkai.core.consolidation.models import (
    FORMAT,
    LISTS,
    PACKAGE,
    README,
    SCHEMA,
    SUMS,
    PackageRecord,
)
from gongkai.core.consolidation.records import (
    choose_items,
    describe_package,
    list_columns,
    list_ended,
    list_inventory,
    list_redirects,
    list_register,
    list_units,
)
from gongkai.publish.exports.gkmlpt import describe_article
from gongkai.publish.proofs import format_proof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pydantic import BaseModel

    from gongkai.core.items import Item
    from gongkai.core.log import Log
    from gongkai.core.site import SiteModel

_README = """\
政府信息公开数据包（{format}）

{name}（{url}）截至 {made} 的公开内容{scope}，供集约化平台接收、备份和核对。

文件
  package.json       数据包的说明和各项数目
  documents.jsonl    公开的文件，每行一份：元数据、关系、附件、审查凭据
  documents/         各文件的正文（HTML、纯文本、Markdown）、原文、审查凭据和附件
  columns.jsonl      栏目
  units.jsonl        责任部门
  inventory.jsonl    全站公开文件的清点（增量导出时也是全部）
  redirects.jsonl    旧网址和新网址
  ended.jsonl        已撤回、正在重新审查、公示期满的文件，不含原文
  register.jsonl     依申请公开目录
  schema.json        以上各记录的 JSON Schema
  SHA256SUMS         其余全部文件的 SHA-256

核对
  gongkai export --check 数据包
  或者在文件夹中运行：sha256sum -c SHA256SUMS
  审查凭据的核验方法见《格式规范》第十一章，名册和封印在原网站 gongkai/ 目录下。

数目
{counts}
"""


def list_package_files(
    site: SiteModel, since: date | None, log: Log | None
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file, the list of digests last; always the same for one site."""
    sums: dict[str, str] = {}
    for path, data in _list_files(site, since, log):
        sums[path] = hashlib.sha256(data).hexdigest()
        yield path, data
    yield SUMS, "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def _list_files(
    site: SiteModel, since: date | None, log: Log | None
) -> Iterator[tuple[str, bytes]]:
    chosen = choose_items(site, since)
    records: dict[str, list[BaseModel]] = {
        "documents.jsonl": [describe_document(site, i, describe_article(site, i)) for i in chosen],
        "columns.jsonl": [*list_columns(site)],
        "units.jsonl": [*list_units(site)],
        "redirects.jsonl": [*list_redirects(site)],
        "ended.jsonl": [*list_ended(site)],
        "register.jsonl": [*list_register(site)],
        "inventory.jsonl": [*list_inventory(site, chosen)],
    }
    checkpoint = str(log.checkpoint).strip() if log else None
    about = describe_package(site, since, checkpoint, count_records(records))
    yield README, format_readme(about).encode()
    yield PACKAGE, _dump(about, indent=1)
    yield SCHEMA, format_schema()
    for name, rows in records.items():
        yield name, b"".join(map(_dump, rows))
    for item in chosen:
        yield from _list_document_files(site, item)


def _dump(record: BaseModel, indent: int | None = None) -> bytes:
    return record.model_dump_json(by_alias=True, indent=indent).encode() + b"\n"


def _list_document_files(site: SiteModel, item: Item) -> Iterator[tuple[str, bytes]]:
    folder = f"{FOLDER}{item.id}/"
    source, rendered = item.cleared.draft.source, item.cleared.rendered
    html = rendered.html if rendered else ""
    blocks = rendered.blocks if rendered else ()
    yield f"{folder}body.html", f"{html}\n".encode()
    yield f"{folder}body.md", (source.body.strip("\n") + "\n").encode()
    yield f"{folder}body.txt", "".join(f"{block}\n" for block in blocks).encode()
    yield f"{folder}source.md", source.with_tail(source.tail).encode()
    yield f"{folder}proof.json", format_proof(site.catalog, item.cleared.draft)
    for file in item.cleared.attachments:
        yield f"{folder}files/{file.path.rpartition('/')[2]}", file.data


def format_readme(about: PackageRecord) -> str:
    """What whoever receives the package reads first."""
    counts = about.counts
    shown = "".join(
        f"  {field.alias}：{getattr(counts, name)}\n"
        for name, field in type(counts).model_fields.items()
    )
    return _README.format(
        format=FORMAT,
        name=about.name,
        url=about.url,
        made=about.made,
        scope=f"（只含 {about.since} 起发布的）" if about.since else "",
        counts=shown.rstrip("\n"),
    )


def format_schema() -> bytes:
    """The JSON Schema (2020-12) of every record, by the file in which it stands."""
    models: dict[str, type[BaseModel]] = {PACKAGE: PackageRecord, **LISTS}
    places, whole = models_json_schema(
        [(model, "serialization") for model in models.values()], by_alias=True
    )
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"政府信息公开数据包（{FORMAT}）",
        "description": "properties 按文件名给出：.jsonl 文件的每一行、package.json 的全部内容。",
        "properties": {name: places[model, "serialization"] for name, model in models.items()},
        **whole,
    }
    _drop_english(schema)
    return (json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _drop_english(node: Any) -> None:  # noqa: ANN401 - any part of a schema
    """Titles that the library derives from names say nothing."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        if isinstance(part, dict) and str(part.get("title", "")).isascii():
            part.pop("title", None)
        _drop_english(part)
