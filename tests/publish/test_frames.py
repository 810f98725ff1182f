from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gongkai.core.gate import check
from gongkai.core.site import SiteModel, build_site
from gongkai.core.state import State
from gongkai.publish.frames import FrameError, Frames
from gongkai.publish.pages import Page, build_pages
from gongkai.publish.pages.content_policy import format_policy
from gongkai.publish.theme_files import read_theme
from gongkai.publish.traditional import make_traditional
from tests.helpers.tiny_site import at, make_files, make_tree

FILES = make_files()
TREE = make_tree(FILES)
PAGE = Page("a/b/", "document", "甲<乙", "说明", (("Url", 'x"y'),), (("首页", ""),), "<p>正文</p>")


@pytest.fixture(scope="module")
def site() -> SiteModel:
    return build_site(check(TREE, State(), at("2026-11-20")))


@pytest.fixture(scope="module")
def frames(site: SiteModel) -> Frames:
    return Frames(read_theme(TREE).templates, site)


def test_a_frame_escapes_what_it_shows_and_leads_home(frames: Frames) -> None:
    text = frames.render(PAGE).decode()
    assert "<title>甲&lt;乙_示例市测试局</title>" in text
    assert '<meta name="Url" content="x&#34;y">' in text
    assert '<link rel="stylesheet" href="../../assets/css/gongkai.css">' in text
    assert 'href="../../"><span class="gk-brand__body">' in text
    assert "<p>正文</p>\n</main>" in text
    assert f'content="{format_policy()}"' in text


def test_the_error_page_works_at_any_address(site: SiteModel, frames: Frames) -> None:
    assert 'href="/assets/css/gongkai.css"' in frames.render_not_found().decode()
    identity = site.catalog.site.model_copy(update={"url": "https://a.example/zfxx/"})
    below = replace(site, catalog=replace(site.catalog, site=identity))
    text = Frames(read_theme(TREE).templates, below).render_not_found().decode()
    assert 'href="/zfxx/assets/css/gongkai.css"' in text


def test_parts_kept_for_many_pages_are_what_each_would_have(site: SiteModel) -> None:
    policy = site.catalog.policy.model_copy(update={"traditional": True})
    both = replace(site, catalog=replace(site.catalog, policy=policy))
    templates = read_theme(TREE).templates
    kept, plain = Frames(templates, both), Frames(templates, both)
    plain.environment.globals["keep"] = lambda *_reads, caller: caller()
    pages = [page for one in build_pages(both) for page in (one, make_traditional(one))]
    assert len({page.kind for page in pages}) > 10
    assert kept.render_not_found() == plain.render_not_found()
    for page in (*pages, *reversed(pages)):
        assert kept.render(page) == plain.render(page), page.url


def test_the_description_is_told_once(site: SiteModel, frames: Frames) -> None:
    for page in build_pages(site):
        head = frames.render(page).decode().partition("</head>")[0]
        assert len(re.findall('<meta name="description" ', head, re.IGNORECASE)) == 1, page.url


@pytest.mark.parametrize("template", ["{{ config.site_name }}", "{% include 'x.html' %}", "{% if"])
def test_a_template_that_uses_what_pages_are_not_given_is_named(
    site: SiteModel, template: str
) -> None:
    with pytest.raises(FrameError, match=r"^模板 main\.html 无法使用："):
        Frames({"main.html": template}, site).render(PAGE)


def test_an_organisations_template_for_an_older_engine_is_named(site: SiteModel) -> None:
    own = {**read_theme(TREE).templates, "base.html": "{{ content_policy('script') }}"}
    with pytest.raises(FrameError, match=r"本机关自己的模板 hooks/theme/base\.html 与这一版"):
        Frames(own, site).render(PAGE)
    with pytest.raises(FrameError, match=r"模板 fragments/home\.html .*hooks/theme/fragments/home"):
        next(build_pages(site, {"home.html": "{{ 1 + 'a' }}"}))


def test_pages_take_nothing_from_elsewhere_and_nothing_inline() -> None:
    policy = format_policy()
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("; script-src 'self'")
    assert "unsafe" not in policy
    assert ":" not in policy
    assert "unsafe-inline" in format_policy(preview=True)
