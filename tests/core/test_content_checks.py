from __future__ import annotations

import pytest

from gongkai.core.content_checks import check_content
from tests.helpers.tiny_site import find_draft, load
from tests.helpers.tree import CODE, ENTRY, PATH, make_files, sign, write_document

PNG = b"\x89PNG\r\n\x1a\n"
LISTED = ("{file: a.txt, title: 甲}", "{file: b.png, title: 乙}")
FOLDER = "content/tonggao/ceshi.files"
COLUMNS = """columns:
- id: tonggao
  name: 通告
  block: fdzdgk
  basis: [条例]
  unit: bangongshi
  required: 是
  types: [gongwen, tonggao, zhengji, dengji]
  intro: 通告。
  keywords: [通告]
"""


def examine(
    text: str, attachments: dict[str, bytes] | None = None, *, signed: bool = False
) -> list[tuple[str, str, int]]:
    files = make_files(
        (PATH, text),
        columns=COLUMNS,
        reviewers=make_files()["catalog/reviewers.yml"].decode().replace("[jiedu]", "[tonggao]"),
    )
    files |= {f"{FOLDER}/{name}": data for name, data in (attachments or {}).items()}
    if signed:
        sign(files)
    _, findings = check_content(find_draft(files, PATH), load(files))
    return [(f.rule, f.path.rsplit("/", 1)[1], f.line) for f in findings]


def test_a_whole_document_has_no_fault_and_a_rendering() -> None:
    files = make_files((PATH, write_document()))
    rendered, findings = check_content(find_draft(files, PATH), load(files))
    assert findings == []
    assert rendered is not None
    assert rendered.text == "冬季办公时间为9时至17时。"


def test_an_entry_has_no_rendering() -> None:
    assert examine(write_document("", **ENTRY)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (write_document("\n正文\n", **ENTRY), [("entry-with-content", "ceshi.md", 17)]),
        (
            write_document("", **{**ENTRY, "disclosure": "主动公开"}),
            [("type-unknown", "ceshi.md", 4)],
        ),
        (write_document(disclosure="依申请公开"), [("entry-with-content", "ceshi.md", 4)]),
        (
            write_document(attachments=("{file: c.txt, title: 丙}",)),
            [("attachment-missing", "ceshi.md", 15)],
        ),
        (write_document(index_number="2026-1"), [("index-number-malformed", "ceshi.md", 8)]),
        (
            write_document(index_number=f"{CODE}/2026-01000"),
            [("index-number-doubtful", "ceshi.md", 8)],
        ),
        (
            write_document(index_number="11990000MB9900014U/2026-00001"),
            [("index-number-doubtful", "ceshi.md", 8), ("index-number-doubtful", "ceshi.md", 8)],
        ),
        (write_document(document_number="无"), [("document-number-doubtful", "ceshi.md", 7)]),
        (
            write_document(document_number="示测通[2026]1号"),
            [("document-number-doubtful", "ceshi.md", 7)],
        ),
        (
            write_document(document_number="他局通〔2026〕1号"),
            [("document-number-doubtful", "ceshi.md", 7)],
        ),
        (write_document(document_number="他局通〔2026〕1号", reprints="他局"), []),
        (
            write_document(effective="2026-12-01", expiry="2026-12-01"),
            [("dates-disordered", "ceshi.md", 16)],
        ),
        (write_document(changed="2026-11-01"), [("dates-disordered", "ceshi.md", 15)]),
        (write_document(revision="0"), [("revision-note-missing", "ceshi.md", 14)]),
        (write_document(previous="a" * 64), [("revision-note-missing", "ceshi.md", 14)]),
        (
            write_document(revision="2", previous="a" * 64),
            [("revision-note-missing", "ceshi.md", 14)],
        ),
        (
            write_document(
                revision="2", previous="a" * 64, changed="2026-11-03", change_note="改正"
            ),
            [],
        ),
        (
            write_document(changes="[{place: 第一条, before: 甲}]"),
            [("revision-note-missing", "ceshi.md", 15)],
        ),
        (
            write_document(
                revision="2",
                previous="a" * 64,
                changed="2026-11-03",
                change_note="改正",
                changes="[{place: 第一条, before: 甲}]",
            ),
            [],
        ),
        (write_document(consulted_bodies=("甲局",)), [("consent-missing", "ceshi.md", 15)]),
        (
            write_document(
                consulted_bodies=("甲局",),
                consents=("{body: 甲局, reference: 函1号, date: 2026-11-01}",),
            ),
            [],
        ),
        (write_document("\n一\n<b>二</b>\n"), [("html-forbidden", "ceshi.md", 18)]),
        (write_document("\n一\n\n[x](javascript:1)\n"), [("link-forbidden", "ceshi.md", 19)]),
        (write_document("\n[x](other.pdf)\n"), [("link-forbidden", "ceshi.md", 17)]),
        (
            write_document("\n[x](data:text/html,y)\n"),
            [("link-forbidden", "ceshi.md", 17)],
        ),
        (write_document("\n[甲][1]\n\n[1]: ../x\n"), [("link-forbidden", "ceshi.md", 19)]),
        (write_document("\n![图](https://a.b/c.png)\n"), [("link-forbidden", "ceshi.md", 17)]),
        (write_document("\n![图](/a/b/c.png)\n"), [("link-forbidden", "ceshi.md", 17)]),
        (write_document("\n[x](/jiedu/y/) [z](mailto:a@b.example)\n"), []),
        (write_document("\n\n"), [("body-missing", "ceshi.md", 16)]),
        (write_document(""), [("body-missing", "ceshi.md", 16)]),
        (write_document("", type="tonggao", area="全市"), []),
    ],
)
def test_faults_of_content(text: str, found: list[tuple[str, str, int]]) -> None:
    assert examine(text) == found


@pytest.mark.parametrize(
    ("body", "files", "found"),
    [
        ("\n![图](b.png) [甲](a.txt)\n", {"a.txt": b"x", "b.png": PNG}, []),
        ("", {"a.txt": b"x", "b.png": PNG}, []),
        (
            "\n![](b.png)\n",
            {"a.txt": b"x", "b.png": PNG},
            [("link-forbidden", "ceshi.md", 20)],
        ),
        (
            "\n![图](a.txt)\n",
            {"a.txt": b"x", "b.png": PNG},
            [("link-forbidden", "ceshi.md", 20)],
        ),
        (
            "\n正文\n",
            {"a.txt": b"x", "b.png": PNG, "c.pdf": b"%PDF-"},
            [("attachment-undeclared", "c.pdf", 0)],
        ),
    ],
)
def test_attachments_are_listed_and_there(
    body: str, files: dict[str, bytes], found: list[tuple[str, str, int]]
) -> None:
    assert examine(write_document(body, attachments=LISTED), files) == found


def test_an_attachment_listed_twice_is_a_fault() -> None:
    text = write_document(attachments=(LISTED[0], LISTED[0]))
    assert examine(text, {"a.txt": b"x"}) == [("attachment-missing", "ceshi.md", 15)]


def test_publication_before_the_document_was_made_is_a_fault() -> None:
    text = write_document(made="2026-11-07")
    assert ("dates-disordered", "ceshi.md", 5) in examine(text, signed=True)


@pytest.mark.parametrize(
    ("end", "reason", "found"),
    [
        ("2026-12-02", None, []),
        ("2026-12-01", None, [("consultation-short", "ceshi.md", 17)]),
        ("2026-12-01", "情况紧急", []),
        (
            "2026-11-01",
            None,
            [("dates-disordered", "ceshi.md", 17), ("consultation-short", "ceshi.md", 17)],
        ),
    ],
)
def test_consultations(end: str, reason: str | None, found: list[tuple[str, str, int]]) -> None:
    text = write_document(
        type="zhengji",
        start="2026-11-02",
        end=end,
        legal_basis="条例",
        contact="电话",
        short_reason=reason,
    )
    assert examine(text) == found
