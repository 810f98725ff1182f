from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.inventory import scan_content
from gongkai.core.tree import Oddity, SourceFile, Tree


def make_tree(*paths: str, oddities: tuple[Oddity, ...] = ()) -> Tree:
    return Tree({path: SourceFile(path, b"") for path in paths}, oddities)


def test_documents_and_their_attachments_are_sorted() -> None:
    found = scan_content(
        make_tree(
            "content/b/x.md",
            "content/a/y-1.files/b.pdf",
            "content/a/y-1.files/a.csv",
            "content/a/y-1.md",
            "catalog/site.yml",
            "mkdocs.yml",
        )
    )
    assert [f.path for f in found.documents] == ["content/a/y-1.md", "content/b/x.md"]
    assert {owner: [f.path for f in files] for owner, files in found.attachments.items()} == {
        "content/a/y-1.md": ["content/a/y-1.files/a.csv", "content/a/y-1.files/b.pdf"]
    }
    assert found.findings == ()


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/readme.txt", "file-stray"),
        ("content/a/x.html", "file-stray"),
        ("content/a/.x.md.swp", "file-stray"),
        ("content/.git/config", "file-stray"),
        ("content/a/Thumbs.db", "file-stray"),
        ("content/a/x.files/y.exe", "file-stray"),
        ("content/a/x.files/y.svg", "file-stray"),
        ("content/a/x.files/y.html", "file-stray"),
        ("content/a/x.files/b/y.pdf", "file-stray"),
        ("content/a/x.files/y.pdf", "file-stray"),
        ("content/a/x.files/甲.pdf", "file-stray"),
        ("content/a/x.files/y.tar.pdf", "file-stray"),
        ("content/x.md", "path-malformed"),
        ("content/a/b/x.md", "path-malformed"),
        ("content/a/甲.md", "path-malformed"),
        ("content/a/x_y.md", "path-malformed"),
        ("content/a/-x.md", "path-malformed"),
        ("content/a/x--y.md", "path-malformed"),
        ("content/a/.md", "path-malformed"),
        ("content/a/x.md\n.md", "path-malformed"),
        ("content/A/x.md", "path-malformed"),
        ("content/a/X.md", "path-malformed"),
        ("content/a/x.MD", "path-malformed"),
        ("content/a/x.files/y.PDF", "path-malformed"),
        ("content/a/con.md", "path-malformed"),
        ("content/lpt1/x.md", "path-malformed"),
        ("content/a/" + "x" * 65 + ".md", "path-malformed"),
    ],
)
def test_anything_else_blocks(path: str, rule: str) -> None:
    found = scan_content(make_tree(path))
    assert [(f.rule, f.path) for f in found.findings] == [(rule, path)]
    assert found.documents == ()


def test_what_is_no_plain_file_blocks() -> None:
    oddities = (Oddity("content/a/x.md", "符号链接"), Oddity("hooks/x.py", "子模块"))
    found = scan_content(make_tree(oddities=oddities))
    assert [(f.rule, f.path, f.message) for f in found.findings] == [
        ("symlink-forbidden", "content/a/x.md", "这里有符号链接")
    ]


@given(st.lists(st.text("aA1-./甲 \nmdf", max_size=14), max_size=4, unique=True))
def test_every_file_is_a_document_or_an_attachment_or_a_finding(names: list[str]) -> None:
    paths = [f"content/{name}" for name in names]
    found = scan_content(make_tree(*paths))
    placed = [f.path for f in found.documents]
    placed += [f.path for files in found.attachments.values() for f in files]
    assert {*placed, *(f.path for f in found.findings)} == set(paths)


def test_an_attachment_with_a_name_of_its_own_is_told_how_to_name_it() -> None:
    tree = make_tree("content/a/x.md", "content/a/x.files/申报表 1.DOCX")
    told = "附件的文件名只能用小写字母、数字和连字符，如 fujian-1.pdf"
    assert [(f.rule, f.message) for f in scan_content(tree).findings] == [("file-stray", told)]
