from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.core.log import Event, EventKind, Log
from gongkai.core.models.fields import BEIJING
from gongkai.core.report.deadlines import Deadline, DeadlineState, build_deadlines
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.site import build_site
from gongkai.core.stock import Stock, StockItem
from tests.helpers.report_trees import SITE, Page, judge, make_column, make_tree, replace_file

KEPT, LATE = DeadlineState.KEPT, DeadlineState.LATE
MISSING, COMING = DeadlineState.MISSING, DeadlineState.COMING
UNKNOWN = DeadlineState.UNKNOWN
ANNUAL = make_column("nianbao", "nianbao, gongwen", "limit: 01-31")
FORM = make_column("wangzhan-nianbao", "niandu-baobiao", "limit: 01-31")
LAW = make_column("fazhi", "gongwen", "limit: 04-01")
DATA = make_column("zhifa-shihou", "zhidu", "limit: 01-31")
REVISED = f"revision: 2\nprevious: {'a' * 64}\nchanged: 2026-03-06\nchange_note: 改正\n"


def paper(address: str, title: str, day: str, more: str = "") -> Page:
    fields = f"document_number: 示档发〔2026〕1号\ngenre: 报告\n{more}"
    return Page(address, "gongwen", day, day, fields, title=title)


def build(
    columns: list[str],
    pages: list[Page],
    day: str = "2026-11-20",
    body: str = "department",
    log: Log | None = None,
) -> tuple[Deadline, ...]:
    tree = make_tree(columns, pages)
    if body != "department":
        tree = replace_file(tree, "catalog/site.yml", "body_type: department", f"body_type: {body}")
    now = datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=BEIJING)
    verdict = judge(tree, now)
    holdings = collect_holdings(verdict, None if verdict.blocked else build_site(verdict), log)
    assert holdings is not None
    return build_deadlines(holdings)


def show(deadlines: tuple[Deadline, ...]) -> list[tuple[str, str, str | None, DeadlineState, int]]:
    return [
        (d.id, d.due.isoformat(), d.done.isoformat() if d.done else None, d.state, d.days)
        for d in deadlines
    ]


def test_one_deadline_in_full() -> None:
    page = Page(
        "wangzhan-nianbao/b",
        "niandu-baobiao",
        "2026-02-02",
        "2026-02-03",
        "year: 2025\nfigures:\n- {name: 甲, value: 1}\n",
    )
    assert build([FORM], [page])[0] == Deadline(
        id="wangzhan-nianbao-2025",
        name="政府网站工作年度报表",
        basis="《政府信息公开条例》第二十条",
        year=2025,
        due=date(2026, 1, 31),
        done=date(2026, 2, 3),
        document="wangzhan-nianbao/b",
        unit="办公室",
        state=LATE,
        days=3,
        column="wangzhan-nianbao",
        unit_id="ban",
    )


def test_every_year_from_the_first_one() -> None:
    pages = [
        paper("nianbao/a", "2017年度政府信息公开工作报告", "2018-03-31"),
        paper("nianbao/b", "2018年政府信息公开工作年度报告", "2019-04-02"),
        paper("nianbao/c", "2019年政府信息公开工作年度报告", "2020-03-02"),
        paper("nianbao/d", "2021年度政府信息公开工作报告", "2022-01-31"),
        paper("nianbao/e", "2025年度政府信息公开工作报告", "2026-01-28"),
        paper("nianbao/f", "2025年度政府信息公开工作报告摘要", "2026-01-29"),
        paper("nianbao/g", "关于做好年度报告工作的通知", "2026-01-02"),
    ]
    found = build([ANNUAL], pages)
    assert show(found) == [
        ("nianbao-2017", "2018-03-31", "2018-03-31", KEPT, 0),
        ("nianbao-2018", "2019-03-31", "2019-04-02", LATE, 2),
        ("nianbao-2019", "2020-01-31", "2020-03-02", LATE, 31),
        ("nianbao-2020", "2021-01-31", None, MISSING, 2119),
        ("nianbao-2021", "2022-01-31", "2022-01-31", KEPT, 0),
        ("nianbao-2022", "2023-01-31", None, MISSING, 1389),
        ("nianbao-2023", "2024-01-31", None, MISSING, 1024),
        ("nianbao-2024", "2025-01-31", None, MISSING, 658),
        ("nianbao-2025", "2026-01-31", "2026-01-28", KEPT, 0),
        ("nianbao-2026", "2027-01-31", None, COMING, 72),
    ]
    assert {d.name for d in found} == {"政府信息公开工作年度报告"}
    assert [found[1].basis, found[2].basis] == [
        "《政府信息公开条例》（2007年公布）第三十一条",
        "《政府信息公开条例》第二十条",
    ]


@pytest.mark.parametrize(
    ("day", "body", "due", "state", "days"),
    [
        ("2026-01-31", "department", "2026-01-31", COMING, 0),
        ("2026-02-01", "department", "2026-01-31", MISSING, 1),
        ("2026-03-31", "government", "2026-03-31", COMING, 0),
        ("2026-04-01", "government", "2026-03-31", MISSING, 1),
    ],
)
def test_the_day_is_the_laws(
    day: str, body: str, due: str, state: DeadlineState, days: int
) -> None:
    pages = [paper("nianbao/a", "2024年度政府信息公开工作报告", "2025-01-02")]
    assert ("nianbao-2025", due, None, state, days) in show(build([ANNUAL], pages, day, body))


def test_columns_of_other_days_and_parts_of_years() -> None:
    pages = [
        paper("fazhi/a", "2025年法治政府建设年度报告", "2026-04-01"),
        Page("zhifa-shihou/a", "zhidu", "2026-01-10", "2026-01-20", title="2025年度行政执法数据"),
        Page("zhifa-shihou/b", "zhidu", "2024-10-10", "2024-10-20", title="2024年三季度执法报告"),
        Page("zhifa-shihou/c", "zhidu", "2024-07-10", "2024-07-20", title="2024年上半年执法报告"),
    ]
    assert show(build([LAW, DATA], pages)) == [
        ("zhifa-shihou-2025", "2026-01-31", "2026-01-20", KEPT, 0),
        ("fazhi-2025", "2026-04-01", "2026-04-01", KEPT, 0),
        ("zhifa-shihou-2026", "2027-01-31", None, COMING, 72),
        ("fazhi-2026", "2027-04-01", None, COMING, 132),
    ]


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("", ["a-2025", "a-2026"]),
        ("since: 2024-02-01", ["a-2024", "a-2025", "a-2026"]),
        ("since: 2024-01-31", ["a-2023", "a-2024", "a-2025", "a-2026"]),
        ("zero_statement: 本期无。", []),
        ("not_applicable: 无此职责。", []),
    ],
)
def test_columns_without_a_paper(fields: str, ids: list[str]) -> None:
    column = make_column("a", "gongwen", f"limit: 01-31\n{fields}")
    assert [d.id for d in build([column], [])] == ids


def test_a_column_that_nobody_requires_owes_nothing_until_it_begins() -> None:
    column = make_column("a", "gongwen", "limit: 01-31").replace("required: 是", "required: 否")
    assert build([column], []) == ()


def log(*days: str) -> Log:
    found = Log(SITE)
    for number, day in enumerate(days, 1):
        now = datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=BEIJING)
        name, revision = ("fazhi/a", number - 1) if number > 1 else ("fazhi/z", 1)
        found = found.append([Event(EventKind.PUBLISH, name, revision, f"{number:064}")], now)
    return found


@pytest.mark.parametrize(
    ("published", "more", "known", "state", "done"),
    [
        ("2026-03-30", "", None, KEPT, "2026-03-30"),
        ("2026-03-30", "", log("2026-01-01", "2026-04-03"), LATE, "2026-04-03"),
        ("2026-03-30", "", log("2026-01-01"), KEPT, "2026-03-30"),
        ("2026-05-06", REVISED, log("2026-01-01", "2026-03-03", "2026-05-06"), KEPT, "2026-03-03"),
        ("2026-05-06", REVISED, None, UNKNOWN, None),
        ("2026-03-30", REVISED, None, KEPT, "2026-03-30"),
    ],
)
def test_the_first_publication_counts(
    published: str, more: str, known: Log | None, state: DeadlineState, done: str | None
) -> None:
    page = Page(
        "fazhi/a",
        "gongwen",
        "2026-03-01",
        published,
        f"document_number: 示档发〔2026〕1号\ngenre: 报告\n{more}",
        title="2025年法治政府建设年度报告",
    )
    found = build([LAW], [page], log=known)[0]
    assert (found.id, found.state) == ("fazhi-2025", state)
    assert (found.done.isoformat() if found.done else None) == done
    assert found.document == "fazhi/a"


def test_the_list_of_existing_stock_tells_when_it_was_public() -> None:
    column = make_column("fazhi", "gongwen", "limit: 04-01")
    page = paper("fazhi/a", "2024年法治政府建设年度报告", "2026-05-06")
    verdict = judge(make_tree([column], [page]))
    item = StockItem("a" * 64, "-", "2025-03-20T09:30", "fazhi/a", "/old/a.html", "甲号")
    assert verdict.catalog is not None
    stock = Stock(SITE, date(2026, 1, 1), (("fazhi", date(2027, 1, 1)),), (item,))
    holdings = collect_holdings(verdict, build_site(verdict), log("2026-01-01", "2026-05-06"))
    assert holdings is not None
    assert build_deadlines(holdings)[0].state is LATE
    known = replace(holdings, catalog=replace(verdict.catalog, stock=stock))
    first = build_deadlines(known)[0]
    assert (first.state, first.done) == (KEPT, date(2025, 3, 20))
