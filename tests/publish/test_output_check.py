from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.tree import SourceFile
from gongkai.publish.output_check import Expected, check_output, read_body_text
from tests.helpers.tiny_site import find_draft
from tests.helpers.tree import CODE, PATH, judge, make_files, sign, write_document

if TYPE_CHECKING:
    from pathlib import Path

HELD = "content/tonggao/daishen.md"
SENTENCE = "拟于明年一月十五日起调整全市范围内的收费标准并另行通知"
FILES = make_files(
    (PATH, write_document()),
    (HELD, write_document(f"\n{SENTENCE}。\n", index_number=f"{CODE}/2026-00002")),
)
sign(FILES)
CLEARED = judge(FILES).cleared[0]
SOURCES = (find_draft(FILES, HELD).source,)
MAIN = '<article><div class="gk-body"><p>冬季办公时间为9时至17时。</p></div></article>'
PAGE = f'<!doctype html><html><body><script src="assets/a.js"></script>{MAIN}</body></html>'
DATA = b'{"a": 1}\n'
PLAIN = "tonggao/ceshi/index.html"
EXPECTED = Expected(
    files={
        "mulu/a.json": hashlib.sha256(DATA).hexdigest(),
        "a.bin": hashlib.sha256(b"x").hexdigest(),
    },
    pages={PLAIN: MAIN},
    documents={PLAIN: CLEARED},
    frames=frozenset({"404.html"}),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, data in ((PLAIN, PAGE.encode()), ("mulu/a.json", DATA), ("a.bin", b"x")):
        write(tmp_path, path, data)
    write(tmp_path, "404.html", b"<p>x</p>")
    return tmp_path


def write(site: Path, path: str, data: bytes) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(data)


def examine(site: Path, expected: Expected = EXPECTED) -> list[tuple[str, str]]:
    found = [*check_output(site, expected, SOURCES)]
    assert {f.rule for f in found} <= {"output-altered"}
    return [(f.path.removeprefix("site/"), f.message) for f in found]


def knowing(path: str, data: bytes) -> Expected:
    """What is expected, with one more file that has just these bytes."""
    return replace(EXPECTED, files={**EXPECTED.files, path: hashlib.sha256(data).hexdigest()})


def test_an_output_as_it_was_cleared_has_no_fault(site: Path) -> None:
    assert examine(site) == []


def test_files_too_many_missing_and_altered_are_named(site: Path) -> None:
    write(site, "content/daishen.md", b"x")
    write(site, ".hidden", b"")
    (site / "a.bin").unlink()
    write(site, "mulu/a.json", DATA + b" ")
    assert examine(site) == [
        (".hidden", "多出了不应有的文件"),
        ("content/daishen.md", "多出了不应有的文件"),
        ("a.bin", "缺少应有的文件"),
        ("mulu/a.json", "内容与审查通过的不一致"),
    ]


def test_links_of_either_kind_are_no_plain_files(site: Path, tmp_path: Path) -> None:
    (site / "a.bin").unlink()
    (site / "a.bin").symlink_to(site / "mulu/a.json")
    os.link(site / "mulu/a.json", tmp_path / "b.json")
    (site / "more").symlink_to(site / "mulu")
    assert examine(site) == [
        ("b.json", "多出了不应有的文件"),
        ("more", "多出了不应有的文件"),
        ("a.bin", "不是普通文件"),
        ("mulu/a.json", "不是普通文件"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<article>", "<article >", "页面主体与生成的不一致"),
        (MAIN, MAIN + '<div class="gk-body">多</div>', "页面正文与审查通过的不一致"),
        ("</article>", "</article>", None),
    ],
)
def test_the_main_part_and_the_text_of_a_page_are_as_cleared(
    site: Path, old: str, new: str, message: str | None
) -> None:
    write(site, PLAIN, PAGE.replace(old, new).encode())
    assert examine(site) == ([] if message is None else [(PLAIN, message)])


def test_a_text_changed_by_whoever_made_the_page_is_noticed(site: Path) -> None:
    altered = MAIN.replace("17时", "18时")
    write(site, PLAIN, PAGE.replace(MAIN, altered).encode())
    expected = replace(EXPECTED, pages={PLAIN: altered})
    assert examine(site, expected) == [(PLAIN, "页面正文与审查通过的不一致")]


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >x</SCRIPT>",
        '<script src="https://evil.example/a.js"></script>',
        '<script src="//evil.example/a.js"></script>',
        '<script src="data:text/javascript,x"></script>',
        '<p onclick="x">甲</p>',
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:x">甲</a>',
        '<iframe src="x"></iframe>',
        '<object data="x"></object>',
        '<embed src="x">',
        '<base href="https://evil.example/">',
        '<img src="https://evil.example/a.png">',
        '<img src="//evil.example/a.png">',
        '<link rel="stylesheet" href="https://evil.example/a.css">',
    ],
)
def test_active_content_that_is_not_the_theme_s_is_named(site: Path, piece: str) -> None:
    write(site, PLAIN, PAGE.replace("</body>", f"{piece}</body>").encode())
    write(site, "404.html", piece.encode())
    message = "页面含有不允许的脚本或外部资源"
    assert examine(site) == [("404.html", message), (PLAIN, message)]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.json", json.dumps({"t": SENTENCE}, ensure_ascii=False).encode()),
        ("a.json", json.dumps({"t": SENTENCE}).encode()),
        ("a.json", json.dumps({"t": SENTENCE}).upper().replace("\\U", "\\u").encode()),
        ("a.csv", f"1,{SENTENCE}\n".encode()),
        ("a.xml", f"<a>{SENTENCE}</a>".encode()),
        ("a.js", f"x='{SENTENCE}'".encode()),
        ("a.txt", f"{SENTENCE[:12]}\n  {SENTENCE[12:]}".encode()),
        ("a.html", "".join(f"<b>{c}</b>" for c in SENTENCE).encode()),
        ("a.html", "".join(f"&#{ord(c)};" for c in SENTENCE).encode()),
        ("a.html", "".join(f"&#x{ord(c):x};" for c in SENTENCE).encode()),
        ("a.html", html.escape(SENTENCE).encode()),
        ("a.xml", "".join(f"&#{ord(c)};" for c in SENTENCE).encode()),
        ("index.pf_fragment", gzip.compress(json.dumps({"t": SENTENCE}).encode())),
        ("index.pf_index", gzip.compress(SENTENCE.encode())),
    ],
)
def test_text_of_a_held_document_is_found_in_every_wrapping(
    site: Path, path: str, data: bytes
) -> None:
    write(site, path, data)
    assert examine(site, knowing(path, data)) == [(path, f"出现了未审查文件 {HELD} 的内容")]


def test_text_that_stands_in_a_cleared_document_too_is_no_fault(site: Path) -> None:
    data = "冬季办公时间为9时至17时。示例市测试局".encode()
    write(site, "a.txt", data)
    assert examine(site, knowing("a.txt", data)) == []


def test_text_of_the_sealed_catalogue_and_of_cleared_attachments_is_no_fault(site: Path) -> None:
    data = f"公开过：{SENTENCE}。".encode()
    write(site, "a.txt", data)
    known = knowing("a.txt", data)
    assert examine(site, replace(known, structure=(f"intro: {SENTENCE}。\n",))) == []
    draft = replace(CLEARED.draft, attachments=(SourceFile("a.files/b.csv", data),))
    quoting = replace(known, documents={PLAIN: replace(CLEARED, draft=draft)})
    assert examine(site, quoting) == []
    picture = replace(CLEARED.draft, attachments=(SourceFile("a.files/b.png", data),))
    silent = replace(known, documents={PLAIN: replace(CLEARED, draft=picture)})
    assert len(examine(site, silent)) == 1


def test_the_text_of_a_page_is_that_of_its_body_without_blanks() -> None:
    page = '<body><p>甲</p><div class="x gk-body"><p>乙 <b>丙</b></p>\n<p>丁</p></div></body>'
    assert read_body_text(page.encode()) == "乙丙丁"
