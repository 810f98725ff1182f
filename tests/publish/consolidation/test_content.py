from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.core.consolidation.checks import check_package
from gongkai.core.consolidation.models import LISTS, PACKAGE
from gongkai.core.relations import RELATION_NAMES
from gongkai.publish.consolidation.content import list_package_files
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.tree_reader import read_tree

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel

CHECKOUT = Path(__file__).parents[3]


class Files(dict[str, bytes]):
    """A package in memory."""

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self))

    def read(self, name: str) -> bytes:
        return self[name]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteModel:
    """The repository's own sample, cleared."""
    options = default_options(CHECKOUT)
    state = tmp_path_factory.mktemp("state")
    prepared = prepare(type(options)(CHECKOUT, options.site, state, options.report))
    assert prepared.site is not None
    return prepared.site


@pytest.fixture(scope="module")
def package(site: SiteModel) -> Files:
    return Files(list_package_files(site, None, None))


def read_lines(package: Files, name: str) -> list[Any]:
    return [json.loads(line) for line in package[name].splitlines()]


def test_page_and_schema_of_the_handbook_are_those_of_the_records(tmp_path: Path) -> None:
    script = CHECKOUT / "scripts/consolidation_page"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    for name in ("consolidation.md", "consolidation.schema.json"):
        kept = (CHECKOUT / "handbook" / name).read_bytes()
        assert kept == (tmp_path / name).read_bytes(), "运行 scripts/consolidation_page"


def test_every_record_satisfies_the_schema(package: Files) -> None:
    schema = json.loads(package["schema.json"])
    assert json.dumps(schema).encode() != b"{}"
    for name in (PACKAGE, *LISTS):
        own = {**schema["properties"][name], "$defs": schema["$defs"]}
        validator = Draft202012Validator(own)
        records = [json.loads(package[name])] if name == PACKAGE else read_lines(package, name)
        assert records or name == "redirects.jsonl", name
        for record in records:
            assert [e.message for e in validator.iter_errors(record)] == [], name
            assert not validator.is_valid({**record, "另外": 1})


def test_package_of_the_sample_is_whole(package: Files) -> None:
    assert [*check_package(package)] == []


def test_nothing_of_the_repository_is_lost_and_nothing_held_is_in_it(package: Files) -> None:
    """Counted from the repository's bytes, not from the package's own records."""
    files = read_tree(CHECKOUT).files
    texts = {p: f.data.decode() for p, f in files.items() if re.fullmatch(r"content/.*\.md", p)}
    ended = {r["编号"] for r in read_lines(package, "ended.jsonl")}
    public = {
        path.removeprefix("content/").removesuffix(".md")
        for path, text in texts.items()
        if "\npublished: " in text.split("\n---\n")[0] and "\ntype: dengji\n" not in text
    } - ended
    documents = {r["编号"]: r for r in read_lines(package, "documents.jsonl")}
    assert documents.keys() == public
    held = [t for p, t in texts.items() if p[8:-3] not in public | ended and "dengji" not in t]
    assert held
    packed = b"\n".join(package.values()).decode("utf-8", "replace")
    for text in held:
        number = re.search(r"^index_number: (.*)$", text, re.MULTILINE)
        assert number is not None
        assert number[1] not in packed
    for name, record in documents.items():
        source = texts[f"content/{name}.md"]
        assert package[record["正文"]["原文"]].decode() == source
        folder = f"content/{name}.files/"
        own = {p.removeprefix(folder): f.data for p, f in files.items() if p.startswith(folder)}
        got = {a["文件"].rpartition("/")[2]: package[a["文件"]] for a in record["附件"]}
        assert got == own
    about = json.loads(package[PACKAGE])
    assert about["数目"]["文件"] == len(public)
    assert about["数目"]["附件"] == sum(
        1 for p in files if (m := re.match(r"content/(.*)\.files/", p)) and m[1] in public
    )


def test_metadata_have_their_official_names(package: Files, site: SiteModel) -> None:
    item = next(i for i in site.items if i.record.type_id == "guifanxing-wenjian")
    record = next(r for r in read_lines(package, "documents.jsonl") if r["编号"] == item.id)
    official = ["索引号", "名称", "文号", "发布机构", "成文日期", "发布日期", "有效性", "主题分类"]
    official += ["体裁", "公开方式", "栏目", "内容概述"]
    assert set(official) <= record.keys()
    assert record["文号"] == item.record.document_number
    assert record["其他字段"]["登记号"] == item.record.registration_number
    assert record["gkmlpt"]["identifier"] == record["索引号"]
    assert record["审查"]["原文摘要"] == item.cleared.draft.source.digest
    assert [step["层级"] for step in record["审查"]["审查记录"]] == ["l1", "l2", "l3"]


def test_relations_stand_at_both_ends(package: Files) -> None:
    labels = {label for pair in RELATION_NAMES.values() for label in pair}
    records = read_lines(package, "documents.jsonl")
    links = {(r["编号"], k["编号"]) for r in records for k in r["关系"]}
    assert links
    assert {k["关系"] for r in records for k in r["关系"]} <= labels
    assert {(b, a) for a, b in links} == links


def test_bytes_are_always_the_same(site: SiteModel, package: Files) -> None:
    assert dict(list_package_files(site, None, None)) == package


def test_a_later_day_gives_fewer_documents_and_the_whole_inventory(
    site: SiteModel, package: Files
) -> None:
    day = date(2026, 9, 1)
    part = Files(list_package_files(site, day, None))
    assert [*check_package(part)] == []
    days = {r["发布日期"][:10] for r in read_lines(part, "documents.jsonl")}
    assert min(days) >= str(day)
    inventory = read_lines(part, "inventory.jsonl")
    assert len(inventory) == len(read_lines(package, "inventory.jsonl")) == len(site.items)
    assert sum(r["在本包中"] for r in inventory) == len(read_lines(part, "documents.jsonl"))


def reseal(files: Files) -> Files:
    """The digests written anew, as somebody would who wants to hide a change."""
    listed = {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "SHA256SUMS"}
    files["SHA256SUMS"] = "".join(f"{listed[n]}  {n}\n" for n in sorted(listed)).encode()
    return files


def test_one_byte_changed_is_named(package: Files) -> None:
    own = [n for n in package if not n.startswith("documents/")]
    for name in [*own, *[n for n in package if n.startswith("documents/")][::60]]:
        spoiled = Files(package)
        data = bytearray(spoiled[name] or b"x")
        data[len(data) // 2] ^= 1
        spoiled[name] = bytes(data)
        faults = [*check_package(spoiled)]
        assert faults, name
        assert name == "SHA256SUMS" or f"{name}：内容与校验清单不符" in faults


def test_what_is_missing_or_added_is_named(package: Files) -> None:
    name = next(n for n in package if "/files/" in n)
    without = Files({n: d for n, d in package.items() if n != name})
    assert f"{name}：清单中有，数据包中没有" in [*check_package(without)]
    more = Files({**package, "documents/a/b/more.txt": b""})
    assert next(check_package(more)) == "documents/a/b/more.txt：清单中没有这个文件"


def test_a_change_is_found_though_the_digests_were_written_anew(package: Files) -> None:
    lines = package["documents.jsonl"].splitlines(keepends=True)
    attachment = next(n for n in package if "/files/" in n)
    cases = {
        "文件写作": {"documents.jsonl": b"".join(lines[1:])},
        "不合格式": {"documents.jsonl": lines[0][:-2] + b"\n" + b"".join(lines[1:])},
        "与 inventory.jsonl 的清点不符": {"inventory.jsonl": b""},
        "所记的字节数、摘要不符": {attachment: b"other"},
        "出现 2 次": {"documents.jsonl": b"".join([*lines, lines[0]])},
    }
    for told, changed in cases.items():
        spoiled = reseal(Files({**package, **changed}))
        assert any(told in fault for fault in check_package(spoiled)), told
    stray = reseal(Files({**package, "documents/a/b/more.txt": b""}))
    assert [*check_package(stray)] == ["documents/a/b/more.txt：不属于任何一份文件"]
