from __future__ import annotations

from datetime import date

from gongkai.core.report.agenda import Agenda, Entry, build_agenda
from gongkai.core.report.completeness import build_columns
from gongkai.core.report.deadlines import build_deadlines
from gongkai.core.report.forecast import build_forecast
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

SITE = "https://ceshi.example"
COLUMNS = [
    make_column("news", "zhidu", "nature: dynamic"),
    make_column("form", "niandu-baobiao", "limit: 01-31"),
    make_column("passing", "zhidu", "max_age: 400"),
    make_column("ask", "zhengji", "max_age: 400").replace("unit: ban", "unit: ye"),
]
ZJ = "legal_basis: 法条\ncontact: 电话\n"
PAGES = [
    Page("news/a", "zhidu", "2026-11-10", "2026-11-11"),
    Page(
        "form/a",
        "niandu-baobiao",
        "2025-01-10",
        "2025-01-11",
        "year: 2024\nfigures:\n- {name: 甲, value: 1}\n",
    ),
    Page("passing/a", "zhidu", "2026-11-10", "2026-11-10", "show_until: 2026-12-01\n"),
    Page(
        "ask/open",
        "zhengji",
        "2026-11-01",
        "2026-11-01",
        f"start: 2026-11-01\nend: 2026-12-05\n{ZJ}",
        unit="ye",
        title="示例办法（征求意见稿）",
    ),
    Page(
        "ask/today",
        "zhengji",
        "2026-10-01",
        "2026-10-01",
        f"start: 2026-10-01\nend: 2026-11-20\n{ZJ}",
    ),
    Page(
        "ask/over",
        "zhengji",
        "2026-10-01",
        "2026-10-01",
        f"start: 2026-10-01\nend: 2026-11-19\n{ZJ}",
    ),
]
CONSULT = "截止后应公布收到和采纳意见的情况，未采纳的说明理由。"
BASIS = "依据：《政府信息公开条例》第二十条。"


def make_agenda() -> Agenda:
    verdict = judge(make_tree(COLUMNS, PAGES))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    forecast = build_forecast(holdings, build_columns(holdings))
    return build_agenda(holdings, forecast, build_deadlines(holdings))


def test_all_that_falls_due() -> None:
    office = ("ban", "办公室")
    assert make_agenda() == Agenda(
        "示例市档案局",
        "ceshi.example",
        (office, ("ye", "业务科")),
        (
            Entry(
                "consultation-ask-today",
                date(2026, 11, 20),
                "征求意见今日截止：ask/today",
                CONSULT,
                *office,
                f"{SITE}/ask/today/",
                (3,),
            ),
            Entry(
                "form-2025",
                date(2026, 11, 20),
                "2025年度栏目form逾期未公布",
                f"最迟应于2026-01-31公布，已逾期293日。{BASIS}",
                *office,
                f"{SITE}/form/",
                (),
            ),
            Entry(
                "column-news",
                date(2026, 11, 25),
                "栏目“栏目news”最迟今日更新",
                "2026-11-26起该栏目超过14日没有更新，计入检查指标“动态、公告类栏目未更新”。",
                *office,
                f"{SITE}/news/",
                (3,),
            ),
            Entry(
                "home",
                date(2026, 11, 25),
                "网站首页最迟今日更新",
                "2026-11-26起首页超过14日没有新内容，计入检查指标“首页未更新”。",
                "",
                "",
                f"{SITE}/",
                (3,),
            ),
            Entry(
                "column-passing",
                date(2026, 12, 1),
                "栏目“栏目passing”最后一条今日公示期满",
                "2026-12-02起该栏目没有内容，又没有说明，计入检查指标“空白栏目”。",
                *office,
                f"{SITE}/passing/",
                (3,),
            ),
            Entry(
                "consultation-ask-open",
                date(2026, 12, 5),
                "征求意见今日截止：示例办法（征求意见稿）",
                CONSULT,
                "ye",
                "业务科",
                f"{SITE}/ask/open/",
                (3,),
            ),
            Entry(
                "form-2026",
                date(2027, 1, 31),
                "2026年度栏目form最迟今日公布",
                BASIS,
                *office,
                f"{SITE}/form/",
                (30, 7),
            ),
        ),
    )
