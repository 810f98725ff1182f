from __future__ import annotations

import csv
import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from gongkai.core.findings import Finding, Severity
from gongkai.core.report.build import BuildFacts, build_report
from gongkai.core.site import build_site
from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.report_facts import read_calendar_version, read_library_versions
from gongkai.publish.report_files import write_report
from gongkai.publish.report_forms.columns import list_columns
from gongkai.publish.report_forms.json_form import render_json
from gongkai.publish.report_forms.table import format_csv
from gongkai.publish.report_html import render_html
from tests.helpers.report_trees import Page, judge, make_column, make_tree, replace_file

if TYPE_CHECKING:
    from gongkai.core.report.model import Report
    from gongkai.core.report.tables import ColumnReport

FACTS = BuildFacts(
    engine_version="1.0",
    commit="c" * 40,
    first_publication=False,
    manifest_digest="d" * 64,
    calendar_version="1.11",
    libraries=(("mkdocs", "1.6.1"),),
)
NOTE = Finding("seal-expiring", Severity.WARN, "catalog/SEAL", 5, "封印将到期", "某条", "重新封印")
EXPECTED = Path(__file__).parents[1] / "data" / "report"
TREE = make_tree(
    [
        make_column("a", "zhidu", "max_age: 17\nart20: 2\nmax_gap: 3\nmin_items: 3"),
        make_column("b", "zhidu", "zero_statement: 本期无应公开信息。\nart20: 8"),
    ],
    [
        Page("a/one", "zhidu", "2026-10-30", "2026-11-03", title="示例〈制度〉"),
        Page("a/late", "zhidu", "2026-08-03", "2026-10-30", title='引号"与&的制度'),
        Page("a/held", "zhidu", "2026-11-02", None, levels=1, title="秘而不宣的标题"),
    ],
    "key_areas:\n- {id: k, name: 领域一, columns: [a, b]}\n",
)


def make_report() -> Report:
    verdict = replace(judge(TREE), findings=(NOTE,))
    report = build_report(verdict, build_site(verdict), FACTS)
    # The last known day moves with the installed library.
    return replace(report, evidence=replace(report.evidence, calendar_until=None))


@pytest.mark.parametrize("name", ["report.json", "columns.csv", "report.html"])
def test_whole_files(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "report"
    written = write_report(make_report(), folder)
    assert set(written) == {path for path in folder.rglob("*") if path.is_file()}
    text = (folder / name).read_bytes().decode().replace("\r\n", "\n")
    assert text == (EXPECTED / name).read_bytes().decode()


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_report(make_report(), tmp_path)]
    assert [path.read_bytes() for path in write_report(make_report(), tmp_path)] == first


def test_json_form() -> None:
    text = render_json(make_report()).decode()
    values = json.loads(text)
    assert values["schema"] == "gongkai-report/v2"
    assert "\\u" not in text
    assert text == json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def spell(column: ColumnReport) -> list[list[str]]:
    return list(csv.reader(format_csv(list_columns((column,))).decode().splitlines()))


def test_csv_has_a_mark_and_no_formulas(tmp_path: Path) -> None:
    write_report(make_report(), tmp_path)
    data = (tmp_path / "columns.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    column = make_report().columns[0]
    for text in ("=1+1", "+1", "-1", "@a", "\ta", "\ra"):
        assert spell(replace(column, name=text))[1][1].startswith("'")
    rows = spell(column)
    assert len(rows[0]) == len(rows[1])


def test_page_needs_nothing_beside_itself() -> None:
    page = lxml.html.fromstring(render_html(make_report()))
    assert not page.xpath("//link | //img | //iframe | //object | //@onclick | //@src | //@style")
    hrefs = {str(href) for href in page.xpath("//@href")}
    ids = {f"#{value}" for value in page.xpath("//@id")}
    site = "https://ceshi.example/"
    assert {href for href in hrefs - ids if not href.startswith(site)} == set()
    assert "url(" not in page.xpath("string(//style)")


def test_page_allows_its_own_style_and_script_alone() -> None:
    page = lxml.html.fromstring(render_html(make_report()))
    policy = str(page.xpath("string(//meta[@http-equiv]/@content)"))
    allowed = [f"{part}-src {_hash(page, part)}" for part in ("style", "script")]
    assert policy == "; ".join(
        ["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"]
    )


def _hash(page: lxml.html.HtmlElement, part: str) -> str:
    (text,) = page.xpath(f"//{part}/text()")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_page_says_each_judgement_in_words() -> None:
    page = lxml.html.fromstring(render_html(make_report()))
    tags = page.xpath("//span[contains(@class, 'tag')]")
    assert all(tag.text_content().strip("●▲■○ ") for tag in tags)
    assert all(bar.get("aria-label") for bar in page.xpath("//svg"))


def test_page_names_each_part_and_leads_to_it() -> None:
    page = lxml.html.fromstring(render_html(make_report()))
    ids = {str(value) for value in page.xpath("//@id")}
    assert len(ids) == len(page.xpath("//@id"))
    assert [str(href) for href in page.xpath("//nav//@href")] == [
        f"#{value}" for value in page.xpath("//h2/@id")
    ]
    judgements = page.xpath("//ul[@class='lights']//a/@href")
    assert len(judgements) == len(make_report().summary)
    assert {str(href)[1:] for href in judgements} <= ids


def test_pending_documents_keep_their_titles() -> None:
    report = make_report()
    for text in (render_html(report), render_json(report).decode()):
        assert "秘而不宣" not in text
    assert "content/a/held.md" in render_html(report)


def test_text_is_escaped() -> None:
    html = render_html(make_report())
    assert "引号&#34;与&amp;的制度" in html


def test_a_blocked_build_has_a_page() -> None:
    verdict = judge(replace_file(TREE, "content/a/one.md", "正文", "改文"))
    html = render_html(build_report(verdict, None, replace(FACTS, manifest_digest=None)))
    assert "本次发布已拦截，网站保持原状。" in html
    assert "review-signature" in html
    assert "制度〉" not in html
    assert "没有生成" in html


def test_an_unreadable_catalogue_has_a_page() -> None:
    broken = {**TREE.files, "catalog/site.yml": SourceFile("catalog/site.yml", b"id: [\n")}
    html = render_html(build_report(judge(Tree(broken)), None, FACTS))
    assert "栏目设置文件不能读取" in html
    assert "catalog/site.yml:1" in html
    assert 'id="lanmu"' not in html
    assert "没有待审文件" not in html


def test_first_publication_is_said_loudly() -> None:
    report = make_report()
    assert "按首次发布处理" not in render_html(report)
    facts = replace(FACTS, first_publication=True)
    first = replace(report, evidence=replace(report.evidence, facts=facts))
    assert render_html(first).count("按首次发布处理") == 2


def test_versions_are_those_installed() -> None:
    assert read_calendar_version()[0].isdigit()
    assert [name for name, _ in read_library_versions()][:2] == ["mkdocs", "mkdocs-material"]
