from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.core.report.backlog import BacklogLine
from gongkai.core.report.filing import FilingLine
from gongkai.core.report.holdings import Holdings, collect_holdings
from gongkai.core.report.openness import Openness, RateLine, RegisterLine, build_openness
from gongkai.core.report.rhythm import QuietSpan, list_days, list_quiet_spans
from gongkai.core.report.tables import Tally
from tests.helpers.report_trees import NOW, Page, judge, make_column, make_tree

COLUMNS = [make_column("a", "zhidu, dengji, gongwen")]
ENTRY = "disclosure: {}\nreason: {{code: {}, text: 理由, next_review: {}}}\n"
KEPT = ENTRY.format("不予公开", "A16-2", "2026-11-19")
ASKED = ENTRY.format("依申请公开", "A27", "2026-11-20")
FILED = (
    ("ban, quarter: 2026-q1, made: 3", "1, on_request: 0, withheld: 1", "2026-04-16"),
    ("ban, quarter: 2026-q2, made: 1", "1, on_request: 0, withheld: 0", "2026-11-21"),
    ("fenju, quarter: 2026-q1, made: 5", "3, on_request: 1, withheld: 1", "2026-04-01"),
)
FILINGS = """\
first: 2026-q1
due_workdays: 10
branches:
- {id: ban, name: 办公室}
- {id: fenju, name: 望湖分局}
filings:
""" + "".join(f"- {{branch: {a}, proactive: {b}, filed: {c}}}\n" for a, b, c in FILED)
BACKLOG = """\
documents:
- {number: A-1, year: 2007, unit: ban, decision: 公开, date: 2026-03-10}
- {number: A-2, year: 1998, unit: ban, decision: 解密公开, date: 2026-03-10}
- {number: A-3, year: 2007, unit: ye, decision: 依申请公开, date: 2026-03-10}
- {number: A-4, year: 2007, unit: ye, decision: 不予公开, date: 2026-03-10}
- {number: A-5, year: 2007, unit: ye, decision: 继续保密, date: 2026-03-10}
- {number: A-6, year: 2007, unit: ye, decision: 重新定密, date: 2026-03-10}
- {number: A-7, year: 2007, unit: ye}
"""


def read(pages: list[Page], files: dict[str, str] | None = None) -> Holdings:
    extra = {f"catalog/{name}.yml": text for name, text in (files or {}).items()}
    holdings = collect_holdings(judge(make_tree(COLUMNS, pages, extra=extra)), None)
    assert holdings is not None
    return holdings


def build(pages: list[Page], files: dict[str, str] | None = None) -> Openness:
    return build_openness(read(pages, files))


def test_rates_by_unit_and_quarter_of_formation() -> None:
    pages = [
        Page("a/one", "zhidu", "2026-09-30", "2026-10-09", unit="ye"),
        Page("a/two", "zhidu", "2026-10-01", "2026-10-09"),
        Page("a/three", "zhidu", "2026-01-05", "2026-01-06"),
        Page("a/kept", "dengji", "2026-01-05", "2026-01-06", KEPT),
        Page("a/asked", "dengji", "2026-02-02", "2026-02-03", ASKED),
        Page("a/ended", "zhidu", "2026-03-31", "2026-04-01", "show_until: 2026-04-30"),
        Page("a/held", "zhidu", "2026-03-31", None, levels=2),
    ]
    found = build(pages)
    assert found.rates == (
        RateLine("办公室", "2026年第一季度", 2, 1, 1),
        RateLine("办公室", "2026年第四季度", 1, 0, 0),
        RateLine("业务科", "2026年第三季度", 1, 0, 0),
    )
    assert found.rates[0].total == 4
    assert found.register == (
        RegisterLine("办公室", "依申请公开", "涉及特定申请人，依申请提供（条例第二十七条）", 1, 0),
        RegisterLine("办公室", "不予公开", "过程性信息（条例第十六条第二款）", 1, 1),
    )


def test_channels_count_each_item_once() -> None:
    pages = [
        Page("a/one", "zhidu", "2026-09-30", "2026-10-09", "channels: [报纸, 电视, 报纸]"),
        Page("a/two", "zhidu", "2026-09-30", "2026-10-09", "channels: [电视, 政府公报]"),
        Page("a/three", "zhidu", "2026-09-30", "2026-10-09"),
    ]
    found = build(pages)
    assert found.channels == (Tally("电视", 2), Tally("报纸", 1), Tally("政府公报", 1))
    assert found.elsewhere == 2


@pytest.mark.parametrize(
    ("days", "total", "quiet", "workdays"),
    [
        ([], 0, 0, 0),
        (["2026-11-20"], 1, 0, 0),
        (["2026-11-14", "2026-11-16"], 7, 5, 4),
        (["2025-12-31"], 324, 324, 219),
    ],
)
def test_days_without_a_publication(days: list[str], total: int, quiet: int, workdays: int) -> None:
    pages = [Page(f"a/p{n}", "zhidu", day, day) for n, day in enumerate(days)]
    found = build(pages)
    assert (found.days, found.quiet_days, found.quiet_workdays) == (total, quiet, workdays)


def test_the_five_longest_spans() -> None:
    days = ("2025-01-02", "2026-01-05", "2026-02-02", "2026-05-06", "2026-07-01", "2026-07-03")
    pages = [
        Page(f"a/p{n}", "zhidu", day, day)
        for n, day in enumerate((*days, "2026-07-04", "2026-11-01"))
    ]
    found = build(pages)
    assert found.longest == (
        QuietSpan(date(2026, 7, 5), date(2026, 10, 31), 119, 81),
        QuietSpan(date(2026, 2, 3), date(2026, 5, 5), 92, 58),
        QuietSpan(date(2026, 5, 7), date(2026, 6, 30), 55, 39),
        QuietSpan(date(2026, 1, 6), date(2026, 2, 1), 27, 19),
        QuietSpan(date(2026, 11, 2), date(2026, 11, 20), 19, 15),
    )


def test_spans_and_busy_days_make_up_the_year() -> None:
    holdings = read(
        [Page(f"a/p{n}", "zhidu", f"2026-{n:02}-09", f"2026-{n:02}-10") for n in (1, 4, 9)]
    )
    spans = list_quiet_spans(holdings)
    quiet = {s.first + timedelta(days=n) for s in spans for n in range(s.days)}
    assert set(list_days(holdings)) - quiet == {item.published.date() for item in holdings.items}
    assert list_days(holdings)[0] == date(2026, 1, 10)


def test_filings_beside_what_the_repository_holds() -> None:
    number = "document_number: 示档发〔2026〕{}号\ngenre: 通知\n"
    pages = [
        Page("a/one", "gongwen", "2026-01-05", "2026-01-06", number.format(1)),
        Page("a/two", "gongwen", "2026-03-31", "2026-04-01", number.format(2)),
        Page("a/bare", "zhidu", "2026-03-31", "2026-04-01"),
        Page("a/ye", "gongwen", "2026-03-31", "2026-04-01", number.format(3), unit="ye"),
        Page(
            "a/kept",
            "dengji",
            "2026-02-02",
            "2026-02-03",
            KEPT + "document_number: 示档发〔2026〕4号\n",
        ),
        Page(
            *("a/reprint", "gongwen", "2026-02-02", "2026-02-03"),
            "reprints: 示例市人民政府\n" + number.format(5),
        ),
    ]
    found = build(pages, {"filings": FILINGS}).filings
    q1, q2, q3 = date(2026, 4, 15), date(2026, 7, 14), date(2026, 10, 20)
    none = (0, 0, 0)
    assert found == (
        line("办公室", "一", (3, *(1, 0, 1)), date(2026, 4, 16), (q1, (2, 0, 1))),
        line("办公室", "二", (0, *none), None, (q2, none)),
        line("办公室", "三", (0, *none), None, (q3, none)),
        line("望湖分局", "一", (5, *(3, 1, 1)), date(2026, 4, 1), (q1, None)),
        line("望湖分局", "二", (0, *none), None, (q2, None)),
        line("望湖分局", "三", (0, *none), None, (q3, None)),
    )
    assert build(pages).filings == ()


def line(
    unit: str,
    quarter: str,
    numbers: tuple[int, int, int, int],
    filed: date | None,
    expected: tuple[date, tuple[int, int, int] | None],
) -> FilingLine:
    due, counted = expected
    name = f"2026年第{quarter}季度"
    return FilingLine(unit, name, *numbers, filed, due, certain=True, counted=counted)


def test_a_quarter_is_compared_when_its_limits_are_over() -> None:
    verdict = judge(
        make_tree(COLUMNS, extra={"catalog/filings.yml": FILINGS}),
        NOW.replace(month=4, day=29),
    )
    found = [
        collect_holdings(replace(verdict, now=verdict.now + timedelta(days=n)), None)
        for n in (0, 1)
    ]
    lines = [build_openness(holdings).filings for holdings in found if holdings]
    assert [line[0].counted for line in lines] == [None, (0, 0, 0)]
    assert [len(line) for line in lines] == [2, 2]


def test_backlog_by_year_and_decision() -> None:
    assert build([], {"backlog": BACKLOG}).backlog == (
        BacklogLine(1998, total=1, opened=1, kept=0, classified=0, undecided=0),
        BacklogLine(2007, total=6, opened=1, kept=2, classified=2, undecided=1),
    )
    assert build([]).backlog == ()
