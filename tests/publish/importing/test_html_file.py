"""Pages of content systems: their text carried whole, what stands around it and is hidden named."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Align,
    Cell,
    Heading,
    ImportRefusedError,
    Item,
    Loss,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.publish.importing.html_file import read_html
from gongkai.publish.importing.html_source import decode_page

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ArticleTitle" content="关于养犬登记的通告">
<meta name="PubDate" content="2019-07-15 09:30">
<style>.hid{display:none} @media print{.noprint{display:none}}</style></head><body>
<div class="header"><a href="/">首页</a></div>
<table><tr><td>索 引 号：</td><td>113/2019-001</td>
<td>发文字号：</td><td>示公通〔2019〕5号</td></tr></table>
<h1>关于养犬登记的通告</h1>
<div>发布时间：2019-07-15　来源：示例市测试局　【字体：大 中 小】</div>
<div id="zoom"><p>　　为加强管理，
保障健康，通告如下：</p>
<p>　　一、登记<br>　　应当登记。<br>　　二、处罚</p>
<p class="hid">优化词</p><p class="noprint">见网上</p>
<table border=1><tr><th rowspan=2>区域<th colspan=2>数量</tr><tr><td>大型<td>小型</tr>
<tr><td>城区</td><td>100m<sup>2</sup></td><td><p>12</p><p>只</p></td></tr></table>
<ol start="3"><li>一项<ul><li>内项</li></ul></li><li>二项</li></ol>
<p>详见<a href="http://www.shili.example/x">条例</a>、<a href="../1.html">旧文</a></p>
<p align="right">示例市测试局</p><p>{spaces}2019年7月15日</p>
<!-- 内部意见 --><img src="a.jpg"></div>
<div class="fj">附件：<a href="P020.doc">登记表.doc</a></div>
<div class="footer">主办：示例市测试局<script>x()</script></div></body></html>""".replace(
    "{spaces}", "&nbsp;" * 18
)


def _text(*texts: str) -> tuple[Piece, ...]:
    return tuple(Piece(text) for text in texts)


def test_a_whole_page() -> None:
    read = read_html(PAGE.encode("gb18030"), "a.html")
    assert read.blocks == (
        Paragraph(_text("关于养犬登记的通告"), Align.CENTER),
        Paragraph(_text("为加强管理，保障健康，通告如下：")),
        Paragraph(_text("一、登记")),
        Paragraph(_text("应当登记。")),
        Paragraph(_text("二、处罚")),
        Paragraph(_text("见网上")),
        Table(
            (
                (Cell("区域", 1, 2), Cell("数量", 2, 1), None),
                (None, Cell("大型"), Cell("小型")),
                (Cell("城区"), Cell("100m²"), Cell("12\n只")),
            )
        ),
        Item(_text("一项"), 0, 3),
        Item(_text("内项"), 1, None),
        Item(_text("二项"), 0, 4),
        Paragraph((Piece("详见"), Piece("条例", "http://www.shili.example/x"), Piece("、旧文"))),
        Paragraph(_text("示例市测试局"), Align.RIGHT),
        Paragraph(_text("2019年7月15日"), Align.RIGHT),
        Paragraph(_text("登记表.doc")),
    )
    assert [(loss.what, loss.detail) for loss in read.losses] == [
        ("网页上看不见的内容", "3 字，没有导入"),
        ("不能保留的链接", "../1.html"),
        ("源码注释", "4 字"),
        ("没有随网页保存的图片", "a.jpg"),
        ("没有随网页保存的附件", "P020.doc"),
        ("正文以外的部分", "87 字，2 个链接和图片"),
    ]
    assert read.properties == {
        "ArticleTitle": "关于养犬登记的通告",
        "PubDate": "2019-07-15 09:30",
        "索引号": "113/2019-001",
        "发文字号": "示公通〔2019〕5号",
        "发布时间": "2019-07-15",
        "来源": "示例市测试局",
    }


def _read(body: str) -> tuple[list[str], list[Loss]]:
    read = read_html(f"<html><body>{body}</body></html>".encode(), "a.html")
    return [plain_text(block) for block in read.blocks], [*read.losses]


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ('style="display:none"', True),
        ('style="DISPLAY : None !important"', True),
        ('style="visibility:hidden"', True),
        ('style="font-size:0px"', True),
        ('style="font-size:0.9em"', False),
        ('style="opacity:0"', True),
        ('style="opacity:0.8"', False),
        ('style="text-indent:-9999px"', True),
        ('style="text-indent:-24px"', False),
        ('style="position:absolute;left:-5000px"', True),
        ('style="height:0;overflow:hidden"', True),
        ('style="height:0"', False),
        ('style="color:#fff"', True),
        ('style="color:#fff;background-color:#1e50a2"', False),
        ('style="color:#ffaa00"', False),
        ("hidden", True),
        ('class="yhc"', True),
        ('class="other"', False),
    ],
)
def test_what_nobody_sees_is_named_and_not_carried(style: str, *, hidden: bool) -> None:
    sheet = "<style>.yhc, #x {display:none}</style>"
    shown, losses = _read(f"{sheet}<div id=zoom><p>正文。</p><p {style}>藏着的字</p></div>")
    assert ("藏着的字" in shown) is not hidden
    assert [loss.what for loss in losses] == (["网页上看不见的内容"] if hidden else [])


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><td><p>一段</p><p>二段</p></td></tr></table>", ["一段", "二段"]),
        ("<table><tr><td>左<table><tr><td>1<td>2</table></td></tr></table>", ["左", "1\t2"]),
        ("<table role=presentation><tr><td>一<td>二</table>", ["一", "二"]),
        ("<table><tr><td>一<td>二</table>", ["一\t二"]),
        ("<table border=1><tr><td>一<tr><td>二</table>", ["一\n二"]),
        ("<table><caption>表一</caption><tr><td>一<td>二</table>", ["表一", "一\t二"]),
        ("<table><tr><td>一<td style='display:none'>藏<td>二</table>", ["一\t\t二"]),
        ("甲<br><br>乙<br>丙", ["甲", "乙\n丙"]),
        ("<p>面积 <b>大</b>\n的 area\nunder</p>", ["面积 大的 area under"]),
        ("<p>　</p><p>&nbsp;</p><p>有</p>", ["有"]),
    ],
)
def test_tables_and_lines(markup: str, expected: list[str]) -> None:
    assert _read(f"<div id=zoom>{markup}</div>")[0] == expected


def test_headings_are_lifted_and_the_title_is_none_of_them() -> None:
    page = (
        "<meta name=ArticleTitle content=办法><div id=zoom><h1>办法</h1><h3>第一章</h3>"
        "<p>文</p><h4>一节</h4></div>"
    )
    read = read_html(page.encode(), "a.html")
    assert read.blocks == (
        Paragraph(_text("办法"), Align.CENTER),
        Heading(1, _text("第一章")),
        Paragraph(_text("文")),
        Heading(2, _text("一节")),
    )


LONG = "本通告自公布之日起施行，有关单位和个人应当遵照执行，违者依法处理。"


@pytest.mark.parametrize(
    "page",
    [
        f"<div class=nav><a href=1>首页</a></div><div><p>{LONG}</p><p>{LONG}</p></div>",
        f"<ul><li><a href=1>{LONG}</a></ul><table><tr><td><p>{LONG}</p><p>{LONG}</p></table>",
        f"<div><div><div>{LONG}</div><div>{LONG}</div></div></div><div class=footer>{LONG}</div>",
        f"<nav><p>{LONG}</p></nav><p>{LONG}</p><p>{LONG}</p>",
        f"<article><p>{LONG}<p>{LONG}</article><aside><p>{LONG}</p><p>{LONG}</p></aside>",
    ],
)
def test_the_text_is_found_without_known_names(page: str) -> None:
    assert _read(page)[0] == [LONG, LONG]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<meta charset=gb2312>中文".encode("gb18030"), "<meta charset=gb2312>中文"),
        ("<meta charset=gb2312>" + "国" * 20, "<meta charset=gb2312>" + "国" * 20),
        ("\ufeff中文".encode(), "中文"),
        ("中文".encode("utf-16"), "中文"),
        ("中文㐀".encode("gb18030"), "中文㐀"),
    ],
)
def test_encodings_whatever_the_page_says(page: bytes | str, text: str) -> None:
    assert decode_page(page if isinstance(page, bytes) else page.encode()) == text


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<frameset><frame src=a.html></frameset>", "框架"),
        ("<body><div id=app></div></body>", "没有找到正文"),
        ("<div>" * 300 + "深", "嵌套过深"),
        ("<table>" + "<tr><td rowspan=60000 colspan=9999>" * 50, "过大"),
        (f"<p>{'甲<br>' * 100_001}</p>", "网页的标签超过 100000 个"),
    ],
)
def test_pages_that_cannot_be_read_say_what_to_do(page: str, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read_html(page.encode(), "a.html")


TAGS = st.sampled_from(
    (
        *("<p>", "</p>", "<table>", "<tr>", "<td colspan=3>", "<td rowspan=0>", "</table>", "<br>"),
        *("<li>", "<ul>", "</ul>", "<a href='x.doc'>", "</a>", "<!--", "-->", "<div class=a>"),
        *("<div id=zoom>", "</div>", "文字。", "<iframe src='b.pdf'>", "<h2>", "</h2>", "<del>"),
        *("<sup>2</sup>", "&nbsp;", "<base href='http://['", "<style>.a{display:none}</style>"),
        "<img src='data:image/png;base64,AA'>",
    )
)


@given(
    st.one_of(
        st.binary(max_size=400), st.lists(TAGS, max_size=30).map(lambda t: "".join(t).encode())
    )
)
def test_no_bytes_end_in_another_error(data: bytes) -> None:
    with suppress(ImportRefusedError):
        assert read_html(data, "a.html").blocks


def test_a_long_run_of_blanks_costs_no_more_than_its_length() -> None:
    start = process_time()
    assert _read(f"<p>{'&nbsp;' * 100_000}甲</p>")[0]
    assert process_time() - start < 3  # it took minutes
