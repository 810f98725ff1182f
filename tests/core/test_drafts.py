from __future__ import annotations

import pytest

from gongkai.core.drafts import EDITORIAL, PLACEHOLDER, id_of, read_drafts, soften
from gongkai.core.findings import Severity
from gongkai.core.inventory import scan_content
from gongkai.core.models import OfficialDocument, RegisterEntry
from gongkai.core.rules import RULES
from tests.helpers.tiny_site import load, make_tree
from tests.helpers.tree import ENTRY, PATH, make_files, make_public, write_document

FILES = make_files()


def read(path: str, text: str) -> list[tuple[str, str, int]]:
    tree = make_tree(FILES | {path: text.encode()})
    reading = read_drafts(scan_content(tree), load(FILES))
    return [(f.rule, f.severity.value, f.line) for f in reading.findings]


def test_documents_are_typed_by_column_and_type() -> None:
    files = FILES | {
        PATH: write_document().encode(),
        "content/tonggao/dengji.md": write_document("", **ENTRY).encode(),
        "content/tonggao/ceshi.files/a.txt": b"x",
    }
    reading = read_drafts(scan_content(make_tree(files)), load(FILES))
    assert [(d.id, type(d.record)) for d in reading.drafts] == [
        ("tonggao/ceshi", OfficialDocument),
        ("tonggao/dengji", RegisterEntry),
    ]
    assert [f.path for f in reading.drafts[0].attachments] == ["content/tonggao/ceshi.files/a.txt"]
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("content/xinwen/a.md", write_document(), ("column-unknown", "block", 0)),
        (PATH, write_document(type="jiedu"), ("type-unknown", "block", 15)),
        (PATH, write_document(type="wenzhang"), ("type-unknown", "block", 15)),
        (PATH, write_document(category="jiedu"), ("category-mismatch", "block", 3)),
        (PATH, write_document(unit="caiwu"), ("unit-unknown", "block", 12)),
        (PATH, write_document(drafter="r99"), ("drafter-unknown", "block", 13)),
        (PATH, write_document(colour="红"), ("field-unknown", "block", 15)),
        (PATH, write_document(made="2026-02-30"), ("field-invalid", "warn", 5)),
        (PATH, write_document(summary=None), ("field-invalid", "warn", 2)),
        (PATH, write_document(summary=PLACEHOLDER), ("field-invalid", "warn", 11)),
        (PATH, write_document(title="<b>"), ("field-invalid", "warn", 2)),
        (PATH, "正文\n", ("front-matter-broken", "block", 1)),
        (PATH, write_document("甲\r\n"), ("text-malformed", "block", 16)),
        (PATH, write_document(review="[]"), ("review-malformed", "block", 15)),
        (
            "content/dongtai/a.md",
            write_document(category="dongtai", source="办公室"),
            ("field-invalid", "warn", 2),
        ),
        (PATH, write_document(f"{PLACEHOLDER}\n"), ("field-invalid", "warn", 16)),
        (PATH, write_document(type="chehui"), ("field-unknown", "block", 2)),
    ],
)
def test_faults_of_form_are_named_with_their_line(
    path: str, text: str, found: tuple[str, str, int]
) -> None:
    assert found in read(path, text)


def test_an_unfinished_document_that_claims_to_be_public_blocks() -> None:
    files = make_public()
    broken = files[PATH].decode().replace("summary: 公布冬季办公时间。\n", "")
    assert read(PATH, broken) == [("field-invalid", "block", 2)]


def test_softening_touches_editorial_rules_only() -> None:
    found = [RULES[rule].at("a", 1, "") for rule in ("body-missing", "review-missing")]
    assert [f.severity for f in soften(found)] == [Severity.WARN, Severity.BLOCK]
    assert RULES.keys() >= EDITORIAL


def test_ids() -> None:
    assert id_of("content/a/b.md") == "a/b"
