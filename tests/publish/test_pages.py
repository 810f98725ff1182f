from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import lxml.html
import pytest

from gongkai.core.catalog import load_catalog
from gongkai.core.catalog_checks import RESERVED_IDS
from gongkai.core.gate import Verdict, check
from gongkai.core.models.annual import AnnualReport
from gongkai.core.models.catalog import Block
from gongkai.core.site import build_site
from gongkai.core.state import State
from gongkai.core.time_limits import describe_limit
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.clock import read_now
from gongkai.publish.export_steps import list_export_parts
from gongkai.publish.exports.catalog import catalog_csv
from gongkai.publish.exports.discovery import list_addresses
from gongkai.publish.exports.part import list_files
from gongkai.publish.frames import Frames
from gongkai.publish.pages import (
    Page,
    build_nav,
    build_not_found,
    build_pages,
    columns,
    list_general,
    rel,
)
from gongkai.publish.pages.annual_tables import build_tables
from gongkai.publish.pages.body_html import set_body
from gongkai.publish.pages.details import describe_art20
from gongkai.publish.pages.page import SEARCH_URL, near
from gongkai.publish.pages.paging import cut_list
from gongkai.publish.records import build_records
from gongkai.publish.theme_files import read_theme
from gongkai.publish.tree_reader import read_work_tree
from tests.helpers import tree as helper
from tests.helpers.tiny_site import at

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.core.site import SiteModel

ROOT = Path(__file__).parents[2]
LIGHT = 16 * 1024
"""Bytes that a page may have beyond its text."""
SITE_TAGS = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN_TAGS = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE_TAGS = ["ArticleTitle", "PubDate", "ContentSource"]
OPTIONAL_TAGS = ["Keywords", "Author", "Description", "Url"]
ADDED = (
    "gongkai/log.txt",
    "gongkai/checkpoint.txt",
    "assets/js/search.js",
)
"""What stands beside the pages and is made elsewhere."""


@pytest.fixture(scope="module")
def sample() -> SiteModel:
    tree = read_work_tree(ROOT)
    verdict = check(tree, State(), read_now(tree))
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)


@pytest.fixture(scope="module")
def pages(sample: SiteModel) -> dict[str, Page]:
    return {page.url: page for page in build_pages(sample)}


def read(page: Page) -> HtmlElement:
    return lxml.html.fragment_fromstring(page.html, create_parent="main")


def build_tiny(*documents: dict[str, object], body: str = "\n正文。\n") -> dict[str, Page]:
    """The pages of a tiny site with these documents, through the real gate."""
    paths = [f"content/tonggao/d{n}.md" for n in range(1, len(documents) + 1)]
    texts = [
        helper.write_document(
            body,
            **{
                "index_number": f"{helper.CODE}/2026-{n:05}",
                "document_number": f"示测通〔2026〕{n}号",
                **d,
            },
        )
        for n, d in enumerate(documents, 1)
    ]
    files = helper.make_files(*zip(paths, texts, strict=True))
    for path in paths:
        helper.sign(files, path)
    verdict = helper.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return {page.url: page for page in build_pages(build_site(verdict))}


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("", "", "./"),
        ("", "mulu/", "mulu/"),
        ("mulu/", "", "../"),
        ("mulu/", "mulu/", "../mulu/"),
        ("a/b/", "c/d/e.pdf", "../../c/d/e.pdf"),
        ("a/b/", "fdzdgk/#zhengce", "../../fdzdgk/#zhengce"),
    ],
)
def test_addresses_are_relative(page: str, target: str, expected: str) -> None:
    assert rel(page, target) == expected


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("", "", "./"),
        ("", "a/", "a/"),
        ("a/", "", "../"),
        ("a/", "a/", "./"),
        ("a/", "a/#b", "#b"),
        ("a/", "a/b/", "b/"),
        ("a/b/", "a/", "../"),
        ("a/b/", "a/c/d.pdf", "../c/d.pdf"),
        ("a/b/", "ab/", "../../ab/"),
        ("a/b/c/", "a/b/", "../"),
    ],
)
def test_the_shortest_way_leads_to_the_same(page: str, target: str, expected: str) -> None:
    assert near(page, target) == expected
    assert normpath(f"/{page}{expected}") == normpath(f"/{page}{rel(page, target)}")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("home", SITE_TAGS),
        ("block", SITE_TAGS + COLUMN_TAGS),
        ("column", SITE_TAGS + COLUMN_TAGS),
        ("guide", SITE_TAGS + COLUMN_TAGS),
        ("request", SITE_TAGS + COLUMN_TAGS),
        ("annual", SITE_TAGS + COLUMN_TAGS),
        ("key-areas", SITE_TAGS + COLUMN_TAGS),
        ("key-area", SITE_TAGS + COLUMN_TAGS),
        ("catalog", SITE_TAGS + COLUMN_TAGS),
        ("catalog-issues", SITE_TAGS + COLUMN_TAGS),
        ("catalog-issue", SITE_TAGS + COLUMN_TAGS),
        ("catalog-duties", SITE_TAGS + COLUMN_TAGS),
        ("feeds", SITE_TAGS + COLUMN_TAGS),
        ("interface", SITE_TAGS + COLUMN_TAGS),
        ("register", SITE_TAGS + COLUMN_TAGS),
        ("sitemap", SITE_TAGS + COLUMN_TAGS),
        ("about", SITE_TAGS + COLUMN_TAGS),
        ("search", [*SITE_TAGS, *COLUMN_TAGS]),
        ("document", SITE_TAGS + COLUMN_TAGS + ARTICLE_TAGS + OPTIONAL_TAGS),
        ("withdrawn", [*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS, "robots"]),
    ],
)
def test_meta_tags(pages: dict[str, Page], kind: str, expected: list[str]) -> None:
    found = [page for page in pages.values() if page.kind == kind]
    assert found
    for page in found:
        assert [name for name, _ in page.meta] == expected
        assert all(content for _, content in page.meta)


def test_publication_time_is_the_one_shown(sample: SiteModel, pages: dict[str, Page]) -> None:
    for item in sample.items:
        page = pages[item.url]
        stated = dict(page.meta)["PubDate"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", stated)
        assert read(page).xpath("string(.//header//time)") == stated


def test_each_page_has_one_title_and_headings_in_order(pages: dict[str, Page]) -> None:
    for page in pages.values():
        headings = read(page).xpath(".//*[self::h1|self::h2|self::h3|self::h4|self::h5|self::h6]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels.count(1) == 1, page.url
        assert levels[0] == 1, page.url
        for above, below in pairwise(levels):
            assert below <= above + 1, (page.url, [h.text_content() for h in headings])


def test_pictures_have_text_and_ids_are_unique(pages: dict[str, Page]) -> None:
    for page in pages.values():
        root = read(page)
        assert all(image.get("alt") for image in root.iter("img")), page.url
        ids = root.xpath(".//@id")
        assert len(ids) == len(set(ids)), page.url
        fragments = {a[1:] for a in root.xpath(".//a/@href") if a.startswith("#")}
        assert fragments <= set(ids), page.url


def test_pages_are_light(sample: SiteModel, pages: dict[str, Page]) -> None:
    frames = Frames(read_theme(read_work_tree(ROOT)).templates, sample)
    # Of a site with a traditional version, the search page has every name in both scripts.
    for url in {plan.url for plan in list_general(sample)} - {SEARCH_URL}:
        text = " ".join(read(pages[url]).text_content().split())
        beyond = len(frames.render(pages[url])) - len(text.encode())
        assert beyond <= LIGHT, url


def test_nothing_active_in_the_main_part(pages: dict[str, Page]) -> None:
    for page in pages.values():
        root = read(page)
        found = root.xpath(".//@style | .//@onclick | .//style | .//iframe | .//script")
        assert not found, page.url


def test_links_lead_to_pages(sample: SiteModel, pages: dict[str, Page]) -> None:
    made = list_files(list_export_parts(sample, read_work_tree(ROOT), pages))
    known = {*pages, *ADDED, *(path for path, _ in made)}
    known |= {
        item.url + file.path.rpartition("/")[2]
        for item in sample.items
        for file in item.cleared.attachments
    }
    for page in pages.values():
        links = read(page).xpath(".//a/@href | .//img/@src | .//form/@action")
        for link in links:
            if re.match(r"[a-z]+:|#", link) or link == "proof.json":
                continue
            assert not link.startswith("/"), page.url
            path = unquote(link.partition("#")[0])
            joined = normpath(page.url + path).removeprefix(".").removeprefix("/")
            target = f"{joined}/" if path.endswith("/") and joined else joined
            assert target in known, (page.url, link)


def test_links_to_places_in_pages_lead_to_one(sample: SiteModel, pages: dict[str, Page]) -> None:
    frames = Frames(read_theme(read_work_tree(ROOT)).templates, sample)
    whole = {url: lxml.html.document_fromstring(frames.render(p)) for url, p in pages.items()}
    places = {url: {*page.xpath("//@id")} for url, page in whole.items()}
    looked = 0
    for url, page in whole.items():
        for link in page.xpath("//a/@href[contains(., '#')]"):
            path, _, place = link.partition("#")
            if re.match("[a-z]+:", link):
                continue
            target = normpath(f"/{url}{path}").lstrip("/")
            assert unquote(place) in places[f"{target}/" if target else ""], (url, link)
            looked += 1
    assert looked > len(pages)


def test_no_column_can_take_a_folder_of_the_engine(
    sample: SiteModel, pages: dict[str, Page]
) -> None:
    made = dict(list_files(list_export_parts(sample, read_work_tree(ROOT), pages)))
    folders = {path.partition("/")[0] for path in (*made, *pages, *ADDED) if "/" in path}
    columns = {column.id for column in sample.catalog.columns}
    assert not columns & RESERVED_IDS
    assert folders - columns <= RESERVED_IDS


def test_breadcrumbs_and_navigation_lead_to_pages(
    sample: SiteModel, pages: dict[str, Page]
) -> None:
    assert [label for label, _ in build_nav(sample)] == [
        "首页",
        "指南",
        "制度",
        "法定主动公开内容",
        "年报",
        "依申请公开",
        "目录",
        "检索",
    ]
    targets = {url for _, url in build_nav(sample)}
    for page in pages.values():
        assert page.kind == "home" or page.breadcrumb[0] == ("首页", "")
        targets |= {url.partition("#")[0] for _, url in page.breadcrumb}
    assert targets <= set(pages)


def test_document_text_is_what_was_cleared(sample: SiteModel, pages: dict[str, Page]) -> None:
    for item in sample.items:
        found = read(pages[item.url]).find_class("gk-body")
        text = "".join("".join(element.text_content() for element in found).split())
        assert item.cleared.rendered is not None
        assert text == item.cleared.rendered.text, item.url


def test_official_metadata_stands_on_every_document(
    sample: SiteModel, pages: dict[str, Page]
) -> None:
    for item in sample.items:
        terms = read(pages[item.url]).xpath(".//dl[@class='gk-meta']/div/dt/text()")
        assert {"索引号", "主题分类", "发布机构", "发文字号", "成文日期", "发布日期"} <= set(terms)
        assert {"名称", "内容概述", "有效性", "公开方式"} <= set(terms)


def test_relations_are_shown_from_both_ends(sample: SiteModel, pages: dict[str, Page]) -> None:
    related = [item for item in sample.items if item.relations]
    assert related
    for item in related:
        lists = ".//dl[@class='gk-relations']//a/@href | .//ol[@class='gk-life']//a/@href"
        links = read(pages[item.url]).xpath(lists)
        assert {near(item.url, f"{r.target}/") for r in item.relations} <= set(links)


def test_validity_is_announced(sample: SiteModel, pages: dict[str, Page]) -> None:
    for item in sample.items:
        notices = read(pages[item.url]).xpath(".//aside[@aria-label='有效性提示']//strong/text()")
        expected = [] if item.validity.value == "现行有效" else [item.validity.value]
        assert notices == expected


def test_annual_tables_stand_in_their_sections(sample: SiteModel, pages: dict[str, Page]) -> None:
    reports = [item for item in sample.items if isinstance(item.record, AnnualReport)]
    assert reports
    for item in reports:
        captions = read(pages[item.url]).xpath(
            ".//figure[@class='gk-official']/preceding::h2[1]/text()"
        )
        assert len(captions) == 3
        tables = build_tables(item.record)
        assert [table.section for table in tables] == ["二", "三", "四"]
        for table in tables:
            assert len(set(_measure_rows(table.rows))) == 1


def _measure_rows(rows: tuple[tuple[object, ...], ...]) -> list[int]:
    """The width of each row, cells that reach down from above included."""
    reaching: list[tuple[int, int]] = []
    widths = []
    for row in rows:
        widths.append(sum(c.across for c in row) + sum(w for w, _ in reaching))  # type: ignore[attr-defined]
        reaching += [(c.across, c.down) for c in row]  # type: ignore[attr-defined]
        reaching = [(width, down - 1) for width, down in reaching if down > 1]
    return widths


def test_withdrawn_is_listed_and_keeps_its_address(
    sample: SiteModel, pages: dict[str, Page]
) -> None:
    assert sample.withdrawn
    for grave in sample.withdrawn:
        page = pages[f"{grave.id}/"]
        assert page.kind == "withdrawn"
        assert grave.tombstone.notice in page.html
        assert grave.tombstone.reason.value in page.html
        column = pages[grave.id.split("/")[0] + "/"]
        assert f"{grave.id.split('/')[1]}/" in read(column).xpath(".//a/@href")


def test_what_is_suspended_or_shown_out_is_a_notice_without_a_word_of_its_text() -> None:
    base = "content/tonggao"
    window = {"index_number": f"{helper.CODE}/2026-00002", "show_until": "2026-11-10"}
    files = helper.make_files(
        (f"{base}/a.md", helper.write_document()),
        (f"{base}/b.md", helper.write_document(**window)),
    )
    for name in "ab":
        helper.sign(files, f"{base}/{name}.md")
    verdict = helper.judge(files)
    lost = verdict.cleared[0].draft
    site = build_site(replace(verdict, cleared=(), suspended=(lost,)))
    pages = {page.url: page for page in build_pages(site)}
    for url, kind, name in (
        ("tonggao/a/", "suspended", "正在重新审查"),
        ("tonggao/b/", "expired", "公示期满"),
    ):
        page = pages[url]
        assert page.kind == kind
        assert name in page.html
        assert read(page).xpath("string(.//h1)") == page.title
        assert dict(page.meta)["robots"] == "noindex"
        assert name in pages["tonggao/"].html
        assert url not in dict(list_addresses(site, pages))
    for page in pages.values():
        assert "冬季办公" not in page.html + page.title + page.description, page.url
    assert b"tonggao/" not in catalog_csv(site)
    assert list(build_records(site)) == []


@pytest.mark.parametrize("quirk", ["“双随机”&“一公开”", "甲'乙\"丙", "A&amp;B", "{{ site }}"])
def test_titles_are_escaped(quirk: str) -> None:
    title = f"关于{quirk}的通告"
    quoted = "'" + title.replace("'", "''") + "'"
    pages = build_tiny({"title": quoted})
    assert pages["tonggao/d1/"].title == title
    for url in ("", "tonggao/", "tonggao/d1/", "mulu/"):
        assert title in read(pages[url]).text_content(), url
    assert read(pages["tonggao/d1/"]).xpath("string(.//h1)") == title


def build_long() -> SiteModel:
    """A site whose column holds 20 notices of 2025 and 12 of 2026."""
    years = {f"d{n}": 2025 if n < 20 else 2026 for n in range(32)}
    documents = {
        f"content/tonggao/{slug}.md": helper.write_document(
            title=f"第{n}号通告",
            made=f"{year}-11-02",
            document_number=f"示测通〔{year}〕{n}号",
            index_number=f"{helper.CODE}/{year}-{n:05}",
        )
        for n, (slug, year) in enumerate(years.items(), 1)
    }
    files = helper.make_files(*documents.items())
    for path, year in zip(documents, years.values(), strict=True):
        steps = [replace(step, day=step.day.replace("2026", str(year))) for step in helper.STEPS]
        helper.sign(files, path, steps, at(f"{year}-11-06"))
    verdict = helper.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)


def test_a_long_column_is_paged_by_year() -> None:
    pages = {page.url: page for page in build_pages(build_long())}
    listed = {
        url: len(read(pages[url]).xpath(".//ul[@class='gk-list']/li"))
        for url in ("tonggao/", "tonggao/2025/")
    }
    assert listed == {"tonggao/": 12, "tonggao/2025/": 20}
    assert [name for name, _ in pages["tonggao/2025/"].meta] == SITE_TAGS + COLUMN_TAGS


def test_a_long_list_is_cut_from_its_oldest_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "cut_list", partial(cut_list, most=8))
    pages = {page.url: page for page in build_pages(build_long())}
    listed = {
        url: read(page).xpath(".//ul[@class='gk-list']/li/a/text()")
        for url, page in pages.items()
        if url.startswith("tonggao/") and page.kind in {"column", "year"}
    }
    assert {url: len(titles) for url, titles in listed.items()} == {
        "tonggao/": 4,
        "tonggao/2026/1/": 8,
        "tonggao/2025/": 4,
        "tonggao/2025/2/": 8,
        "tonggao/2025/1/": 8,
    }
    titles = [title for titles in listed.values() for title in titles]
    assert sorted(titles) == sorted(f"第{n}号通告" for n in range(1, 33))
    pager = read(pages["tonggao/2025/2/"]).xpath(".//nav[@class='gk-pager']")[0]
    assert [(a.text, a.get("href"), a.get("aria-current")) for a in pager.iter("a")] == [
        ("上一页", "../", None),
        ("1", "../", None),
        ("2", "./", "page"),
        ("3", "../1/", None),
        ("下一页", "../1/", None),
    ]
    assert pager.xpath("string(p)") == "第 2 页，共 3 页"
    told = [read(pages[url]).xpath("string(.//h2/small)") for url in listed]
    assert told == [
        "12 条，第 1 页，共 2 页",
        "第 2 页，共 2 页",
        "20 条，第 1 页，共 3 页",
        "第 2 页，共 3 页",
        "第 3 页，共 3 页",
    ]


def test_a_long_register_is_paged_and_its_pages_are_light(sample: SiteModel) -> None:
    entry = sample.on_request[0]
    entries = tuple(entry.model_copy(update={"title": f"第{n}件"}) for n in range(1000, 0, -1))
    register = [
        page for page in build_pages(replace(sample, on_request=entries)) if page.kind == "register"
    ]
    titles = [read(page).xpath("(.//section)[1]//th[@scope='row']/text()") for page in register]
    assert [title for part in titles for title in part] == [entry.title for entry in entries]
    assert register[-1].url == "gongkai/bugongkai/1/"
    assert "共 1000 条，本页是第 1 页，共 17 页。" in read(register[0]).text_content()
    assert not any("不予公开的信息共" in page.html for page in register[1:])
    assert max(len(page.html.encode()) for page in register) < 16_384


def test_two_pages_with_one_address_are_refused() -> None:
    site = build_long()
    doubled = replace(site, columns=site.columns * 2)
    with pytest.raises(ValueError, match="同一地址：/tonggao/"):
        list(build_pages(doubled))


@pytest.mark.parametrize("catalog", ["catalog", "gongkai/presets/district/catalog"])
def test_a_site_without_documents_has_all_its_pages(catalog: str) -> None:
    files = {
        f"catalog/{path.name}": SourceFile(f"catalog/{path.name}", path.read_bytes())
        for path in (ROOT / catalog).glob("*.yml")
    }
    loaded, findings = load_catalog(Tree(files))
    assert loaded is not None, findings
    site = build_site(Verdict(loaded, helper.NOW, ()))
    pages = {page.url: page for page in build_pages(site)}
    assert {column.id + "/" for column in loaded.columns} <= set(pages)
    for column in loaded.columns:
        text = read(pages[f"{column.id}/"]).text_content()
        reason = column.not_applicable or column.zero_statement or "本栏目暂无信息"
        assert reason in text
    assert {url for _, url in build_nav(site)} <= set(pages)


def test_organisation_may_replace_a_fragment(sample: SiteModel) -> None:
    own = {"about.html": "<h1>{{ title }}（自定）</h1>"}
    changed = {page.url: page for page in build_pages(sample, own)}
    assert changed["gongkai/guanyu/"].html == "<h1>关于本站（自定）</h1>"


def test_not_found_has_no_part_of_its_own(sample: SiteModel) -> None:
    page = build_not_found(sample)
    assert (page.url, page.kind, page.html) == ("404.html", "not-found", "")


def test_blocks_without_columns_have_a_page() -> None:
    pages = build_tiny({})
    for block in (Block.GUIDE, Block.RULES, Block.ANNUAL, Block.REQUEST):
        assert "尚未设置栏目" in pages[f"gongkai/{block.value}/"].html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            '<p>见<a href="/zhinan/x/">指南</a></p>',
            '<p>见<a href="../../zhinan/x/">指南</a></p>',
            id="a link from the root",
        ),
        pytest.param(
            '<p>见<img src="tu.png" alt="图"></p>',
            '<p>见<img src="tu.png" alt="图"></p>',
            id="an own attachment",
        ),
        pytest.param(
            '<p><img src="tu.png" alt="图"></p>',
            '<figure class="gk-picture"><img src="tu.png" alt="图"></figure>',
            id="a picture by itself",
        ),
        pytest.param(
            "<h2>一、甲</h2><h4>1. 乙</h4><h3>（二）丙</h3>",
            "<h2 id=s1>一、甲</h2><h3 id=s2>1. 乙</h3><h3 id=s3>（二）丙</h3>",
            id="no level of headings is left out",
        ),
        pytest.param(
            "<p>第三条　甲。</p><p>第三条之一 乙。</p><p>第三条规定的，丙。</p><p>第三条　丁。</p>",
            "<p id=tiao-3><b>第三条</b>　甲。</p>"
            "<p id=tiao-3-1><b>第三条之一</b> 乙。</p>"
            "<p>第三条规定的，丙。</p>"
            "<p><b>第三条</b>　丁。</p>",
            id="articles can be linked to",
        ),
        pytest.param(
            '<table><thead><tr><th></th><th colspan="2">甲</th></tr></thead></table>',
            '<div class="gk-scroll" role="region" tabindex="0" aria-label="正文表格1">'
            '<table><thead><tr><td></td><th scope="col" colspan="2">甲</th></tr></thead></table>'
            "</div>",
            id="heads say what they head",
        ),
        pytest.param(
            '<p>写作 href="/a/"，不变</p>',
            '<p>写作 href="/a/"，不变</p>',
            id="text that looks like an attribute",
        ),
        pytest.param(
            '<p><a href="https://www.shili.example/">市政府</a></p>',
            '<p><a href="https://www.shili.example/">市政府</a></p>',
            id="another site",
        ),
        pytest.param(
            "<p>各分局：</p>\n<p>请执行：</p>",
            '<p class="gk-flush">各分局：\n<p>请执行：</p>',
            id="a salutation",
        ),
        pytest.param(
            "<p>示例市公安局</p>\n<p>2026年1月5日</p>",
            '<p class="gk-signed">示例市公安局\n<p class="gk-signed">2026年1月5日</p>',
            id="name and date at the end",
        ),
        pytest.param(
            "<h3>第一章　总则</h3><h4>一、目的</h4>",
            '<h2 id=s1 class="gk-centred">第一章　总则</h2><h3 id=s2>一、目的</h3>',
            id="headings begin at the second level",
        ),
        pytest.param(
            "<h2>第一章　甲</h2><h3>第一节　乙</h3><h2>丙</h2>",
            '<h2 id=s1>第一章　甲</h2><h3 id=s2>第一节　乙</h3><h2 id=s3 class="gk-aside">丙</h2>',
            id="where most headings stand in the middle, the others say so",
        ),
        pytest.param(
            "<p>甲</p>\n<p>乙</p>\n<h2>丙</h2>\n<p>丁</p>\n<ul>\n<li>\n<p>戊</p>\n<p>己</p></li></ul>",
            "<p>甲\n<p>乙\n<h2 id=s1>丙</h2>\n<p>丁</p>\n<ul>\n<li>\n<p>戊\n<p>己</p></li></ul>",
            id="a paragraph is ended by the next and by a heading",
        ),
        pytest.param(
            "<table><tbody></tbody></table>",
            '<div class="gk-scroll" role="region" tabindex="0" aria-label="正文表格1">'
            "<table><tbody></tbody></table></div>",
            id="a table scrolls by itself",
        ),
    ],
)
def test_bodies_are_set_for_reading(html: str, expected: str) -> None:
    assert set_body(html, "a/b/", "a/b/", "示例市公安局").html == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param(
            '<a href="https://www.shili.example/">市政府</a>',
            '<a class="gk-out" title="将离开本网站" href="https://www.shili.example/">市政府</a>',
            id="another site",
        ),
        pytest.param(
            '<a href="https://www.shili.example/" title="门户">市政府</a>',
            '<a class="gk-out" href="https://www.shili.example/" title="门户">市政府</a>',
            id="another site with a title of its own",
        ),
        pytest.param(
            '<a href="https://cs.shili.example/mulu/">目录</a>',
            '<a href="https://cs.shili.example/mulu/">目录</a>',
            id="this site",
        ),
        pytest.param('<a href="mailto:a@b.example">信箱</a>', None, id="a letter"),
    ],
)
def test_links_that_leave_the_site_are_marked(link: str, expected: str | None) -> None:
    body = set_body(link, "a/b/", "a/b/", "", "https://cs.shili.example/")
    assert body.html == (expected or link)


def test_attachments_are_found_from_another_page() -> None:
    body = set_body('<a href="biao.docx">表</a>', "zhinan/x/", "zhinan/", "")
    assert body.html == '<a href="../zhinan/x/biao.docx">表</a>'


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("20wd", "形成或变更之日起20个工作日内"),
        ("20d", "20日内"),
        ("01-31", "每年1月31日前"),
        ("none", ""),
    ],
)
def test_limits_in_words(limit: str, expected: str) -> None:
    assert describe_limit(limit) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (None, ""),
        (1, "《政府信息公开条例》第二十条第一项"),
        (10, "《政府信息公开条例》第二十条第十项"),
        (15, "《政府信息公开条例》第二十条第十五项"),
    ],
)
def test_items_of_article_20_in_words(number: int | None, expected: str) -> None:
    assert describe_art20(number) == expected


def test_citation_is_complete() -> None:
    pages = build_tiny({"title": "关于印发《测试办法》的通告"})
    page = read(pages["tonggao/d1/"])
    assert page.xpath("string(.//*[@id='gk-reference'])") == (
        "示例市测试局. 关于印发《测试办法》的通告: 示测通〔2026〕1号[EB/OL]. (2026-11-06). "
        "https://cs.shili.example/tonggao/d1/."
    )
    assert page.xpath("string(.//*[@id='gk-citation'])") == (
        "示例市测试局：《关于印发〈测试办法〉的通告》（示测通〔2026〕1号），2026-11-06发布，"
        f"索引号{helper.CODE}/2026-00001，https://cs.shili.example/tonggao/d1/"
    )


def test_home_shows_what_is_new_by_date(sample: SiteModel, pages: dict[str, Page]) -> None:
    home = read(pages[""])
    newest = home.xpath(".//section[@aria-labelledby='gk-newest']//li//a/text()")
    assert newest == [item.record.title for item in sample.items[:12]]
    areas = home.xpath(".//ul[@class='gk-areas']/li/a/text()")
    assert areas == [view.area.name for view in sample.key_areas]
    assert sample.today == date(2026, 11, 20)
