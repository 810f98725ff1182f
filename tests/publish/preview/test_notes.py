from __future__ import annotations

from pathlib import Path

from gongkai.core.gate import include_held
from gongkai.core.rules.telling import WEIGHTS
from gongkai.publish.preview.notes import make_notes
from gongkai.publish.preview.pages import build_preview_pages, list_style_sheets, render_broken
from tests.helpers import tree
from tests.helpers.tiny_site import at, make_tree

ROOT = Path("/srv/网站")
NUMBER = "11990000MB9900013U/2026-0000"
HELD, BROKEN, LATER = (f"content/tonggao/{name}.md" for name in ("daishen", "huai", "dingshi"))
UNFINISHED = "content/tonggao/weiwan.md"


def _make() -> dict[str, bytes]:
    files = tree.make_files(
        (tree.PATH, tree.write_document()),
        (HELD, tree.write_document(index_number=f"{NUMBER}2")),
        (LATER, tree.write_document(index_number=f"{NUMBER}3")),
        (UNFINISHED, tree.write_document(index_number=f"{NUMBER}4", summary="【待填写】")),
        (BROKEN, "---\ntitle: a\ntitle: b\n---\n\n正文\u200b<i>\n"),
    )
    tree.sign(files)
    tree.sign(files, LATER, published=at("2026-12-01", "09:00"))
    return files | {"content/tonggao/ceshi.files/x.tmp": b"x"}


def test_each_page_is_told_how_far_it_is_from_publication() -> None:
    verdict = tree.judge(_make())
    notes = make_notes(verdict, ROOT)
    told = {page.path: (page.url, page.standing, page.banner) for page in notes.pages}
    assert told | {"catalog/reviewers.yml": None, ".gongkai/state/log.txt": None} == {
        BROKEN: ("tonggao/huai/", "有拦截", "有拦截，不能公开；未经审查，仅供本机预览"),
        tree.PATH: ("tonggao/ceshi/", "有拦截", "有拦截，不能公开；未经审查，仅供本机预览"),
        HELD: ("tonggao/daishen/", "待审", "未经审查，仅供本机预览"),
        UNFINISHED: ("tonggao/weiwan/", "待审", "尚未写完，未经审查，仅供本机预览"),
        LATER: (
            "tonggao/dingshi/",
            "待发布",
            "已审查，定于 2026-12-01 09:00 公开；尚未公开，仅供本机预览",
        ),
        "catalog/reviewers.yml": None,
        ".gongkai/state/log.txt": None,
    }
    assert [page.standing for page in notes.pages] == ["有拦截"] * 2 + ["待审"] * 2 + [
        "待发布",
        "",
        "",
    ]
    assert sum(notes.counts.values()) == len(verdict.findings)
    assert list(notes.counts) == list(WEIGHTS.values())


def test_a_place_is_opened_in_the_editor() -> None:
    notes = make_notes(tree.judge(_make()), ROOT)
    (note,) = notes.by_url["tonggao/huai/"].notes
    assert note.editor == (
        f"vscode://file/srv/%E7%BD%91%E7%AB%99/content/tonggao/huai.md:{note.finding.line}"
    )


def test_what_cannot_be_laid_out_is_shown_as_it_is_written() -> None:
    files = _make()
    verdict = tree.judge(files)
    shown = {f"{d.id}/" for d in include_held(verdict, blocked=True).cleared}
    assert shown == {"tonggao/ceshi/", "tonggao/daishen/", "tonggao/dingshi/"}
    notes = make_notes(verdict, ROOT)
    pages = {page.url: page for page in build_preview_pages(notes, make_tree(files), shown)}
    assert list(pages) == ["_findings/", "tonggao/huai/", "tonggao/weiwan/"]
    source = pages["tonggao/huai/"].html
    assert 'title="U+200B 零宽空格">[U+200B]</span>&lt;i&gt;' in source
    assert source.count('class="gk-pv-faulty"') == 1


def test_links_to_what_is_not_public_are_marked() -> None:
    marks = list_style_sheets(make_notes(tree.judge(_make()), ROOT))["_preview/marks.css"].decode()
    assert [line.split('"')[1::2] for line in marks.splitlines()] == [
        ["tonggao/ceshi/", "〔有拦截〕"],
        ["tonggao/huai/", "〔有拦截〕"],
        ["tonggao/daishen/", "〔待审〕"],
        ["tonggao/weiwan/", "〔待审〕"],
        ["tonggao/dingshi/", "〔待发布〕"],
    ]


def test_nothing_of_what_is_told_becomes_markup() -> None:
    verdict = tree.judge({**_make(), 'content/tonggao/"><script>.md': b"x"})
    page = render_broken("<script>", verdict.findings).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
