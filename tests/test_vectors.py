"""The test vectors that this product was ordered with, by their ids, each through the product.

TV-26 (the search finds the right page first) needs a browser: `tests/browser/test_search_page.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.annual.figures import Part, find_blanks, parse_figures
from gongkai.core.annual.identities import Outcome, check_tables, check_years
from gongkai.core.annual.prose import fits_growth
from gongkai.core.annual.structure import check_declaration
from gongkai.core.document_number import DocumentNumber, parse_document_number
from gongkai.core.findings import Severity
from gongkai.core.index_number import check_index_number
from gongkai.core.models.catalog import Holidays
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.identity_checks import check_identity
from gongkai.core.scan import ScanContext, scan_text
from gongkai.core.site import build_site
from gongkai.core.workdays import WorkCalendar
from tests.core.annual.test_structure import DECLARED, HEADINGS, write
from tests.helpers import attachments as made
from tests.helpers.annual import make_figures, seed_001
from tests.helpers.report_trees import Page, judge, make_column, make_tree, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.gate import Verdict
    from gongkai.core.tree import Tree

CALENDAR = WorkCalendar(Holidays())
IDENTITY = "11010519491231002X"
CODES = ("11441700007280420Y/2021-00050", "000014349/2017-00110", "01527918X-2020-153077")
NUMBERS = ("国办公开办函〔2021〕30号", "沪府办发〔2013〕45号", "国办发[2019]54号", "(2019)54号")
PENALTY = """\
decision_number: 示公罚决字〔2026〕1号
decision_date: 2026-02-01
party: 王某
party_kind: 自然人
legal_basis: 《中华人民共和国治安管理处罚法》第二十六条
content: 罚款二百元
penalty_class: 罚款
facts: 扰乱公共场所秩序
social_impact: 引起社会关注
"""
CONSULTATION = "start: 2025-03-01\nend: 2025-03-20\nlegal_basis: 依据\ncontact: 信函\n"
ENTERED = "content/a/asked.md"
REASON = "reason: {code: A16-2, text: 过程稿, next_review: 2027-11-20}\n"
COLUMNS = (
    make_column("a", "zhidu, dengji, chufa-jieguo, zhengji", "art20: 1"),
    make_column("b", "zhidu"),
)


SECOND = 'role: l2, reviewer: r02, decision: 同意公开, basis: "同意", date: 2026-11-{}'
REGISTERED = make_tree(
    COLUMNS,
    [
        Page("a/one", "zhidu", "2026-11-02", "2026-11-03"),
        Page("a/asked", "dengji", "2026-11-02", "2026-11-03", f"disclosure: 依申请公开\n{REASON}"),
    ],
)


@cache
def plant(*pages: Page) -> Tree:
    return make_tree(COLUMNS, pages)


def list_rules(verdict: Verdict) -> list[str]:
    return sorted({f.rule for f in verdict.findings if f.severity is Severity.BLOCK})


def make_page(kind: str = "zhidu", fields: str = "", made: str = "2026-11-02") -> Page:
    return Page("a/one", kind, made, "2026-11-03", fields)


def find(text: str) -> list[str]:
    contact = ScanContext(allowed=frozenset({"02455550101"}))
    return [hit.rule for hit in scan_text(text, contact) if hit.severity is Severity.BLOCK]


def count_days(start: date, end: date, days: int) -> tuple[int, date]:
    return CALENDAR.workdays_between(start, end), CALENDAR.add_workdays(start, days).date


def break_chain(old: str, new: str) -> list[str]:
    return list_rules(judge(replace_file(plant(make_page()), "content/a/one.md", old, new)))


def count_register() -> tuple[int, list[str], tuple[str, ...]]:
    """Items, blocking rules, and the reasons under which an undisclosed paper is counted."""
    verdict = judge(REGISTERED)
    reasons = tuple(document.record.reason.code.value for document in verdict.register)
    return len(build_site(verdict).items), list_rules(verdict), reasons


def exchange_attachment() -> list[str]:
    """What blocks when the file beside a signed document becomes another."""
    path, fields = "content/a/one.files/a.txt", "attachments:\n- {file: a.txt, title: 名单.txt}\n"
    tree = make_tree(COLUMNS, [make_page(fields=fields)], extra={path: "第一版\n"})
    assert list_rules(judge(tree)) == []
    return list_rules(judge(replace_file(tree, path, "第一版", "第二版")))


def spell_numbers() -> list[tuple[str, bool]]:
    """The canonical form of each number, and whether it was written so."""
    parsed = [parse_document_number(text) for text in (*NUMBERS, "〔2019〕第054号")]
    return [
        (p.canonical, not p.fixes) if isinstance(p, DocumentNumber) else (p.reason, False)
        for p in parsed
    ]


def seed_table() -> tuple[set[Outcome], bool, tuple[Any, ...]]:
    figures = parse_figures(seed_001())
    outcomes = {identity.outcome for identity in check_tables(figures)}
    return outcomes, bool(find_blanks(figures)), figures.cells(Part.DISPUTES, "fuyi")


def carry(forward: str, carried: str) -> list[str]:
    before = make_figures(year=2024, forward=[forward, *"00000", forward])
    after = make_figures(year=2025, carried=[carried, *"00000", carried])
    failing = [i for i in check_years(before, after) if i.outcome is Outcome.FAILS]
    return [identity.kind for identity in failing if identity.kind == "AR-E"]


def hidden_sheet() -> list[str]:
    """What blocks a document whose workbook has an identity number on a hidden sheet."""
    row = '<row r="7"><c r="B7" t="s"><v>0</v></c></row>'
    strings = f"<si><t>{IDENTITY}</t></si>"
    book = made.pack(made.workbook(row, attributes='state="hidden"', strings=strings))
    fields = "attachments:\n- {file: a.xlsx, title: 名单.xlsx}\n"
    path = "content/a/one.files/a.xlsx"
    tree = make_tree(COLUMNS, [make_page(fields=fields)], extra={path: book})
    found = [f for f in judge(tree).findings if f.severity is Severity.BLOCK]
    assert {finding.path for finding in found} == {path}
    assert sum("第1张工作表（隐藏）B7单元格" in finding.message for finding in found) == 1
    return sorted(finding.rule for finding in found)


def site_codes() -> list[int]:
    """Gaps of the identity card for each code."""
    verdict = judge(plant(make_page()))
    assert verdict.catalog is not None
    gaps = []
    for code in ("3203000040", "bm29000002", "12345"):
        site = verdict.catalog.site.model_copy(update={"id_code": code})
        changed = replace(verdict, catalog=replace(verdict.catalog, site=site))
        holdings = collect_holdings(changed, None)
        assert holdings is not None
        gaps.append(len(next(check_identity(holdings)).gaps))
    return gaps


def late_by(days: int) -> bool:
    """Whether seed 004 would have been late, so many days after its publication."""
    return date(2019, 7, 18 + days) > CALENDAR.add_workdays(date(2019, 7, 15), 20).date


VECTORS: dict[str, tuple[Callable[[], object], object]] = {
    "TV-1": (
        lambda: (*count_days(date(2019, 7, 15), date(2019, 7, 18), 20), late_by(0)),
        (3, date(2019, 8, 12), False),
    ),
    "TV-2": (
        lambda: CALENDAR.add_workdays(date(2013, 8, 28), 20).date,
        date(2013, 9, 26),
    ),
    "TV-4": (lambda: CALENDAR.add_workdays(date(2019, 7, 15), 7).date, date(2019, 7, 24)),
    "TV-5": (
        lambda: [
            [problem.code for problem in check_index_number(text, None)]
            for text in (*CODES, CODES[0].replace("Y/", "1/"))
        ],
        [[], [], [], ["check-digit"]],
    ),
    "TV-6": (
        spell_numbers,
        [
            (NUMBERS[0], True),
            (NUMBERS[1], True),
            ("国办发〔2019〕54号", False),
            ("缺少机关代字", False),
            ("缺少机关代字", False),
        ],
    ),
    "TV-7": (
        lambda: [find(IDENTITY), find("11**************02X")],
        [["scan-identity"], []],
    ),
    "TV-9": (lambda: [find("138****1234"), find("电话：024-55550101")], [[], []]),
    "TV-10": (
        lambda: [find("通知\n\n秘密★1年\n\n正文。"), find("商业秘密"), find("《保守国家秘密法》")],
        [["scan-marking"], [], []],
    ),
    "TV-11": (seed_table, ({Outcome.HOLDS}, True, (1, "-", "-", "-", 1))),
    "TV-13": (lambda: [carry("3", "2"), carry("3", "3")], [["AR-E", "AR-E"], []]),
    "TV-15": (
        lambda: [fits_growth(Decimal(2247), Decimal(261), Decimal(n)) for n in (622, 700)],
        [True, False],
    ),
    "TV-16": (
        lambda: check_declaration(write(*HEADINGS, opening=DECLARED))[:2],
        ("正文称由11个部分组成，实有12个部分", "列出而没有写的部分：“五公开”情况"),
    ),
    "TV-17": (
        lambda: [
            break_chain("role: l2, reviewer: r02", "role: l2, reviewer: r01"),
            break_chain(SECOND.format("03"), SECOND.format("02")),
        ],
        [
            ["review-by-drafter", "review-same-person", "review-signature", "reviewer-not-allowed"],
            ["review-order", "review-signature"],
        ],
    ),
    "TV-18": (
        lambda: [break_chain("正文。", "正文！"), exchange_attachment()],
        [["review-signature"], ["review-signature"]],
    ),
    "TV-19": (
        lambda: [
            list_rules(judge(replace_file(REGISTERED, ENTERED, REASON, ""))),
            count_register(),
        ],
        [["field-invalid"], (1, [], ("A16-2",))],
    ),
    "TV-20": (
        lambda: [
            finding.rule
            for finding in judge(plant(make_page("zhengji", CONSULTATION, "2025-03-01"))).findings
            if finding.path == "content/a/one.md"
        ],
        ["consultation-short"],
    ),
    "TV-23": (hidden_sheet, ["attachment-hidden", "scan-identity"]),
    "TV-24": (
        lambda: list_rules(judge(plant(make_page("chufa-jieguo", PENALTY, "2026-02-01")))),
        ["scan-sealed-record"],
    ),
    "TV-27": (site_codes, [0, 0, 1]),
}


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    act, expected = VECTORS[name]
    assert act() == expected
