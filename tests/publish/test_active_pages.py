"""The check of many pages one after another against the check of each by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.active_content import PageCheck, check_page
from gongkai.publish.pages.content_policy import format_policy

POLICY = format_policy()
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
FILES = {"a.css", "a.js", "b/a.png", "b/c/a.png", "api.json"}
NARROW = re.compile(
    r"<!doctype html>|</[a-z][a-z0-9]*>"
    r"|<[a-z][a-z0-9]*(?: id=[a-z0-9-]+(?=[ >]))?"
    r'(?:[ \t\n\f\r]+[a-zA-Z:-]+(?:="[^"<>]*")?)*[ \t\n\f\r]*/?>'
)
LINES = (
    "<p>甲</p>",
    "甲 &gt; 乙 > 丙",
    "<ul><li>甲",
    "</li></ul>",
    "<p",
    "title=",
    '"甲">',
    '<p title="甲',
    '<p class="a&#45;b">',
    '<p title="x"y">',
    "<p id=tiao-1>",
    '<p id=s1 class="x">',
    '<p title="p id=x y">',
    "<p class id=x>",
    "<p id=x/>",
    "<p id=甲>",
    '<p id=x"y">',
    "<p title='x'>",
    "<p　title>",
    "<p/>",
    "<br/>",
    "</p >",
    "< p>",
    "<b onclick>",
    "<style>",
    '<a href="../甲?a=1&amp;b=2#c">',
    '<a href="javascript:x">',
    '<a class="x" href="java&#10;script:x">',
    '<img src="a.png" alt="">',
    '<img src="../a.png" alt="">',
    '<img src="../../b/a.png" alt="">',
    '<img src="/b/a.png" alt="">',
    '<img src="../api.json" alt="">',
    '<link rel="stylesheet" href="../a.css">',
    '<link rel="stylesheet" href="../../a.css">',
    '<script src="../a.js"></script>',
    '<script src="../../a.js">',
    "</script>",
    '<script type="application/ld+json">{}</script>',
    META,
    "<body>",
    "http-equiv",
    '<p title="http-equiv">',
    '<meta\nhttp-equiv="x">',
)
PAGES = st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)
PATHS = st.sampled_from(["b/index.html", "b/c/index.html", "b/d/index.html", "404.html"])


@given(st.lists(st.tuples(PATHS, PAGES), min_size=1, max_size=8))
def test_what_was_read_before_changes_nothing(pages: list[tuple[str, str]]) -> None:
    check = PageCheck(FILES, "/")
    for path, page in (*pages, *pages, *pages):
        data = f"{META}\n<!doctype html>\n{page}\n</html>".encode()
        assert check.look(path, data, POLICY) == check_page(path, data, POLICY, FILES, "/")


@given(PAGES, st.integers(0, 400), st.sampled_from(["", "<", ">", '"', " ", "\n", "/"]))
def test_markup_is_regular_if_every_tag_has_the_narrow_form(page: str, at: int, piece: str) -> None:
    page = page[: at % (len(page) + 1)] + piece + page[at % (len(page) + 1) :]
    coded = any(re.search(r'\sclass="[^"]*&', tag) for tag in NARROW.findall(page))
    regular = "<" not in NARROW.sub("", page) and not coded
    faults = check_page("b/index.html", page.encode(), POLICY, FILES, "/")
    assert ("页面含有不规范的标记" not in faults) is regular


@pytest.mark.parametrize("first", [*LINES])
def test_a_line_is_read_anew_in_a_page_of_another_depth(first: str) -> None:
    check = PageCheck(FILES, "/")
    pages = {path: f"{META}\n{first}".encode() for path in ("b/index.html", "b/c/index.html")}
    for _ in range(3):
        for path, data in pages.items():
            assert check.look(path, data, POLICY) == check_page(path, data, POLICY, FILES, "/")
