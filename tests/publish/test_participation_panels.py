from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.core.site import build_site
from gongkai.publish.pages import build_pages
from gongkai.publish.pages.details import list_metadata
from gongkai.publish.pages.page import near
from gongkai.publish.pages.panels import list_panels
from gongkai.publish.pages.panels.consultations import describe_state, list_open_consultations
from gongkai.publish.pages.render import make_environment
from tests.helpers import tree

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel

DATA = Path(__file__).parents[1] / "data" / "panels"
TYPES = "zhengji, jianyi-tian, tian-banli, laixin, wenda, huiyi, renwu, gongwen"


def build(*documents: dict[str, object]) -> SiteModel:
    """A site with these documents in one column, through the real gate, on 2026-11-20."""
    columns = tree.COLUMNS.replace("[gongwen, tonggao, dengji]", f"[{TYPES}]")
    paths = [f"content/tonggao/d{number}.md" for number in range(1, len(documents) + 1)]
    texts = [
        tree.write_document(
            **{
                "index_number": f"{tree.CODE}/2026-{number:05}",
                "document_number": None,
                "title": f"文件{number}",
            }
            | document
        )
        for number, document in enumerate(documents, 1)
    ]
    files = tree.make_files(*zip(paths, texts, strict=True), columns=columns)
    for path in paths:
        tree.sign(files, path)
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(finding) for finding in verdict.findings]
    return build_site(verdict)


def render(site: SiteModel) -> str:
    """The panels of the column as they stand on its page."""
    environment = make_environment({})
    return "".join(
        environment.get_template(panel.template).render(
            panel=panel.context, to=partial(near, "tonggao/")
        )
        for panel in list_panels(site, site.view_by_id["tonggao"])
    )


def consultation(start: str, end: str, **more: object) -> dict[str, object]:
    return {
        "type": "zhengji",
        "start": start,
        "end": end,
        "legal_basis": "条例",
        "contact": "电话0999-5550990",
        "short_reason": "工期所限",
    } | more


PAPER: dict[str, object] = {"type": "gongwen", "document_number": "示测通〔2026〕9号"}
LETTERS = (
    "{received: 2026-09-28, replied: 2026-10-09, kind: 咨询, subject: 甲事, unit: 甲科, reply: 好}",
    "{received: 2026-09-30, kind: 投诉, subject: 《乙》事, unit: 乙科}",
)
SETTLED = (
    "\n  session: 甲会\n  number: 第1号\n  kind: 人大代表建议\n  subject: 甲案\n  unit: 甲科\n"
    "  replied: 2026-06-18\n  satisfaction: 不满意"
)
ANSWER = (
    "\n  question: 甲问？\n  answer: |\n    一。\n    二。\n  basis: 甲法\n  document: tonggao/d3"
)
DONE = "{task: 甲任务, unit: 甲科, due: 2026-12-31, q1: 未启动, q2: 推进中：已选址, q3: 已完成}"
CASES: dict[str, tuple[dict[str, object], ...]] = {
    "consultations": (
        consultation("2026-10-20", "2026-12-01"),
        consultation("2026-11-01", "2026-11-20"),
        consultation("2026-12-01", "2026-12-31"),
        consultation("2026-09-01", "2026-10-10"),
        consultation(
            "2026-08-01",
            "2026-09-10",
            received="8",
            adopted="5",
            not_adopted_reason="3条超出职权范围",
            consults=("tonggao/d6",),
        ),
        PAPER,
    ),
    "proposals": (
        {
            "type": "tian-banli",
            "year": "2026",
            "proposals": (
                SETTLED,
                "{session: 甲会, number: 第2号, kind: 人大代表建议, subject: 乙案, unit: 甲科}",
            ),
        },
        {
            "type": "jianyi-tian",
            "proposal_number": "第1号",
            "session": "甲会",
            "proposal_kind": "人大代表建议",
            "reply_number": "复1号",
            "reply_date": "2026-06-20",
            "satisfaction": "基本满意",
        },
        {
            "type": "jianyi-tian",
            "proposal_number": "第7号",
            "session": "乙会",
            "proposal_kind": "政协委员提案",
            "reply_number": "复2号",
            "reply_date": "2026-06-10",
            "satisfaction": "不满意",
        },
    ),
    "replies": (
        {
            "type": "jianyi-tian",
            "proposal_number": "第7号",
            "session": "乙会",
            "proposal_kind": "政协委员提案",
            "reply_number": "复2号",
            "reply_date": "2026-06-10",
            "satisfaction": "满意",
        },
    ),
    "letters": (
        {
            "type": "laixin",
            "period_start": "2026-07-01",
            "period_end": "2026-09-30",
            "letters": LETTERS,
        },
        {
            "type": "laixin",
            "period_start": "2026-04-01",
            "period_end": "2026-06-30",
            "letters": ("{received: 2026-04-28, kind: 求助, subject: 丙事, unit: 甲科}",),
        },
    ),
    "questions": (
        {
            "type": "wenda",
            "topic": "户籍",
            "verified": "2026-11-01",
            "questions": (
                ANSWER,
                "{question: 乙问？, answer: 答, basis: 乙法, document: tonggao/d9}",
            ),
        },
        {
            "type": "wenda",
            "topic": "交通",
            "verified": "2026-11-02",
            "questions": ("{question: 丙问？, answer: 答, basis: 丙法}",),
        },
        PAPER,
    ),
    "meetings": (
        {
            "type": "huiyi",
            "meeting": "第1次会议",
            "held": "2025-12-30",
            "chair": "局长",
            "agenda": ("{topic: 甲题, decision: 同意}",),
            "attendees": ("{presence: 出席, kind: 机关人员, unit: 办公室, number: 6}",),
        },
        {
            "type": "huiyi",
            "meeting": "第2次会议",
            "held": "2026-10-30",
            "place": "一会议室",
            "chair": "局长",
            "agenda": (
                "{topic: 乙题, decision: 同意公布, document: tonggao/d3}",
                "{topic: 丙题, decision: 再议}",
            ),
            "attendees": (
                "{presence: 列席, kind: 新闻媒体, unit: 甲报社, number: 2}",
                "{presence: 列席, kind: 专家, unit: 甲大学, name: 甲某, consent: 是}",
                "{presence: 列席, kind: 新闻媒体, unit: 乙台}",
            ),
        },
        PAPER,
    ),
    "tasks": (
        {
            "type": "renwu",
            "year": "2026",
            "as_of": "2026-09-30",
            "tasks": (
                DONE,
                "{task: 乙任务, unit: 乙科, due: 2026-10-31, q1: 推进中, q2: 滞后：停工}",
            ),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_panels(name: str) -> None:
    assert render(build(*CASES[name])) == (DATA / f"{name}.html").read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_panels_stand_on_the_page_of_the_column(name: str) -> None:
    site = build(*CASES[name])
    page = {page.url: page for page in build_pages(site)}["tonggao/"]
    assert render(site) in page.html
    assert page.head.styles.count("assets/css/participation.css") == 1
    assert page.head.scripts == (("assets/js/consultations.js",) if name == "consultations" else ())


@pytest.mark.parametrize(
    ("documents", "listed"),
    [
        (CASES["meetings"], True),
        (CASES["meetings"][:2], False),
        (CASES["questions"], True),
        (CASES["questions"][:2], False),
        (CASES["tasks"], True),
    ],
)
def test_the_plain_list_is_left_out_where_the_panel_names_every_document(
    documents: tuple[dict[str, object], ...],
    listed: bool,  # noqa: FBT001 - a table's column
) -> None:
    site = build(*documents)
    panels = list_panels(site, site.view_by_id["tonggao"])
    assert [panel.replaces_list for panel in panels] == [not listed]


def test_columns_without_such_documents_have_no_panel() -> None:
    assert render(build(PAPER)) == ""


def test_open_consultations_are_listed_the_most_urgent_first() -> None:
    site = build(*CASES["consultations"])
    found = list_open_consultations(site)
    assert [(view.item.id, view.days_left) for view in found] == [
        ("tonggao/d2", 0),
        ("tonggao/d1", 11),
    ]


@pytest.mark.parametrize(
    ("document", "state"),
    [
        ("d1", "征集中，2026-12-01 截止"),
        ("d2", "征集中，2026-11-20 截止"),
        ("d3", "即将开始：2026-12-01 至 2026-12-31 征集"),
        ("d4", "征集已于 2026-10-10 结束，结果正在整理"),
        ("d5", "已公布结果：收到 8 条，采纳 5 条，采纳率 62.5%"),
        ("d6", None),
    ],
)
def test_a_consultation_tells_its_state_on_its_own_page(document: str, state: str | None) -> None:
    site = build(*CASES["consultations"])
    item = site.by_id[f"tonggao/{document}"]
    expected = (("征集状态", state),) if state else ()
    assert describe_state(site, item) == expected
    page = {page.url: page for page in build_pages(site)}[item.url]
    assert ("征集状态" in page.html) == bool(state)
    assert not {label for label, _ in list_metadata(item)} & {"征集状态"}


def test_rows_stand_on_the_page_of_the_document_and_lead_to_documents() -> None:
    site = build(*CASES["questions"])
    html = {page.url: page for page in build_pages(site)}["tonggao/d1/"].html
    caption = html.index("问题和解答")
    table = html[html.index("<table>", caption) : html.index("</table>", caption)]
    assert "".join(line.strip() for line in table.split("\n")) == (
        '<table><thead><tr><th scope="col">问题</th><th scope="col">解答</th>'
        '<th scope="col">依据</th></tr></thead><tbody>'
        '<tr><th scope="row">甲问？</th><td>一。<br>二。</td><td>甲法</td></tr>'
        '<tr><th scope="row">乙问？</th><td>答</td><td>乙法</td></tr></tbody>'
    )
    assert [(r.label, r.target) for r in site.by_id["tonggao/d1"].relations] == [
        ("相关文件", "tonggao/d3")
    ]
