"""Checking an export package: nothing missing, nothing added, nothing changed, counts as told."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from gongkai.core.consolidation.models import (
    LISTS,
    PACKAGE,
    SUMS,
    ColumnRecord,
    Counts,
    DocumentRecord,
    InventoryRecord,
    PackageRecord,
    UnitRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Model = TypeVar("Model", bound=BaseModel)

_SUM = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[A-Za-z0-9][A-Za-z0-9._/-]{0,299})")


class _RepeatedKeyError(ValueError):
    """A name that stands twice in one object."""


class Package(Protocol):
    """The files of a package, wherever they lie."""

    def names(self) -> tuple[str, ...]:
        """The path of every file, in order."""

    def read(self, name: str) -> bytes:
        """The bytes of a file."""


def check_package(package: Package) -> Iterator[str]:
    """What is wrong, one Chinese sentence with the file's name each; nothing for a good package."""
    names = package.names()
    if SUMS not in names:
        yield f"{SUMS}：缺少校验清单，不是数据包，或者不完整"
        return
    sums, faults = _read_sums(package.read(SUMS))
    yield from faults
    yield from (f"{name}：在数据包中出现 {n} 次" for name, n in Counter(names).items() if n > 1)
    yield from (f"{name}：清单中有，数据包中没有" for name in sums.keys() - {*names})
    yield from (
        f"{name}：清单中没有这个文件" for name in names if name not in sums and name != SUMS
    )
    for name in names:
        if name in sums and hashlib.sha256(package.read(name)).hexdigest() != sums[name]:
            yield f"{name}：内容与校验清单不符"
    if not faults:
        yield from _check_records(package, {*names})


def _read_sums(data: bytes) -> tuple[dict[str, str], list[str]]:
    sums: dict[str, str] = {}
    faults = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        match = _SUM.fullmatch(line)
        if match is None or match["name"] in sums or ".." in match["name"].split("/"):
            faults.append(f"{SUMS}：第 {number} 行的写法不对")
        else:
            sums[match["name"]] = match["digest"]
    return sums, faults


def _check_records(package: Package, names: set[str]) -> Iterator[str]:
    missing = [name for name in (PACKAGE, *LISTS) if name not in names]
    if missing:
        yield from (f"{name}：缺少这个文件" for name in missing)
        return
    found: dict[str, list[BaseModel]] = {}
    faults: list[str] = []
    for name, model in LISTS.items():
        lines = package.read(name).splitlines()
        found[name] = [
            r
            for n, line in enumerate(lines, 1)
            if (r := _read(model, line, f"{name} 第 {n} 行", faults))
        ]
    about = _read(PackageRecord, package.read(PACKAGE), PACKAGE, faults)
    yield from faults
    if about is None or faults:
        return
    documents = [r for r in found["documents.jsonl"] if isinstance(r, DocumentRecord)]
    yield from _check_counts(about.counts, count_records(found))
    yield from _check_documents(package, documents, names)
    yield from _check_references(about, found, documents)


def _read(model: type[Model], data: bytes, place: str, faults: list[str]) -> Model | None:
    try:
        json.loads(data, object_pairs_hook=_refuse_repeated)
        return model.model_validate_json(data, by_alias=True, by_name=False)
    except _RepeatedKeyError as error:
        faults.append(f"{place}：“{error}”写了两次")
        return None
    except (ValueError, RecursionError) as error:
        if not isinstance(error, ValidationError):
            faults.append(f"{place}：不合格式（内容）")
            return None
        first = error.errors(include_url=False)[0]
        where = "、".join(str(part) for part in first["loc"]) or "内容"
        faults.append(f"{place}：不合格式（{where}）")
        return None


def _refuse_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object, in which programs that read it must not differ over which value counts."""
    for name, number in Counter(name for name, _ in pairs).items():
        if number > 1:
            raise _RepeatedKeyError(name)
    return dict(pairs)


def count_records(found: dict[str, list[BaseModel]]) -> Counts:
    """The numbers of a package, counted from its records."""
    documents = [r for r in found["documents.jsonl"] if isinstance(r, DocumentRecord)]
    files = [file for document in documents for file in document.attachments]
    return Counts.model_validate(
        {
            "文件": len(documents),
            "附件": len(files),
            "附件字节数": sum(file.size for file in files),
            "关系": sum(len(document.relations) for document in documents),
            "栏目": len(found["columns.jsonl"]),
            "部门": len(found["units.jsonl"]),
            "旧网址": len(found["redirects.jsonl"]),
            "不再公开": len(found["ended.jsonl"]),
            "依申请公开": len(found["register.jsonl"]),
            "全站文件": len(found["inventory.jsonl"]),
        }
    )


def _check_counts(told: Counts, counted: Counts) -> Iterator[str]:
    for name, field in Counts.model_fields.items():
        said, number = getattr(told, name), getattr(counted, name)
        if said != number:
            yield f"{PACKAGE}：{field.alias}写作 {said}，实际 {number}"


def _check_documents(
    package: Package, documents: list[DocumentRecord], names: set[str]
) -> Iterator[str]:
    """Each document's files are there, and no file below `documents/` belongs to none."""
    owned: set[str] = set()
    for document in documents:
        texts = document.texts
        paths = {texts.html, texts.plain, texts.markdown, texts.source, document.evidence.proof}
        attached = {file.path: file for file in document.attachments}
        for path in sorted((paths | attached.keys()) - names):
            yield f"{path}：{document.id} 的这个文件不在数据包中"
        for path, file in attached.items():
            if path in names:
                data = package.read(path)
                if (len(data), hashlib.sha256(data).hexdigest()) != (file.size, file.sha256):
                    yield f"{path}：与 {document.id} 所记的字节数、摘要不符"
        owned |= paths | attached.keys()
    for name in sorted(n for n in names - owned if n.startswith("documents/")):
        yield f"{name}：不属于任何一份文件"


def _check_references(
    about: PackageRecord, found: dict[str, list[BaseModel]], documents: list[DocumentRecord]
) -> Iterator[str]:
    inventory = {r.id: r for r in found["inventory.jsonl"] if isinstance(r, InventoryRecord)}
    columns = {r.id for r in found["columns.jsonl"] if isinstance(r, ColumnRecord)}
    units = {r.id for r in found["units.jsonl"] if isinstance(r, UnitRecord)}
    yield from _find_repeated("编号", (document.id for document in documents))
    yield from _find_repeated("索引号", (document.index_number for document in documents))
    here = {document.id for document in documents}
    for document in documents:
        line = inventory.get(document.id)
        if line is None or line.digest != document.evidence.digest or not line.included:
            yield f"documents.jsonl：{document.id} 与 inventory.jsonl 的清点不符"
        if {document.column, *document.also_in} - columns or document.unit not in units:
            yield f"documents.jsonl：{document.id} 的栏目或者部门没有列出"
        for link in document.relations:
            if link.id not in inventory:
                yield f"documents.jsonl：{document.id} 所关联的 {link.id} 没有列出"
    for line in inventory.values():
        if line.included and line.id not in here:
            yield f"documents.jsonl：缺少 {line.id}"
        if about.since is None and not line.included:
            yield f"inventory.jsonl：{line.id} 不在本包中，而本包应是全部"


def _find_repeated(name: str, values: Iterable[str]) -> Iterator[str]:
    for value, number in Counter(values).items():
        if number > 1:
            yield f"documents.jsonl：{name} {value} 出现 {number} 次"
