from __future__ import annotations

import lxml.html
import nh3
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.core.body import BodyRefusedError, check_body, is_safe_link, render_body

TABLE = "| a | b |\n| --- | --- |\n| < | ^ |\n| c | < |\n"
PIECES = (
    *("公开", "a", " ", "\n", "\n\n", "    ", "* ", "1. ", "- ", "> ", "# ", "---\n", "\n===\n"),
    *("[^1]", "[^1]: x\n", "[^a]: [^a]", "[a](b.pdf)", "![x](y.png)", "[a][b]", "[b]: /x/y/ 't'\n"),
    *("*", "**", "_", "__", "`", "``", "```\n", "\\", "&", "<", ">", "&amp", "<3", "^", "[", "]"),
    *("(", ")", "!", '"', "'", "\u00a0", "\u3000", "~~", ":", "  \n", TABLE, "|", "{: onclick=x}"),
    *("[x](javascript:alert(1))", "[x](<a b>)", "[a]: <javascript:x>", "klzzwxh:0001", "wzxhzdk:0"),
    *("http://a.b", "x@y.z", "[TOC]", "*[a]: b", "![a][b]", 'x" onerror="y', "<<", "amp;", ":::"),
)
ACTIVE = {"a": {"href", "title", "class", "id"}, "img": {"src", "alt", "title"}}
PASSIVE = {"id", "class", "rowspan", "colspan"}
TAGS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img", "em", "strong", "code", "pre", "br"),
    *("blockquote", "ul", "ol", "li", "hr", "sup", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.mark.parametrize(
    ("body", "html", "blocks"),
    [
        ("正文。\n", "<p>正文。</p>", ("正文。",)),
        ("", "", ()),
        ("# 一\n\n二\n三\n", "<h1>一</h1>\n<p>二\n三</p>", ("一", "二 三")),
        ("a < b > c & d\n", "<p>a &lt; b &gt; c &amp; d</p>", ("a < b > c & d",)),
        ("一  \n二\n", "<p>一<br>\n二</p>", ("一 二",)),
        (
            "3. 甲\n4. 乙\n",
            '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>',
            ("甲", "乙"),
        ),
        (
            "- 甲\n\n    乙\n",
            "<ul>\n<li>\n<p>甲</p>\n<p>乙</p>\n</li>\n</ul>",
            ("甲", "乙"),
        ),
        (
            "| 甲 | 乙 |\n| --- | ---: |\n| 1 | < |\n",
            (
                "<table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
                '<td colspan="2">1</td>\n</tr>\n</tbody>\n</table>'
            ),
            ("甲", "乙", "1"),
        ),
        ("<https://a.b>\n", "<p>&lt;https://a.b&gt;</p>", ("<https://a.b>",)),
        ("{: .x onclick=y}\n", "<p>{: .x onclick=y}</p>", ("{: .x onclick=y}",)),
    ],
)
def test_one_body_one_html(body: str, html: str, blocks: tuple[str, ...]) -> None:
    rendered = render_body(body)
    assert (rendered.html, rendered.blocks) == (html, blocks)


def test_links_pictures_and_text_are_listed() -> None:
    rendered = render_body("[甲](a.pdf) ![图](b.png)[^1]\n\n[^1]: 见 [乙](/c/d/)。\n")
    assert rendered.links == ("a.pdf", "/c/d/")
    assert rendered.images == (("b.png", "图"),)
    assert rendered.text == "甲1见乙。↩"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("一\n<b>二</b>\n", [("html-forbidden", 2)]),
        ("<!-- 隐 -->\n", [("html-forbidden", 1)]),
        ("<?php\n", [("html-forbidden", 1)]),
        ("</p>\n", [("html-forbidden", 1)]),
        ("`<b>`\n", [("html-forbidden", 1)]),
        ("&#60;b\n", [("html-forbidden", 1)]),
        ("&#x3C;b\n", [("html-forbidden", 1)]),
        ("&lt;b\n", [("html-forbidden", 1)]),
        ("&nbsp;\n", [("html-forbidden", 1)]),
        ("a < b, c<3, 甲&乙, <二>\n", []),
        ("一\n" + "[" * 401 + "\n", [("body-too-complex", 2)]),
        ("x" * 60_001 + "\n", [("body-too-complex", 1)]),
        ("一\n\n" + " " * 40 + "x\n", [("body-too-complex", 3)]),
        ("> " * 12 + "x\n", [("body-too-complex", 1)]),
        ("正文\n", []),
    ],
)
def test_what_a_body_must_not_hold(body: str, found: list[tuple[str, int]]) -> None:
    assert [(rule, line) for rule, line, _ in check_body(body)] == found


def test_a_body_that_is_nested_too_deep_is_refused_not_crashed_on() -> None:
    body = "".join("    " * depth + "- x\n\n" for depth in range(9)) * 3
    try:
        assert "x" in render_body(body).text
    except BodyRefusedError as error:
        assert error.rule == "body-too-complex"  # noqa: PT017 - one of two outcomes


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://www.shili.example/a?b=c#d", True),
        ("http://a.b", True),
        ("mailto:a@b.example", True),
        ("tel:0999-5550110", True),
        ("#fn", True),
        ("/", True),
        ("/guifanxing/", True),
        ("/guifanxing/x-1/", True),
        ("/guifanxing/x-1/a.pdf", True),
        ("fujian.pdf", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//evil.example/", False),
        ("https:evil.example", False),
        ("../a/", False),
        ("a/../b.pdf", False),
        ("/a/b/c/d/", False),
        ("/A/", False),
        ("甲.pdf", False),
        ("", False),
        ("https://a b", False),
        ("fujian.pdf\n", False),
        ("https://a.b\njavascript:x", False),
    ],
)
def test_where_links_may_lead(target: str, *, safe: bool) -> None:
    assert is_safe_link(target) is safe


@settings(max_examples=250)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_whatever_passes_the_check_renders_to_harmless_html_with_the_same_text(body: str) -> None:
    assume(not [*check_body(body)])
    try:
        rendered = render_body(body)
    except BodyRefusedError:
        return
    root = lxml.html.fragment_fromstring(rendered.html or "<p></p>", create_parent="div")
    for element in root.iterdescendants():
        assert element.tag in TAGS
        allowed = ACTIVE.get(element.tag, PASSIVE | ({"start"} if element.tag == "ol" else set()))
        assert set(element.attrib) <= allowed
    hrefs = {str(a.get("href")) for a in root.iter("a")}
    assert {h for h in hrefs if not h.startswith("#fn")} <= set(rendered.links) <= hrefs
    assert [str(i.get("src")) for i in root.iter("img")] == [src for src, _ in rendered.images]
    assert "".join(root.text_content().split()) == rendered.text
    cleaned = nh3.clean(
        rendered.html,
        tags=TAGS,
        attributes={tag: ACTIVE.get(tag, PASSIVE | {"start"}) for tag in TAGS},
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "javascript", "data"},
    )
    assert lxml.html.fragment_fromstring(cleaned, create_parent="div").text_content().split() == (
        root.text_content().split()
    )
