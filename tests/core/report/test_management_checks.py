from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.report.checks import Gap
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.management_checks import check_management
from tests.helpers.report_trees import CODE, Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.checks import Check

NUMBER = "document_number: 示档发〔2026〕{}号\ngenre: 通知\n"
ENTRY = "disclosure: {}\nreason: {{code: {}, text: 理由, next_review: {}}}\n"
FILED = (
    ("ban, quarter: 2026-q1, made: 2", "1, on_request: 0, withheld: 0", "2026-04-16"),
    ("ban, quarter: 2026-q2, made: 1", "1, on_request: 0, withheld: 0", "2026-07-14"),
    ("fenju, quarter: 2026-q1, made: 5", "3, on_request: 1, withheld: 1", "2026-04-01"),
    ("fenju, quarter: 2026-q3, made: 0", "0, on_request: 0, withheld: 0", "2026-10-20"),
)
FILINGS = """\
first: 2026-q1
branches:
- {id: ban, name: 办公室}
- {id: fenju, name: 望湖分局}
filings:
""" + "".join(f"- {{branch: {a}, proactive: {b}, filed: {c}}}\n" for a, b, c in FILED)
BACKLOG = """\
due: 2026-11-19
documents:
- {number: A-1, year: 2007, unit: ban, decision: 公开, date: 2026-03-10}
- {number: A-3, year: 2007, unit: ye}
- {number: A-4, year: 2007, unit: ye}
- {number: A-7, year: 1999, unit: ban}
"""
PAGES = [
    Page("a/one", "gongwen", "2026-01-05", "2026-01-06", NUMBER.format(1)),
    Page("a/two", "gongwen", "2026-05-05", "2026-05-06", NUMBER.format(2)),
    Page("a/three", "gongwen", "2026-05-05", "2026-05-06", NUMBER.format(3)),
    Page(
        "a/r1", "dengji", "2026-01-05", "2026-01-06", ENTRY.format("不予公开", "A27", "2026-11-20")
    ),
    Page(
        "a/r2",
        "dengji",
        "2026-01-05",
        "2026-01-06",
        ENTRY.format("依申请公开", "A14-1", "2026-12-31"),
    ),
    Page(
        "a/r3",
        "dengji",
        "2026-01-05",
        "2026-01-06",
        ENTRY.format("依申请公开", "A16-2", "2026-11-19"),
    ),
    Page(
        "a/r4",
        "dengji",
        "2026-01-05",
        "2026-01-06",
        ENTRY.format("不予公开", "A14-1", "2026-12-31"),
    ),
]


def check(files: dict[str, str], pages: list[Page]) -> dict[str, Check]:
    extra = {f"catalog/{name}.yml": text for name, text in files.items()}
    columns = [make_column("a", "gongwen, dengji")]
    holdings = collect_holdings(judge(make_tree(columns, pages, extra=extra)), None)
    assert holdings is not None
    return {line.duty.id: line for line in check_management(holdings)}


@pytest.mark.parametrize(
    ("duty", "judged", "kept", "gaps"),
    [
        (
            *("management-filing", 6, 3),
            [
                (
                    "办公室2026年第一季度公开属性报备",
                    "办公室",
                    "公开属性2026-04-16才报备，期限为2026-04-15，逾期1日",
                ),
                (
                    "办公室2026年第三季度公开属性报备",
                    "办公室",
                    "公开属性没有报备，期限为2026-10-20，逾期31日",
                ),
                (
                    "望湖分局2026年第二季度公开属性报备",
                    "望湖分局",
                    "公开属性没有报备，期限为2026-07-14，逾期129日",
                ),
            ],
        ),
        (
            *("management-filing-settled", 4, 3),
            [("办公室2026年第一季度公开属性报备", "办公室", "制发公文2件，有1件没有确定公开属性")],
        ),
        (
            *("management-filing-counts", 2, 1),
            [
                (
                    "办公室2026年第二季度公开属性报备",
                    "办公室",
                    "报备件数与本站不一致：主动公开报备1件、本站2件",
                )
            ],
        ),
        (
            *("management-backlog", 4, 1),
            [
                ("1999年成文的公文", "办公室", 1),
                ("2007年成文的公文", "业务科", 2),
            ],
        ),
        (
            *("management-reassessment", 4, 3),
            [(f"登记项 {CODE}/2026-00006", "办公室", "应于2026-11-19评估能否公开，已逾期1日")],
        ),
        (
            *("management-reason", 4, 2),
            [
                (
                    f"登记项 {CODE}/2026-00004",
                    "办公室",
                    "理由是依申请提供（A27），却登记为不予公开",
                ),
                (
                    f"登记项 {CODE}/2026-00005",
                    "办公室",
                    "属于依法不予公开的情形（A14-1），却登记为依申请公开",
                ),
            ],
        ),
    ],
)
def test_each_duty(
    duty: str, judged: int, kept: int, gaps: list[tuple[str, str, str | int]]
) -> None:
    found = check({"filings": FILINGS, "backlog": BACKLOG}, PAGES)[duty]
    assert (found.judged, found.kept, found.uncertain) == (judged, kept, 0)
    assert found.gaps == tuple(Gap("", title, unit, tell(text)) for title, unit, text in gaps)


def tell(text: str | int) -> str:
    if isinstance(text, str):
        return text
    decision = "公开、解密公开、重新定密等处理决定"
    return f"条例施行前的公文有{text}件没有作出{decision}，清理期限2026-11-19已过"


def test_gaps_never_name_a_register_entry() -> None:
    found = check({"filings": FILINGS, "backlog": BACKLOG}, PAGES)
    told = [
        text
        for line in found.values()
        for gap in line.gaps
        for text in (gap.id, gap.title, gap.text)
    ]
    assert not any(name in text for text in told for name in ("a/r", "r1", "r2", "r3"))


def test_without_the_files_there_is_nothing_to_judge() -> None:
    found = check({}, [])
    assert list(found) == [
        *("management-filing", "management-filing-settled", "management-filing-counts"),
        *("management-backlog", "management-reassessment", "management-reason"),
    ]
    assert not any(line.judged or line.gaps for line in found.values())
