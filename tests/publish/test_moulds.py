from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.core.gate import check
from gongkai.core.site import SiteModel, build_site
from gongkai.core.state import State
from gongkai.publish.frames import Frames
from gongkai.publish.moulds import MARK, Mould, blank_out
from gongkai.publish.pages import Page, build_pages
from gongkai.publish.pages.page import Head, Link
from gongkai.publish.theme_files import read_theme
from tests.helpers.tiny_site import at, make_files, make_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

TREE = make_tree(make_files())
TEMPLATES = read_theme(TREE).templates
PLACE = "tonggao/kaihui"
PAGE = Page(
    f"{PLACE}/",
    "document",
    "甲<乙",
    "说明",
    (("SiteName", "局"), ("Url", "https://cs.shili.example/tonggao/kaihui/")),
    (("首页", ""), ("通告", "tonggao/")),
    "<p>正文</p>",
    head=Head(
        links=(Link("alternate", f"api/v1/documents/{PLACE}.json", "application/json"),),
        data='{"name":"甲"}',
    ),
)
MARKS = ("<\ue0000\ue001>", "&lt;\ue0003\ue001&gt;", "\ue000", "<\ue00099\ue001>")
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(MARKS)
)


@pytest.fixture(scope="module")
def site() -> SiteModel:
    return build_site(check(TREE, State(), at("2026-11-20")))


@pytest.fixture(scope="module")
def frames(site: SiteModel) -> Frames:
    return Frames(TEMPLATES, site)


def render_plainly(frames: Frames, page: Page) -> bytes:
    return frames.environment.get_template("main.html").render(gk=page).encode()


def test_each_document_is_what_its_frame_would_make_of_it(site: SiteModel, frames: Frames) -> None:
    documents = [page for page in build_pages(site) if page.kind == "document"]
    assert documents
    for page in (*documents, *documents):
        assert frames.render(page) == render_plainly(frames, page), page.url


@settings(max_examples=150, deadline=None)
@example(("<\ue0000\ue001>", "&lt;\ue0001\ue001&gt;", "x", "<\ue0002\ue001>", ""))
@given(st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT))
def test_nothing_that_a_page_says_is_taken_for_a_mark(
    frames: Frames, said: tuple[str, str, str, str, str]
) -> None:
    title, description, content, html, data = said
    page = replace(
        PAGE,
        title=title,
        description=description,
        meta=(*PAGE.meta, ("Author", content)),
        html=html,
        head=replace(PAGE.head, data=data),
    )
    frames.render(PAGE)
    assert frames.render(page) == render_plainly(frames, page)
    assert frames.render(PAGE) == render_plainly(frames, PAGE)


@pytest.mark.parametrize("mark", MARKS)
def test_marks_in_what_pages_have_in_common_spoil_no_page(site: SiteModel, mark: str) -> None:
    own = Frames(TEMPLATES, site)
    for page in (PAGE, replace(PAGE, title="另一件")):
        marked = replace(page, breadcrumb=(*page.breadcrumb, (mark, "a/")))
        assert own.render(marked) == render_plainly(own, marked)


@pytest.mark.parametrize(
    "changed",
    [
        {"main.html": "{{ gk.title[:3] }}"},
        {"main.html": TEMPLATES["main.html"] + "{% if gk.title == '乙' %}{% endif %}"},
        {"base.html": TEMPLATES["base.html"].replace("gk.title | e", "gk.title | upper | e")},
    ],
)
def test_an_organisations_frame_may_do_anything_with_a_title(
    site: SiteModel, changed: Mapping[str, str]
) -> None:
    own = Frames({**TEMPLATES, **changed}, site)
    for title in ("Ab", "abcdef", "乙"):
        page = replace(PAGE, title=title)
        assert own.render(page) == render_plainly(own, page)


def test_pages_of_one_column_are_one_page_blanked_out() -> None:
    other = replace(
        PAGE,
        url="tonggao/gaiqi/",
        title="乙",
        head=replace(
            PAGE.head,
            links=(replace(PAGE.head.links[0], href="api/v1/documents/tonggao/gaiqi.json"),),
        ),
    )
    (first, values), (second, others) = blank_out(PAGE), blank_out(other)
    assert first == second
    assert (values[0], others[0]) == ("kaihui", "gaiqi")
    assert MARK in first.url
    assert blank_out(replace(PAGE, description=""))[0] != first


def test_a_mark_is_filled_as_it_was_spelled() -> None:
    mould = Mould("甲<\ue0001\ue001>&lt;\ue0000\ue001&gt;<\ue0000\ue001>乙")
    assert mould.fill(["<&", "丙"]) == "甲丙&lt;&amp;<&乙"
