from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.core.findings import Severity
from gongkai.core.gate import ClearedDocument
from gongkai.core.state import State
from tests.helpers.tiny_site import at, find_draft, withdraw
from tests.helpers.tree import (
    CODE,
    ENTRY,
    NOW,
    PATH,
    judge,
    list_rules,
    make_files,
    make_public,
    make_structure,
    sign,
    write_document,
)

SECOND = "content/tonggao/lingyige.md"
PUBLIC = make_public()


def test_only_the_gate_makes_cleared_documents() -> None:
    draft = find_draft(PUBLIC, PATH)
    with pytest.raises(TypeError):
        ClearedDocument(draft, None, NOW, object())
    cleared = judge(PUBLIC).cleared[0]
    with pytest.raises(TypeError):
        replace(cleared, made_by=None)


def test_documents_are_sorted_by_what_becomes_of_them() -> None:
    def number(serial: int, **more: str) -> str:
        return write_document(index_number=f"{CODE}/2026-{serial:05}", **more)

    base = "content/tonggao"
    entry = {**ENTRY, "index_number": f"{CODE}/2026-00006"}
    files = make_files(
        (f"{base}/gongkai.md", number(1)),
        (f"{base}/daishen.md", number(2)),
        (f"{base}/wei-wan.md", number(3, summary="【待填写】")),
        (f"{base}/yuyue.md", number(4)),
        (f"{base}/chehui.md", number(5)),
        (
            f"{base}/dengji.md",
            write_document("", **entry),
        ),
    )
    sign(files, f"{base}/gongkai.md")
    sign(files, f"{base}/yuyue.md", published=at("2026-11-20", "18:01"))
    sign(files, f"{base}/chehui.md")
    withdraw(files, f"{base}/chehui.md")
    sign(files, f"{base}/dengji.md")
    verdict = judge(files)
    assert not verdict.blocked
    assert [d.id for d in verdict.cleared] == ["tonggao/gongkai"]
    assert [d.id for d in verdict.held] == ["tonggao/daishen"]
    assert [s.path for s in verdict.unfinished] == [f"{base}/wei-wan.md"]
    assert [d.id for d in verdict.scheduled] == ["tonggao/yuyue"]
    assert [g.id for g in verdict.withdrawn] == ["tonggao/chehui"]
    assert [d.id for d in verdict.register] == ["tonggao/dengji"]
    assert verdict.register[0].rendered is None
    later = judge(files, now=at("2026-11-20", "18:01"))
    assert [d.id for d in later.cleared] == ["tonggao/gongkai", "tonggao/yuyue"]


def test_one_bad_document_blocks_all_and_is_not_cleared() -> None:
    files = make_files(
        (PATH, write_document()),
        (SECOND, write_document(index_number=f"{CODE}/2026-00002")),
    )
    sign(files)
    sign(files, SECOND)
    files[SECOND] = files[SECOND].replace("9时".encode(), "8时".encode())
    verdict = judge(files)
    assert verdict.blocked
    assert [d.id for d in verdict.cleared] == ["tonggao/ceshi"]
    assert set(list_rules(verdict.findings)) == {"review-signature"}


def test_a_hand_written_publication_time_blocks() -> None:
    text = write_document(published="2026-11-06 09:30")
    verdict = judge(make_files((PATH, text)))
    assert list_rules(verdict.findings) == ["review-missing"]
    assert verdict.cleared == ()


def test_what_a_held_document_lacks_only_warns_but_what_could_leak_blocks() -> None:
    unfinished = judge(make_files((PATH, write_document("", made="2026-02-30"))))
    assert [f.severity for f in unfinished.findings if f.rule == "field-invalid"] == [Severity.WARN]
    assert not unfinished.blocked
    for files in (
        make_files((PATH, write_document(disclosure="不予公开"))),
        make_files((PATH, write_document())) | {"content/tonggao/ceshi.files/a.txt": b"x"},
        make_files((PATH, write_document())) | {"content/tonggao/x.tmp": b"x"},
        make_files((PATH, write_document(colour="红"))),
    ):
        assert judge(files).blocked


def test_index_numbers_are_given_once() -> None:
    files = make_files((PATH, write_document()), (SECOND, write_document()))
    found = [f for f in judge(files).findings if f.rule == "index-number-duplicate"]
    assert [(f.path, f.line, f.message) for f in found] == [(SECOND, 8, f"索引号与 {PATH} 相同")]
    sign(files)
    withdraw(files, PATH)
    assert "index-number-duplicate" in list_rules(judge(files).findings)


def test_attachments_of_a_tombstone_block() -> None:
    files = dict(PUBLIC)
    withdraw(files, PATH)
    files["content/tonggao/ceshi.files/a.txt"] = b"x"
    assert list_rules(judge(files).findings) == ["attachment-undeclared"]


def test_a_broken_catalogue_blocks_and_names_what_was_altered_after_sealing() -> None:
    files = PUBLIC | {"catalog/policy.yml": b"version: 1\n"}
    verdict = judge(files)
    assert verdict.blocked
    assert verdict.catalog is None
    assert verdict.cleared == ()
    found = {(f.rule, f.path) for f in verdict.findings}
    assert {
        ("catalog-broken", "catalog/policy.yml"),
        ("seal-broken", "catalog/policy.yml"),
    } == found


@pytest.mark.parametrize(
    ("path", "data", "rule"),
    [
        ("catalog/SEAL", None, "seal-missing"),
        ("mkdocs.yml", b"plugins: [search]\n", "gate-not-wired"),
        ("hooks/other.py", b"x", "seal-broken"),
    ],
)
def test_an_altered_structure_blocks(path: str, data: bytes | None, rule: str) -> None:
    files = {p: d for p, d in PUBLIC.items() if p != path}
    if data is not None:
        files[path] = data
    verdict = judge(files)
    assert verdict.blocked
    assert rule in list_rules(verdict.findings)


def test_a_repository_without_documents_is_clear() -> None:
    verdict = judge(make_files())
    assert not verdict.blocked
    assert judge(make_structure()).blocked


def test_the_same_tree_state_and_moment_give_the_same_verdict() -> None:
    assert judge(PUBLIC, State(), NOW).findings == judge(PUBLIC, State(), NOW).findings


def test_links_to_what_is_not_public_are_named() -> None:
    files = make_files(
        (PATH, write_document("\n[甲](/tonggao/lingyige/) [乙](/tonggao/) [丙](/mulu/)\n")),
        (SECOND, write_document(index_number=f"{CODE}/2026-00002")),
    )
    sign(files)
    found = [(f.rule, f.line) for f in judge(files).findings if f.path == PATH]
    assert found == [("link-broken", 22)]
    sign(files, SECOND)
    assert list_rules(judge(files).findings) == []
