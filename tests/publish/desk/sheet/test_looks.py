from __future__ import annotations

import lxml.html
import pytest

from gongkai.core.drafts import Draft
from gongkai.core.source import split_source
from gongkai.core.tree import SourceFile
from gongkai.publish.desk.sheet import looks
from tests.helpers.tree import PATH, find_draft, make_files, write_document

FOLDER = PATH.removesuffix(".md") + ".files/"


def make_draft(*files: SourceFile) -> Draft:
    draft = find_draft(make_files((PATH, write_document())), PATH)
    return Draft(split_source(PATH, write_document()), draft.record, files)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a class="x" href="https://evil.example/">外</a>', '<a class="x">外</a>'),
        ('<a href="../bie/">内</a>', "<a>内</a>"),
        ('<a href="#s1">本页</a>', '<a href="#s1">本页</a>'),
        (
            '<form action="/go"><button formaction="/x">送</button></form>',
            "<form><button>送</button></form>",
        ),
        ('<img src="https://evil.example/a.png" alt="图">', '<img alt="图">'),
        ('<img src="meiyou.png" alt="图">', '<img alt="图">'),
        ('<svg><use href="//evil.example/x#a"></use></svg>', "<svg><use></use></svg>"),
        ('<video src="a.mp4" poster="b.png"></video>', "<video></video>"),
        (
            '<img src="a.png" srcset="https://evil.example/2x 2x">',
            '<img src="data:image/png;base64,UE5H">',
        ),
    ],
)
def test_nothing_leads_out(html: str, wanted: str) -> None:
    draft = make_draft(SourceFile(f"{FOLDER}a.png", b"PNG"))
    found = looks._disarm(html, draft)
    assert found == f"<div>{wanted}</div>"


def test_paper_has_plain_tags_alone() -> None:
    html = (
        '<div style="position:fixed" class="tag" id="main"><h2 onclick="x()">题</h2><nav>目录</nav>'
        '<img src="data:image/png;base64,AA" alt="图" style="x"><style>p{}</style>'
        '<script>alert(1)</script><td colspan="2">格</td></div>'
    )
    plain = looks._strip(html)
    root = lxml.html.fragment_fromstring(plain, create_parent="div")
    names = {(e.tag, *sorted(e.attrib)) for e in root.iterdescendants()}
    assert names == {("div",), ("h2",), ("img", "alt", "src")}
    assert "alert" not in plain
    assert "目录" not in plain


def test_a_large_picture_is_left_out_and_named() -> None:
    big = SourceFile(f"{FOLDER}a.png", b"x" * (looks.LARGEST_PICTURE + 1))
    assert looks.embed_picture(big) == ""
    assert looks.embed_picture(SourceFile(f"{FOLDER}a.svg", b"<svg/>")) == ""
