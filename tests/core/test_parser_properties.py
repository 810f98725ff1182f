"""Whatever stands in a repository: read, or refused by name, and nothing of it told."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.attachments.markup import parse_xml
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.package import read_package
from gongkai.core.catalog import load_catalog
from gongkai.core.config import check_config
from gongkai.core.delegation import FOLDER, read_delegations
from gongkai.core.document_number import parse_document_number
from gongkai.core.drafts import read_document
from gongkai.core.findings import blocks
from gongkai.core.keys import parse_public_key
from gongkai.core.number_text import read_numeral
from gongkai.core.seal import SEAL_PATH, SealRefusedError, read_seal
from gongkai.core.stock import STOCK_PATH, read_stock
from gongkai.core.tree import SourceFile
from gongkai.core.waivers import check_waivers
from tests.helpers.lifecycle import ROOTS, lend, make_case, take_stock, waive
from tests.helpers.tiny_site import CATALOG, SITE, load, make_tree
from tests.helpers.tree import PATH, judge, make_files, make_public, write_document

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog

SECRET = "某科拟于下旬秘密撤换三名站员"  # noqa: S105 - what nobody may read, no password
SECRETS = st.sampled_from(
    [
        SECRET,
        f"{SECRET}令第3号",
        f"{SECRET}〔2026〕3号",
        "11010519491231002X",
        "11010519491231002X/2026-00001",
        f"11990000MB9900013U/2026-00001{SECRET}",
        f"<{SECRET}>",
        f"[{SECRET}]",
        f'"{SECRET}"',
        f"{{{SECRET}: 一}}",
        f"{SECRET}.docx",
        f"《{SECRET}》",
    ]
)
EDITS = st.tuples(
    st.integers(0, 4_000),
    st.integers(0, 6),
    st.binary(max_size=3)
    | st.text(st.sampled_from(":-{}[]'\"#&*!|>%@` \n\t0a甲\u200b\ufeff"), max_size=3).map(
        str.encode
    ),
)


@cache
def public() -> dict[str, bytes]:
    return make_public()


@cache
def catalog() -> Catalog:
    return load(public())


def edit(data: bytes, change: tuple[int, int, bytes]) -> bytes:
    at, cut, new = change
    place = at % (len(data) + 1)
    return data[:place] + new + data[place + cut :]


@given(st.sampled_from(sorted(CATALOG)), EDITS)
def test_an_edited_catalogue_is_loaded_or_its_faults_named(
    name: str, change: tuple[int, int, bytes]
) -> None:
    path = f"catalog/{name}.yml"
    files = public() | {path: edit(public()[path], change)}
    loaded, findings = load_catalog(make_tree(files))
    assert loaded is not None or blocks(findings)
    unaltered = files[path] == public()[path]
    assert unaltered or judge(files).blocked


@given(EDITS)
def test_an_edited_configuration_is_accepted_or_its_faults_named(
    change: tuple[int, int, bytes],
) -> None:
    files = public() | {"mkdocs.yml": edit(public()["mkdocs.yml"], change)}
    assert all(finding.message for finding in check_config(make_tree(files)))


@given(EDITS)
def test_an_edited_document_is_never_public(change: tuple[int, int, bytes]) -> None:
    data = edit(public()[PATH], change)
    reading = read_document(SourceFile(PATH, data), (), catalog())
    assert len(reading.drafts) + len(reading.graves) + len(reading.unfinished) <= 1
    if data != public()[PATH]:
        verdict = judge(public() | {PATH: data})
        assert verdict.blocked or not verdict.cleared


@given(st.integers(1, 20), SECRETS, st.booleans())
def test_nothing_of_a_held_document_is_told(line: int, secret: str, whole: bool) -> None:  # noqa: FBT001
    lines = write_document().splitlines()
    at = line % len(lines)
    key = lines[at].partition(": ")[0]
    lines[at] = secret if whole else f"{key}: {secret}"
    files = make_files((PATH, "".join(f"{text}\n" for text in lines)))
    told = "".join(finding.message for finding in judge(files).findings)
    pieces = [secret[start : start + 8] for start in range(len(secret) - 7)]
    assert [piece for piece in pieces if piece in told and piece not in CATALOG["site"]] == []


@given(st.binary(max_size=60), EDITS)
def test_any_delegation_stock_and_seal_are_read_or_refused(
    data: bytes, change: tuple[int, int, bytes]
) -> None:
    files = dict(public())
    lend(files, taker="r02")
    take_stock(files, PATH)
    roots = {name: parse_public_key(line) for name, line in ROOTS.items()}
    for path in (f"{FOLDER}/a.txt", STOCK_PATH, SEAL_PATH):
        for altered in (data, edit(files[path], change)):
            tree = make_tree(files | {path: altered})
            good, faults = read_delegations(tree, catalog())
            assert bool(good) != blocks(faults)
            stock, problems = read_stock(tree, SITE, roots, 1)
            assert (stock is not None) != blocks(problems)
            try:
                read_seal(tree)
            except SealRefusedError:
                assert path == SEAL_PATH


def test_a_waiver_that_is_written_twice_is_refused() -> None:
    files = public() | {}
    waiver = waive(files, "0123456789abcdef", rule="scan-identity")
    files[PATH] = files[PATH].replace(f"{waiver}\n".encode(), f"{waiver}\n{waiver}\n".encode())
    found = {("scan-identity", "0123456789abcdef")}
    told = [(f.line, f.message) for f in check_waivers(make_case(files), found)]
    assert told[-1] == (told[0][0] + 1, "同一条保留说明写了两次")


def make_package() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", "<a>甲</a>" * 20)
        package.writestr("b/c.xml", "<c/>", zipfile.ZIP_STORED)
    return data.getvalue()


PACKAGE = make_package()


@given(EDITS)
def test_an_edited_package_is_refused_or_read(change: tuple[int, int, bytes]) -> None:
    try:
        members = read_package(edit(PACKAGE, change))
    except RefusedError:
        return
    assert len(members) == 2


@given(st.binary(max_size=60))
def test_any_bytes_are_a_part_or_refused(data: bytes) -> None:
    for part in (data, b"<a>" + data + b"</a>", b"<?xml version='1.0'?>" + data):
        try:
            parse_xml(part)
        except RefusedError:
            continue


@given(st.text(st.sampled_from("〇零一二三四五六七八九十百千"), max_size=8))
def test_numerals_make_a_number_or_none(text: str) -> None:
    try:
        assert read_numeral(text) >= 0
    except ValueError:
        assert text == "" or not text.isascii()


@given(st.text(max_size=20), st.integers(1949, 2099), st.integers(1, 9999))
def test_what_is_wrong_with_a_number_does_not_repeat_it(text: str, year: int, serial: int) -> None:
    parsed = parse_document_number(f"{SECRET}{text}〔{year}〕{serial}号")
    told = getattr(parsed, "reason", "".join(getattr(parsed, "fixes", ())))
    assert SECRET[:8] not in told


@pytest.mark.parametrize("name", ["11010519491231002X", SECRET])
def test_a_key_that_is_no_name_is_not_told(name: str) -> None:
    files = make_files((PATH, write_document().replace("unit:", f"{name}: 一\nunit:")))
    assert all(name not in str(finding) for finding in judge(files).findings)
