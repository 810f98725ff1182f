from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.core.body import check_body, render_body
from gongkai.core.importing.blocks import (
    CarriedFile,
    Cell,
    Figure,
    Heading,
    ImportedText,
    ImportRefusedError,
    Item,
    Note,
    Paragraph,
    Piece,
    Table,
)
from gongkai.core.importing.counting import count_body, count_text, list_blocks, list_shown
from gongkai.core.importing.markdown import Written, to_markdown

ODD = "*_`#|<>&\\[]()!+-=.:~^{}$1aA中，。；　 \n\t\"'/?@x第一条、"
WORDS = ["1. ", "- ", "# ", "> ", "<b>", "</p>", "&amp;", "[^1]:", "[x](y)", "***", "---", "==="]
WORDS += ["| a | b |", "`code`", "![a](b.png)", "    ", "http://a.b", "第一条　", "<!--", "\u200b"]
texts = st.one_of(
    st.text(alphabet=ODD, max_size=24),
    st.lists(st.sampled_from(WORDS), max_size=4).map("".join),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
)
targets = st.sampled_from(["", "", "", "https://a.example/x_(y)*?a=1&b;c", "javascript:alert(1)"])
pieces = st.lists(st.builds(Piece, texts, targets), min_size=1, max_size=4).map(tuple)
paragraphs = st.builds(Paragraph, pieces)
headings = st.builds(Heading, st.integers(1, 9), pieces)
items = st.builds(Item, pieces, st.integers(0, 3), st.none() | st.integers(0, 12))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose cells cover its positions, each exactly once."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    taken: set[tuple[int, int]] = set()
    for y in range(height):
        for x in range(width):
            if (y, x) in taken:
                continue
            free = next((n for n in range(x, width) if (y, n) in taken), width) - x
            across = draw(st.integers(1, free))
            down = draw(st.integers(1, height - y))
            rows[y][x] = Cell(draw(texts | st.sampled_from("<^")), across, down)
            taken |= {(y + j, x + i) for j in range(down) for i in range(across)}
    return Table(tuple(map(tuple, rows)), draw(st.booleans()))


@st.composite
def imported(draw: st.DrawFn) -> ImportedText:
    found = draw(st.lists(paragraphs | headings | items | tables(), max_size=7))
    notes = []
    for number in range(draw(st.integers(0, 3))):
        call = Paragraph((Piece(draw(texts)), Piece("", note=f"n{number}"), Piece(draw(texts))))
        found.insert(draw(st.integers(0, len(found))), call)
        notes.append(Note(f"n{number}", draw(pieces)))
    return ImportedText("x.docx", tuple(found), tuple(notes))


@example(
    ImportedText(
        "x.docx",
        (Paragraph((Piece("", note="n0"),)),),
        (Note("n0", (Piece("^1", "https://a.example/"),)),),
    )
)
@settings(max_examples=150, deadline=None)
@given(imported())
def test_what_is_written_is_what_is_shown(text: ImportedText) -> None:
    try:
        written = to_markdown(text, {})
    except ImportRefusedError:
        pytest.fail("nothing here is too much")
    assert not list(check_body(written.body))
    assert list_shown(written.body) == list_blocks(written.text)
    shown, meant = count_body(written.body), count_text(written.text)
    assert shown.characters == meant.characters
    assert (shown.headings, shown.items, shown.tables) == (
        meant.headings,
        meant.items,
        meant.tables,
    )
    assert (shown.cells, shown.notes) == (meant.cells, meant.notes)


def write(*blocks: object, notes: tuple[Note, ...] = ()) -> Written:
    return to_markdown(ImportedText("x", tuple(blocks), notes), {"a.png": "tu-1.png"})  # type: ignore[arg-type]


def p(text: str, target: str = "") -> Paragraph:
    return Paragraph((Piece(text, target),))


@pytest.mark.parametrize(
    ("blocks", "body"),
    [
        ([p("　　各单位：\n1. 说明")], "各单位：  \n1\\. 说明\n"),
        ([p("第一条　为了规范。")], "**第一条** 为了规范。\n"),
        ([p("a<b 且 x&lt;y，<<通知>>")], "a*<*b 且 x*&*lt;y，<<通知>>\n"),
        ([Heading(2, (Piece("二、要求"),)), p("# 号")], "## 二、要求\n\n\\# 号\n"),
        ([p("网址", "https://www.example.cn/a b")], "[网址](https://www.example.cn/a%20b)\n"),
        ([p("^1", "https://www.example.cn/")], "[*^*1](https://www.example.cn/)\n"),
        ([Figure("a.png", "示意[图]")], "![示意\\[图\\]](tu-1.png)\n"),
        ([Figure("a.png")], "![【待填写】写出图片内容](tu-1.png)\n"),
        (
            [Item((Piece("甲"),)), Item((Piece("乙"),), 1), Item((Piece("丙"),))],
            "- 甲\n    - 乙\n- 丙\n",
        ),
        (
            [Item((Piece("甲"),), 2), Item((Piece("乙"),), 5), Item((Piece("丙"),), 1)],
            "- 甲\n    - 乙\n- 丙\n",
        ),
        (
            [Item((Piece("甲"),), 0, 1), Item((Piece("丙"),), 0, 3)],
            "1\\. 甲\n\n3\\. 丙\n",
        ),
        (
            [Table(((Cell("表头", 1, 2), Cell("数", 2), None), (None, Cell("<"), Cell("^")),
                    (Cell("a\nb"), Cell(""), Cell("|"))))],
            "| 表头 | 数 | < |\n| --- | --- | --- |\n| ^ | *<* | *^* |\n| a\\ b |  | \\| |\n",
        ),
        (
            [Table(((Cell("名称", 1, 2), Cell("甲")), (None, Cell("乙"))))],
            "|  |  |\n| --- | --- |\n| 名称 | 甲 |\n| ^ | 乙 |\n",
        ),
    ],
)  # fmt: skip
def test_the_spelling_of_blocks(blocks: list[object], body: str) -> None:
    assert write(*blocks).body == body


def test_notes_stand_at_the_end_and_strays_are_named() -> None:
    call = Paragraph((Piece("甲"), Piece("", note="b"), Piece("乙"), Piece("", note="z")))
    notes = (Note("a", (Piece("没有编号"),)), Note("b", (Piece("一\n二"),)))
    written = write(call, notes=notes)
    assert written.body == "甲[^1]乙\n\n没有编号\n\n[^1]: 一  \n    二\n"
    assert [(loss.what, loss.place) for loss in written.losses] == [
        ("没有内容的注释编号", "注释 z"),
        ("正文中找不到编号的注释（写在文末）", "注释 a"),
    ]


def test_links_that_lead_nowhere_here_are_text_and_named() -> None:
    written = write(p("打开", "file:///C:/x.doc"), p("跳转", "#_Toc1"), p("下载", "a.png"))
    assert written.body == "打开\n\n跳转\n\n[下载](tu-1.png)\n"
    assert [(loss.what, loss.detail) for loss in written.losses] == [
        ("链接（文字已写入）", "打开 file:///C:/x.doc"),
        ("文内跳转（文字已写入）", "跳转 #_Toc1"),
    ]


def test_characters_nobody_sees_are_dropped_and_named() -> None:
    written = write(p("甲\u200b乙\u00a0丙\x07\ue123\u200b"))
    assert written.body == "甲乙 丙\ue123\n"
    assert written.dropped == (
        "控制字符（U+0007） 1 处，已删去",
        "零宽空格（U+200B） 2 处，已删去",
    )
    assert [loss.detail for loss in written.losses] == ["U+E123 1 处"]


def test_a_picture_that_is_not_carried_is_named() -> None:
    written = to_markdown(
        ImportedText("x", (Figure("b.png", "图"),), (), (CarriedFile("b.png", b""),)), {}
    )
    assert written.body == ""
    assert [loss.what for loss in written.losses] == ["图片"]


def test_lists_stay_apart_only_where_something_stands_between_them() -> None:
    first, second = Item((Piece("甲"),), 0, 1), Item((Piece("乙"),), 0, 1)
    assert write(first, Figure("b.png"), second).body == "1\\. 甲\n\n1\\. 乙\n"
    assert write(first, Paragraph((Piece(" "),)), second).body == "1\\. 甲\n\n1\\. 乙\n"
    assert write(first, p("丙"), second).body == "1. 甲\n\n丙\n\n1. 乙\n"


def test_a_line_that_no_page_takes_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="第 1 行"):
        write(p("[" * 500))


def test_a_note_in_a_heading_is_called_there() -> None:
    heading = Heading(1, (Piece("一、总则"), Piece("", note="1")))
    written = write(heading, notes=(Note("1", (Piece("说明"),)),))
    assert render_body(written.body).blocks[0] == "一、总则1"
