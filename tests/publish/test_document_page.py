from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from gongkai.core.site import build_site
from gongkai.publish.pages import build_pages
from tests.helpers import lifecycle
from tests.helpers import tree as helper

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.core.state import State

URL = "tonggao/ceshi/"


def build(files: dict[str, bytes], state: State | None = None, url: str = URL) -> HtmlElement:
    """The main part of one page of a site, through the real gate."""
    verdict = helper.judge(files, state)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    site = build_site(verdict, state.log if state else None)
    page = next(page for page in build_pages(site) if page.url == url)
    return lxml.html.fragment_fromstring(page.html, create_parent="main")


def make(body: str = "\n第三条　七日内答复。\n", **fields: Any) -> dict[str, bytes]:  # noqa: ANN401
    files = helper.make_files((helper.PATH, helper.write_document(body, **fields)))
    helper.sign(files)
    return files


def read(root: HtmlElement, path: str) -> list[str]:
    """The text of each element found, white space as one blank."""
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


def revise(files: dict[str, bytes], *changes: dict[str, str]) -> dict[str, bytes]:
    """The second revision of the test document."""
    previous = helper.judge(files).cleared[0].draft.source.credential
    return make(
        "\n第三条　五日内答复。\n",
        revision="2",
        previous=previous,
        changed="2026-11-03",
        change_note="缩短期限",
        changes=json.dumps(list(changes), ensure_ascii=False),
    )


CHANGES = (
    {"place": "第三条", "before": "第三条　七日内答复。", "after": "第三条　五日内答复。"},
    {"place": "第三条", "after": "并说明理由。"},
    {"place": "附则", "before": "试行一年。"},
)


def test_what_a_revision_changed_is_told_in_marks_and_in_words() -> None:
    page = build(revise(make(), *CHANGES))
    assert read(page, ".//*[@class='gk-changes__place']") == ["第三条", "附则"]
    assert page.xpath(".//*[@class='gk-changes__place']/a/@href") == ["#tiao-3"]
    assert page.xpath(".//*[@id='tiao-3']")
    assert read(page, ".//ul[@class='gk-changes']//del") == ["［删去：七］", "［删去：试行一年。］"]
    assert read(page, ".//ul[@class='gk-changes']//ins") == [
        "［增加：五］",
        "［增加：并说明理由。］",
    ]
    assert read(page, ".//*[@class='gk-changes__none']") == [
        "（无，本处为新增）",
        "（无，本处已删去）",
    ]
    assert "七日" not in "".join(read(page, ".//*[contains(@class, 'gk-body')]"))
    assert page.xpath(".//aside[@aria-label='变更说明']//a/@href") == ["#gk-changes"]


def test_earlier_revisions_are_named_by_day_and_credential_alone() -> None:
    first = make()
    begun = lifecycle.begin()
    known = lifecycle.build(first, begun, helper.NOW - timedelta(days=3))
    second = revise(first)
    now, before = read(build(second, known), ".//ul[@class='gk-versions']/li")
    previous = helper.judge(first).cleared[0].draft.source.credential
    current = helper.judge(second, known).cleared[0].draft.source.credential
    assert now == (
        "第 2 版（本版） 2026-11-03 变更，2026-11-06 发布。缩短期限 " + f"凭据 {current}"
    )
    assert before == f"第 1 版 2026-11-17 公开 凭据 {previous}"
    assert "七日" not in build(second, known).text_content()


def test_without_a_log_only_the_chain_is_known() -> None:
    first = make()
    previous = helper.judge(first).cleared[0].draft.source.credential
    _, before = read(build(revise(first)), ".//ul[@class='gk-versions']/li")
    assert before == f"第 1 版 公开时间早于本站公开日志 凭据 {previous}"


def test_a_document_of_one_revision_has_no_list_of_them() -> None:
    page = build(make())
    assert read(page, ".//*[@id='gk-versions' or @id='gk-changes' or @id='gk-life']") == []


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        (
            {"effective": "2026-11-10", "repeals": ("tonggao/ceshi",)},
            [
                "废止 本文件已经废止，仅供查阅。",
                "2026-11-10 起由后来的通告（示测通〔2026〕2号）废止",
            ],
        ),
        (
            {"effective": "2027-01-01", "replaces": ("tonggao/ceshi",)},
            [
                "即将变化 本文件目前有效，以下文件施行后将发生变化。",
                "2027-01-01 起由后来的通告（示测通〔2026〕2号）替代",
            ],
        ),
        (
            {"amends": ("tonggao/ceshi",)},
            [
                "已修改 本文件已经修改，请与修改后的规定一并阅读。",
                "2026-11-02 起由后来的通告（示测通〔2026〕2号）修改",
            ],
        ),
        ({"see_also": ("tonggao/ceshi",)}, []),
    ],
)
def test_the_banner_names_who_ended_the_document_and_when(
    fields: dict[str, object], notice: list[str]
) -> None:
    path = "content/tonggao/houlai.md"
    own = {
        "title": "后来的通告",
        "document_number": "示测通〔2026〕2号",
        "index_number": f"{helper.CODE}/2026-00002",
    }
    documents = (
        (helper.PATH, helper.write_document()),
        (path, helper.write_document("\n后来。\n", **own, **fields)),
    )
    files = helper.make_files(*documents)
    for name in (helper.PATH, path):
        helper.sign(files, name)
    page = build(files)
    banner = ".//aside[@aria-label='有效性提示']"
    assert read(page, f"{banner}/p | {banner}//li") == notice
    stages = read(page, ".//ol[@class='gk-life']/li/span[@class='gk-life__kind']")
    assert len(stages) == (0 if "see_also" in fields else 2)
    assert read(page, ".//dl[@class='gk-relations']//dd/a") == (
        ["后来的通告"] if "see_also" in fields else []
    )


def test_attachments_are_previewed_once_and_the_file_counts() -> None:
    files = make(
        attachments="\n- file: biao.csv\n  title: 收费表.csv\n- file: biao.txt\n  title: 说明.txt"
    )
    folder = helper.PATH.removesuffix(".md") + ".files/"
    files[f"{folder}biao.csv"] = "项目,标准\n换领,20元\n补领,40元\n".encode()
    files[f"{folder}biao.txt"] = "第一段。\n\n第二段。\n".encode()
    helper.sign(files)
    page = build(files)
    assert read(page, ".//details[@class='gk-peek']/summary") == [
        "预览收费表（全部）",
        "预览说明（全文）",
    ]
    assert read(page, ".//details//th") == ["项目", "标准"]
    assert read(page, ".//details//td") == ["换领", "20元", "补领", "40元"]
    assert read(page, ".//*[@class='gk-peek__text']/p") == ["第一段。", "第二段。"]
    assert all("以附件原件为准" in text for text in read(page, ".//*[@class='gk-peek__about']"))
    assert page.xpath(".//span[@class='gk-files__about']/a/@href") == ["biao.txt"]
