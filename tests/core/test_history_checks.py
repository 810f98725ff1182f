from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.attachments import Fault, Inspection
from gongkai.core.findings import Finding, Severity
from gongkai.core.history_checks import (
    REFUSED,
    check_entry,
    check_inspection,
    check_message,
    check_paths,
    check_signed,
    check_successor,
    check_texts,
    is_public,
    read_version,
    scan_inspection,
)
from gongkai.core.judging import Grounds
from gongkai.core.rules import RULES
from gongkai.core.state import State
from gongkai.core.tree import Oddity, SourceFile, Tree
from tests.helpers.lifecycle import take_stock
from tests.helpers.tiny_site import load, withdraw
from tests.helpers.tree import ENTRY, NOW, PATH, make_files, make_public, sign, write_document

FOLDER = "content/tonggao"
UNREADABLE = "写有不主动公开，文件头却无法解读，不能确定没有正文"
TELLTALE = "青松行动集结地点在北门仓库"


def read(text: str | bytes, path: str = PATH) -> SourceFile:
    return SourceFile(path, text.encode() if isinstance(text, str) else text)


def make_grounds(files: dict[str, bytes]) -> Grounds:
    return Grounds(load(files), State(), NOW, {})


def tell(findings: list[Finding]) -> list[tuple[str, str, int, str]]:
    return [(f.rule, f.severity.value, f.line, f.message) for f in findings]


def test_what_is_refused_are_rules_of_the_scanner_that_block() -> None:
    assert {RULES[rule].severity for rule in REFUSED} == {Severity.BLOCK}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (write_document(), None),
        (write_document("", **ENTRY), None),
        (write_document("\n正文。\n", **ENTRY), "正文"),
        (write_document("", **{**ENTRY, "summary": "概述。"}), "概述"),
        (write_document("\n正文。\n", **{**ENTRY, "summary": "概述。"}), "正文、概述"),
        (write_document("", **{**ENTRY, "keywords": ("词",)}), "登记项以外的字段"),
        (write_document("", **{**ENTRY, "nickname": "名"}), "登记项以外的字段"),
        (write_document(disclosure="不公开"), "正文、概述、登记项以外的字段"),
        (write_document(disclosure="内部"), "正文、概述、登记项以外的字段"),
        (write_document(disclosure="【待填写】"), None),
        (write_document(disclosure=None), None),
        (write_document(type="dengji"), "正文、概述、登记项以外的字段"),
        (write_document(disclosure="&a 不予公开"), UNREADABLE),
        (write_document(disclosure=">-\n  依申请公开"), "正文、概述、登记项以外的字段"),
        (
            write_document(disclosure="不予公开").replace("\n", "\r\n"),
            UNREADABLE,
        ),
        (write_document().replace("\n", "\r\n"), None),
        ("没有文件头\n", None),
        ("disclosure: “不予公开”\n", UNREADABLE),
    ],
)
def test_an_entry_has_nothing_but_the_entry(text: str, told: str | None) -> None:
    messages = [f.message for f in check_entry(read_version(read(text)), ())]
    prefix = "" if told == UNREADABLE else "不主动公开的登记项带有"
    assert messages == ([f"{prefix}{told}"] if told else [])


def test_an_entry_has_no_attachments() -> None:
    version = read_version(read(write_document("", **ENTRY)))
    assert tell([*check_entry(version, [f"{FOLDER}/ceshi.files/a.txt"])]) == [
        ("entry-with-content", "block", 17, "不主动公开的登记项带有附件")
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (write_document().encode(), []),
        (write_document().encode("gb18030"), [("text-malformed", "block")]),
        (write_document().encode("utf-16"), [("text-malformed", "block")]),
        (write_document().replace("\n", "\r\n").encode(), [("text-malformed", "warn")]),
        (b"\xef\xbb\xbf" + write_document().encode(), [("text-malformed", "warn")]),
    ],
)
def test_bytes_that_cannot_be_read_hide_nothing(data: bytes, told: list[tuple[str, str]]) -> None:
    fault = read_version(read(data)).fault
    assert [(f.rule, f.severity) for f in ([fault] if fault else [])] == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\n正文。\n", []),
        ("\n机密★10年\n\n正文。\n", [("scan-marking", "block", 17)]),
        ("\n机 密 ★ 1 0 年\n\n正文。\n", [("scan-marking", "block", 17)]),
        ("\n内部资料 注意保存\n\n正文。\n", [("scan-internal", "block", 17)]),
        ("\n正文。\n\n（此件不予公开）\n", [("scan-openness", "block", 19)]),
        ("\n正文。\n\n（此件删减后公开）\n", [("scan-openness", "warn", 19)]),
        ("\n联系人电话13800138000。\n", [("scan-phone", "warn", 17)]),
        ("\n口令：Qs8823xk99\n", [("scan-credential", "block", 17)]),
        ("\n咨询电话0999-5550990。\n", []),
    ],
)
def test_markings_are_refused_and_personal_data_is_told_of(
    body: str, told: list[tuple[str, str, int]]
) -> None:
    files = make_files((PATH, write_document(body)))
    found = [*check_texts(read_version(read(files[PATH])), (), make_grounds(files), own=True)]
    assert [(f.rule, f.severity, f.line) for f in found] == told
    assert all(f.message == RULES[f.rule].meaning.split("。")[0] for f in found)
    assert [*check_texts(read_version(read(files[PATH])), (), None, own=False)] == []


def test_lines_are_those_of_the_signed_file() -> None:
    files = make_files((PATH, write_document("\n正文。\n\n机密★10年\n")))
    sign(files)
    version = read_version(read(files[PATH]))
    lines = files[PATH].decode().splitlines()
    (found,) = check_texts(version, (), None, own=True)
    assert lines[found.line - 1] == "机密★10年"


def test_what_an_attachment_says_is_found_at_the_attachment() -> None:
    hits = scan_inspection(Inspection(texts=("机密★10年", TELLTALE)), None)
    version = read_version(read(write_document()))
    found = [*check_texts(version, [("content/tonggao/ceshi.files/a.docx", hits)], None, own=True)]
    assert [(f.path, f.rule) for f in found] == [
        ("content/tonggao/ceshi.files/a.docx", "scan-marking")
    ]


@pytest.mark.parametrize(
    ("rule", "texts", "severity"),
    [
        ("attachment-encrypted", ("字",), "block"),
        ("attachment-type", (), "block"),
        ("attachment-package", (), "block"),
        ("attachment-package", ("字",), "warn"),
        ("attachment-tracked-change", (), "warn"),
    ],
)
def test_attachments_into_which_nobody_can_look_are_refused(
    rule: str, texts: tuple[str, ...], severity: str
) -> None:
    inspection = Inspection((Fault(rule, "说明"),), texts)
    found = [*check_inspection("content/a/b.files/c.docx", inspection)]
    assert tell(found) == [(rule, severity, 0, "说明")]


def test_a_message_is_read_for_markings_alone() -> None:
    assert [*check_message("提交说明", "content: 改电话13800138000\n\n一段说明。\n")] == []
    (found,) = check_message("提交说明", f"机密★10年\n\n{TELLTALE}\n")
    assert (found.path, found.rule, found.line) == ("提交说明", "scan-marking", 1)


def test_paths_are_those_of_documents_and_attachments() -> None:
    names = {
        "content/tonggao/a.md": None,
        "content/tonggao/b.files/c.txt": ("file-stray", "warn"),
        "content/tonggao/A.md": ("path-malformed", "block"),
        "content/tonggao/2026.md": ("address-duplicate", "block"),
        "content/tonggao/a.zip": ("file-stray", "block"),
        "content/.env": ("file-stray", "block"),
        "content/tonggao/link.md": ("symlink-forbidden", "block"),
    }
    odd = "content/tonggao/link.md"
    files = {name: SourceFile(name, b"") for name in names if name != odd}
    found = {
        f.path: (f.rule, f.severity.value)
        for f in check_paths(Tree(files, (Oddity(odd, "符号链接"),)))
    }
    assert found == {name: told for name, told in names.items() if told}


def test_a_signed_document_is_as_its_reviewers_saw_it() -> None:
    files = make_public()
    grounds = make_grounds(files)
    assert [*check_signed(read(files[PATH]), (), grounds)] == []
    changed = read(files[PATH].replace("9时".encode(), "8时".encode()))
    assert {f.rule for f in check_signed(changed, (), grounds)} == {"history-signed-changed"}
    more = (SourceFile(f"{FOLDER}/ceshi.files/a.txt", b"a\n"),)
    assert {f.rule for f in check_signed(read(files[PATH]), more, grounds)} == {
        "history-signed-changed"
    }
    bare = read(write_document(published="2026-11-06 09:30"))
    assert [f.message for f in check_signed(bare, (), grounds)] == ["写有发布时间却没有审查记录"]
    assert [*check_signed(read(write_document()), (), grounds)] == []


def test_existing_stock_needs_no_signatures() -> None:
    files = make_files((PATH, write_document(made="2020-04-01")))
    stock = take_stock(files, PATH)
    grounds = make_grounds(files)
    grounds = replace(grounds, catalog=replace(grounds.catalog, stock=stock))
    assert [*check_signed(read(files[PATH]), (), grounds)] == []
    version = read_version(read(files[PATH]))
    assert is_public(version, stock.by_id)
    assert not is_public(version, ())


def test_what_becomes_of_a_public_document() -> None:
    files = make_public()
    old = read_version(read(files[PATH]))
    assert is_public(old, ())
    withdraw(files, PATH)
    stone = read_version(read(files[PATH]))
    assert is_public(stone, ())
    draft = read_version(read(write_document()))
    assert not is_public(draft, ())
    garbage = read_version(read("乱写\n"))
    assert not is_public(garbage, ())
    table = {
        "stays": (old, old, []),
        "withdrawn": (old, stone, []),
        "held": (old, draft, [("published-held", "warn")]),
        "deleted": (old, None, [("history-deleted", "block")]),
        "unreadable": (old, garbage, [("history-signed-changed", "block")]),
        "grave deleted": (stone, None, [("history-deleted", "block")]),
        "put back": (stone, old, [("history-deleted", "block")]),
        "grave stays": (stone, stone, []),
    }
    for before, after, told in table.values():
        found = [(f.rule, f.severity.value) for f in check_successor(before, after)]
        assert found == told


@given(st.text(max_size=300), st.sampled_from(["不予公开", "依申请公开", "不公开"]))
def test_no_text_beside_a_withheld_mark_gets_in(noise: str, said: str) -> None:
    """Whatever stands below, a head that says so is an entry, and an entry has no body."""
    body = noise.encode("utf-8", "replace").decode()
    version = read_version(read(write_document(f"\n{body}\n正文。\n", disclosure=said)))
    assert [f.rule for f in check_entry(version, ())] == ["entry-with-content"]


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_check(data: bytes) -> None:
    version = read_version(read(data))
    found = [*check_entry(version, ()), *check_texts(version, (), None, own=True)]
    assert {finding.path for finding in found} <= {PATH}
