from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import phrases_dict

from gongkai.core.gate import check
from gongkai.core.site import SiteModel, build_site
from gongkai.core.state import State
from gongkai.publish import han_variants
from gongkai.publish.exports.discovery import list_addresses
from gongkai.publish.frames import Frames
from gongkai.publish.han_variants import convert_text, fold_variants, is_same_text
from gongkai.publish.pages import Page, build_pages
from gongkai.publish.theme_files import read_theme
from gongkai.publish.traditional import (
    convert_page,
    lead,
    lead_across,
    list_twins,
    make_traditional,
    original_url,
    traditional_url,
)
from tests.helpers.tiny_site import at, make_files, make_tree, seal

TAG = re.compile("<[^>]*>")
POLICY = "catalog/policy.yml"
HAN = "干部里面后发台头的了着复乾隆裡麵瞭覆資訊"
PIECES = st.lists(
    st.text(HAN + " a1&;", max_size=6)
    | st.sampled_from(
        (
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            '<img alt="头发" src="头发.png">',
            '<option value="头发">',
            '<a lang="zh-Hans" title="头发">',
            '<script type="application/ld+json">',
            "</script>",
        )
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发与发展", "頭髮與發展"),
        ("皇后站在后面", "皇后站在後面"),
        ("干部、干净、干涉、若干", "幹部、乾淨、干涉、若干"),
        ("公里、里程、里面、邻里", "公里、里程、裡面、鄰里"),
        ("台湾、台风、台阶、平台", "臺灣、颱風、臺階、平臺"),
        ("面粉、表面、面谈", "麵粉、表面、面談"),
        ("制度、制造、控制", "制度、製造、控制"),
        ("征收、征求意见、长征", "徵收、徵求意見、長征"),
        ("答复、复印、恢复、复杂", "答覆、複印、恢復、複雜"),
        ("系统、联系、关系", "系統、聯繫、關係"),
        ("复议机关受理后，须于六十日内作出决定", "複議機關受理後，須於六十日內作出決定"),
        ("范围、模范、范某", "範圍、模範、範某"),
        ("户籍、户口迁移", "戶籍、戶口遷移"),
        ("信息、软件、网络、视频", "信息、軟件、網絡、視頻"),
        ("示公规〔2026〕3号 2026-11-20 9900000017", "示公規〔2026〕3號 2026-11-20 9900000017"),
    ],
)
def test_phrases_decide_and_words_stay(simplified: str, traditional: str) -> None:
    assert convert_text(simplified) == traditional
    assert fold_variants(traditional) == fold_variants(simplified)
    assert is_same_text(traditional, simplified)
    assert not is_same_text(traditional + "。", simplified)


@pytest.mark.parametrize(
    ("traditional", "simplified", "same"),
    [
        ("揹簍專線、疏濬河道", "背篓专线、疏浚河道", True),
        ("背簍專線", "背篓专线", True),
        ("甲簍專線", "背篓专线", False),
    ],
)
def test_a_text_is_another_s_conversion_or_is_not(
    traditional: str, simplified: str, *, same: bool
) -> None:
    assert is_same_text(traditional, simplified) == same


def test_a_pair_that_the_table_lacks_counts_where_the_conversion_makes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = {key: value for key, value in han_variants._make_table().items() if key != ord("揹")}
    monkeypatch.setattr(han_variants, "_make_table", lambda: table)
    assert fold_variants("揹簍專線") != fold_variants("背篓专线")
    assert is_same_text("開通揹簍專線", "开通背篓专线")
    assert not is_same_text("開通揹包專線", "开通背包专线")
    assert not is_same_text("揹簍" * 65, "背篓" * 65)


def test_the_words_of_a_dictionary_are_led_back() -> None:
    text = "\n".join(phrases_dict.phrases_dict)
    assert fold_variants(convert_text(text)) == fold_variants(text)


def test_every_character_is_led_back_to_what_it_was_made_from() -> None:
    pairs = json.loads(files("gongkai.core").joinpath("data/han_simplified.json").read_text())
    basic = "".join(map(chr, range(0x4E00, 0xA000)))
    for text in (basic, pairs):
        converted = "".join(map(convert_text, text))
        assert len(converted) == len(text)
        assert fold_variants(converted) == fold_variants(text)


def test_the_texts_of_the_sample_are_led_back_too() -> None:
    for path in sorted((Path(__file__).parents[2] / "content").rglob("*.md")):
        text = path.read_text()
        assert is_same_text(fold_variants(convert_text(text)), text)


@pytest.mark.parametrize(
    ("url", "address", "expected"),
    [
        ("", "", "./"),
        ("", "a/b/", "a/b/"),
        ("", "a/b/x.pdf", "../a/b/x.pdf"),
        ("a/b/", "", "../../"),
        ("a/b/", "a/#x", "../../a/#x"),
        ("a/b/", "search/?q=1", "../../search/?q=1"),
        ("a/b/", "assets/css/a.css", "../../../assets/css/a.css"),
        ("a/b/", "assets/js/a.js", "../../../assets/js/a.zh-hant.js"),
    ],
)
def test_addresses_from_the_root_lead_to_pages_of_the_version_and_to_the_one_file(
    url: str, address: str, expected: str
) -> None:
    assert lead(traditional_url(url), address) == expected


@pytest.mark.parametrize(
    ("url", "main", "expected"),
    [
        ("a/b/", 'href="x.pdf"', 'href="../../../a/b/x.pdf"'),
        ("a/b/", 'href="../c/x.pdf?v=1#p"', 'href="../../../a/c/x.pdf?v=1#p"'),
        ("a/b/", 'src="../../assets/x.svg"', 'src="../../../assets/x.svg"'),
        ("", 'href="mulu/x.csv"', 'href="../mulu/x.csv"'),
        ("a/b/", 'href="../c/"', 'href="../c/"'),
        ("a/b/", 'href="../../"', 'href="../../"'),
        ("a/b/", 'href=".."', 'href=".."'),
        ("a/b/", 'href="./"', 'href="./"'),
        ("a/b/", 'href="../c/#x"', 'href="../c/#x"'),
        ("a/b/", 'action="../../search/"', 'action="../../search/"'),
        ("a/b/", 'href="#x"', 'href="#x"'),
        ("a/b/", 'href="?page=2"', 'href="?page=2"'),
        ("a/b/", 'href="/x"', 'href="/x"'),
        ("a/b/", 'href="https://a.example/x.pdf"', 'href="https://a.example/x.pdf"'),
        ("a/b/", 'href="mailto:a@a.example"', 'href="mailto:a@a.example"'),
        ("a/b/", 'data-gk-prefix=""', 'data-gk-prefix="zh-hant/"'),
    ],
)
def test_a_main_part_is_led_on_from_one_folder_deeper(url: str, main: str, expected: str) -> None:
    page = Page(url, "document", "甲", "乙", (), (), f"<p>{main}</p><a {main}>干部</a>")
    made = make_traditional(page)
    assert (made.url, made.lang) == (traditional_url(url), "zh-Hant")
    assert made.html == f"<p>{main}</p><a {expected}>干部</a>"


def test_versions_lead_to_each_other() -> None:
    assert [lead_across(url) for url in ("", "a/b/")] == ["zh-hant/", "../../zh-hant/a/b/"]
    assert [lead_across(url) for url in ("zh-hant/", "zh-hant/a/b/")] == ["../", "../../../a/b/"]
    assert original_url(traditional_url("a/b/")) == "a/b/"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>干部</p>", "<p>幹部</p>"),
        ("<p>干<b>部</b></p>", "<p>幹<b>部</b></p>"),
        ("<td>干</td><td>部</td>", f"<td>{convert_text('干')}</td><td>部</td>"),
        ('<img alt="头发" src="头发.png">', '<img alt="頭髮" src="头发.png">'),
        (
            '<a id="后" href="#后" title="后面">后面</a>',
            '<a id="后" href="#后" title="後面">後面</a>',
        ),
        (
            '<option value="现行有效">现行有效</option>',
            '<option value="现行有效">現行有效</option>',
        ),
        ('<input name="时" placeholder="标题" value="废止">',) * 2,
        ('<meta name="ArticleTitle" content="头发">', '<meta name="ArticleTitle" content="頭髮">'),
        (
            '<nav aria-label="主导航" data-gk-x="导航">',
            '<nav aria-label="主導航" data-gk-x="导航">',
        ),
        (
            '<a lang="zh-Hans" title="简体">简体版</a>后面',
            '<a lang="zh-Hans" title="简体">简体版</a>後面',
        ),
        ('<html lang="zh-Hant"><p>后面', '<html lang="zh-Hant"><p>後面'),
        ('<script type="application/ld+json">{"name":"后面"}</script>',) * 2,
        ("<p>1 &lt; 2，后面</p>", "<p>1 &lt; 2，後面</p>"),
    ],
)
def test_text_and_what_is_read_out_are_converted_and_nothing_else(page: str, expected: str) -> None:
    assert convert_page(page) == expected.replace('placeholder="标题"', 'placeholder="標題"')


@given(PIECES)
def test_a_conversion_changes_no_tag_and_no_length(page: str) -> None:
    converted = convert_page(page)
    assert len(converted) == len(page)
    assert [fold_variants(t) for t in TAG.findall(converted)] == [
        fold_variants(t) for t in TAG.findall(page)
    ]
    assert fold_variants(converted) == fold_variants(page)
    named = re.compile(r'(?:src|value|lang|type)="[^"]*"')
    assert named.findall(converted) == named.findall(page)


def test_scripts_speak_traditional_but_for_their_data() -> None:
    script = (
        b'import { a } from "./search-form.js";\nimport("./x.js");\n'
        + 'const TABLE = "乾发"; // 不作转换\nshow("没有找到");\n'.encode()
    )
    expected = (
        'import { a } from "./search-form.zh-hant.js";\nimport("./x.zh-hant.js");\n'
        'const TABLE = "乾发"; // 不作转换\nshow("沒有找到");\n'
    ).encode()
    assert [*list_twins("assets/js/a.js", script)] == [("assets/js/a.zh-hant.js", expected)]
    assert [*list_twins("assets/css/a.css", b"a{}")] == []
    assert [*list_twins("assets/js/han.json", b"{}")] == []


@pytest.fixture(scope="module")
def site() -> SiteModel:
    files = make_files()
    files[POLICY] += "traditional: 是\n".encode()
    seal(files)
    return build_site(check(make_tree(files), State(), at("2026-11-20")))


def test_each_page_has_one_counterpart_that_says_which_of_them_counts(site: SiteModel) -> None:
    theme = read_theme(make_tree(make_files()))
    frames = Frames(theme.templates, site)
    base, seen = site.catalog.site.url, set()
    for page in build_pages(site, theme.fragments):
        plain = frames.render(page).decode()
        made = make_traditional(page)
        other = frames.render_traditional(made).decode()
        seen.add(made.url)
        alternates = [
            f'<link rel="alternate" hreflang="zh-Hans" href="{base}{page.url}">',
            f'<link rel="alternate" hreflang="zh-Hant" href="{base}{made.url}">',
            f'<link rel="alternate" hreflang="x-default" href="{base}{page.url}">',
        ]
        for text, url in ((plain, page.url), (other, made.url)):
            assert re.findall('<link rel="alternate" hreflang.*', text) == alternates
            assert re.findall('<link rel="canonical".*', text) == [
                f'<link rel="canonical" href="{base}{url}">'
            ]
        assert '<html lang="zh-CN">' in plain
        assert '<html lang="zh-Hant">' in other
        assert 'hreflang="zh-Hant">繁體版</a>' in plain
        assert 'lang="zh-Hans" hreflang="zh-Hans">简体版</a>' in other
        assert "本页由" not in plain
        link = f'<a href="{lead_across(made.url)}" hreflang="zh-Hans">簡體版</a>'
        assert other.count(f"本頁由簡體版自動轉換，以經審查的{link}為準。") == 1
    assert len(seen) == len([*build_pages(site, theme.fragments)])


def test_the_list_for_search_engines_has_both_versions(site: SiteModel) -> None:
    found = list_addresses(site, [page.url for page in build_pages(site)])
    plain, other = found[: len(found) // 2], found[len(found) // 2 :]
    assert [(traditional_url(url), day) for url, day in plain] == [*other]
    assert ("", "2026-11-06") in plain


def test_a_site_without_the_version_does_not_mention_it() -> None:
    site = build_site(check(make_tree(make_files()), State(), at("2026-11-20")))
    theme = read_theme(make_tree(make_files()))
    frames = Frames(theme.templates, site)
    for page in build_pages(site, theme.fragments):
        assert "zh-hant" not in frames.render(page).decode().lower()
