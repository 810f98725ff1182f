from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from gongkai.core.drafts import Grave
from gongkai.core.log import Event, EventKind, Log
from gongkai.core.models.entries import Tombstone, WithdrawalReason
from gongkai.core.models.fields import BEIJING
from gongkai.core.report.checks import Check, Gap
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.limit_checks import check_limits
from gongkai.core.site import build_site
from tests.helpers.report_trees import CODE, SITE, Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

PERSON = "party: 某公司\nparty_kind: 法人\nlegal_basis: 法条\ncontent: 罚款\n"
PENALTY = f"decision_number: 甲1号\n{PERSON}penalty_class: 罚款\nfacts: 事实\nsocial_impact: 有\n"
MONEY = "year: 2026\napproved_by: 财政局\ntotal: 1\n"
WARNING = "event_kind: 事故\narea: 全市\nmeasures: 措施\nstart: 2026-03-01 23:30\n"
PAPER = "document_number: 示档发〔2026〕1号\ngenre: 通知\n"
ORDER = PAPER.replace("通知", "命令（令）")
NORM = f"{PAPER}registration_number: 甲\nlegality_review: 甲\nexpiry: 2031-03-01\n"
JIEDU = "form: 文字\nplan_signed: 2026-03-01\nelements: [背景依据]\ninterprets: [c20/policy]\n"
ZJ = "legal_basis: 法条\ncontact: 电话\n"
NEWS = "source: 办公室\n"
COLUMNS = [
    make_column("c20", "zhidu, caizheng, chufa-jieguo, zhengji, gongwen, guifanxing-wenjian"),
    make_column("c7", "chufa-jieguo", "limit: 7wd"),
    make_column("c15", "zhidu", "limit: 15wd"),
    make_column("c20d", "caizheng", "limit: 20d"),
    make_column("c60", "zhidu", "limit: 60wd"),
    make_column("cday", "jiedu, dongtai", "limit: same-day"),
    make_column("conce", "yingji, tonggao", "limit: at-once"),
    make_column("cbefore", "tonggao", "limit: before"),
    make_column("cyear", "gongwen", "limit: 01-31\nsince: 2026-02-02"),
    make_column("cnone", "dongtai", "limit: none"),
]


def run(pages: Iterable[Page], log: Log | None = None, graves: Iterable[Grave] = ()) -> list[Check]:
    verdict = judge(make_tree(COLUMNS, pages))
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    holdings = collect_holdings(verdict, build_site(verdict), log)
    assert holdings is not None
    verdict = replace(verdict, withdrawn=tuple(graves))
    return list(check_limits(replace(holdings, verdict=verdict)))


def show(checks: Iterable[Check]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """What was judged at all, and the texts of the gaps."""
    return {
        check.duty.id: (check.judged, tuple(gap.text for gap in check.gaps))
        for check in checks
        if check.judged
    }


def test_every_duty_is_told_even_without_cases() -> None:
    checks = run([])
    assert [check.duty.id for check in checks] == [
        "limit-statutory",
        "limit-column",
        "limit-decision",
        "limit-budget",
        "limit-before-start",
        "limit-at-once",
        "limit-consultation",
        "limit-withdrawal",
        "limit-rules-effect",
        "limit-before-effect",
        "limit-annual",
    ]
    assert all((check.judged, check.gaps) == (0, ()) for check in checks)
    assert all(check.duty.basis for check in checks)


def late(start: str, due: str, day: str, days: int, what: str = "形成") -> str:
    return f"{start}{what}，最迟应于{due}公开，实际于{day}公开，迟{days}日"


REVISED = f"revision: 2\nprevious: {'a' * 64}\nchanged: 2026-05-06\nchange_note: 改正\n"
TV20 = f"start: 2025-03-01\nend: 2025-03-20\n{ZJ}"
CASES: tuple[tuple[str, tuple[Page, ...], dict[str, tuple[int, tuple[str, ...]]]], ...] = (
    (
        "TV-1",
        (Page("c20/a", "zhidu", "2019-07-15", "2019-07-18"),),
        {"limit-statutory": (1, ())},
    ),
    (
        "TV-1, on the last day and after it",
        (
            Page("c20/a", "zhidu", "2019-07-15", "2019-08-12"),
            Page("c20/b", "zhidu", "2019-07-15", "2019-08-13"),
        ),
        {"limit-statutory": (2, (late("2019-07-15", "2019-08-12", "2019-08-13", 1),))},
    ),
    (
        "TV-2",
        (
            Page("c20/a", "zhidu", "2013-08-28", "2013-09-26"),
            Page("c20/b", "zhidu", "2013-08-28", "2013-09-27"),
        ),
        {"limit-statutory": (2, (late("2013-08-28", "2013-09-26", "2013-09-27", 1),))},
    ),
    (
        "TV-4",
        (
            Page(
                "c7/a",
                "chufa-jieguo",
                "2019-07-15",
                "2019-07-24",
                f"{PENALTY}decision_date: 2019-07-15\n",
            ),
            Page(
                "c20/a",
                "chufa-jieguo",
                "2019-07-15",
                "2019-07-25",
                f"{PENALTY}decision_date: 2019-07-15\n",
            ),
        ),
        {
            "limit-decision": (
                2,
                (late("2019-07-15", "2019-07-24", "2019-07-25", 1, "作出决定"),),
            )
        },
    ),
    (
        "a decision of the time before 双公示",
        (
            Page(
                "c7/a",
                "chufa-jieguo",
                "2015-06-30",
                "2015-07-30",
                f"{PENALTY}decision_date: 2015-06-30\n",
            ),
        ),
        {
            "limit-statutory": (
                1,
                (late("2015-06-30", "2015-07-28", "2015-07-30", 2, "作出决定"),),
            ),
            "limit-column": (1, (late("2015-06-30", "2015-07-09", "2015-07-30", 21, "作出决定"),)),
        },
    ),
    (
        "before the Regulation there was no limit",
        (
            Page("c20/a", "zhidu", "2008-04-30", "2009-04-30"),
            Page("c20/b", "zhidu", "2008-05-01", "2009-04-30"),
        ),
        {"limit-statutory": (1, (late("2008-05-01", "2008-05-29", "2009-04-30", 336),))},
    ),
    (
        "a change",
        (Page("cday/a", "dongtai", "2026-03-02", "2026-06-03", NEWS + REVISED),),
        {"limit-statutory": (1, (late("2026-05-06", "2026-06-02", "2026-06-03", 1, "变更"),))},
    ),
    (
        "a column that promises more or less than the law",
        (
            Page("c15/a", "zhidu", "2026-03-02", "2026-03-24"),
            Page("c60/a", "zhidu", "2026-03-02", "2026-03-31"),
        ),
        {
            "limit-statutory": (2, (late("2026-03-02", "2026-03-30", "2026-03-31", 1),)),
            "limit-column": (1, (late("2026-03-02", "2026-03-23", "2026-03-24", 1),)),
        },
    ),
    (
        "no limit: reprints and columns without one",
        (
            Page("cnone/a", "dongtai", "2026-03-02", "2026-09-01", NEWS),
            Page("c20/a", "zhidu", "2026-03-02", "2026-09-01", "reprints: 某网\n"),
        ),
        {},
    ),
    (
        "money",
        (
            Page(
                "c20d/a",
                "caizheng",
                "2026-03-02",
                "2026-03-12",
                f"{MONEY}fiscal_kind: 部门预算\napproved: 2026-02-20\n",
            ),
            Page(
                "c20d/b",
                "caizheng",
                "2026-03-02",
                "2026-03-13",
                f"{MONEY}fiscal_kind: 部门决算\napproved: 2026-02-20\n",
            ),
            Page(
                "c20d/c",
                "caizheng",
                "2026-03-02",
                "2026-03-13",
                f"{MONEY}fiscal_kind: 专项资金\napproved: 2026-02-20\n",
            ),
            Page(
                "c20/d",
                "caizheng",
                "2014-12-31",
                "2015-01-22",
                f"{MONEY}fiscal_kind: 部门预算\napproved: 2014-12-31\n",
            ),
        ),
        {
            "limit-budget": (2, (late("2026-02-20", "2026-03-12", "2026-03-13", 1, "批复"),)),
            "limit-statutory": (2, ()),
            "limit-column": (1, (late("2026-02-20", "2026-03-12", "2026-03-13", 1, "批复"),)),
        },
    ),
    (
        "TV-20",
        (
            Page("c20/a", "zhengji", "2025-03-01", "2025-03-01", TV20),
            Page("c20/b", "zhengji", "2025-03-01", "2025-03-01", f"{TV20}short_reason: 紧急\n"),
            Page("c20/c", "zhengji", "2025-03-01", "2025-03-01", TV20.replace("03-20", "03-31")),
            Page("c20/d", "zhengji", "2025-03-01", "2025-03-05", TV20.replace("03-20", "03-31")),
            Page("c20/e", "zhengji", "2025-03-01", "2025-04-02", TV20.replace("03-20", "03-31")),
            Page(
                "c20/f",
                "zhengji",
                "2019-08-31",
                "2019-08-31",
                TV20.replace("2025-03-01", "2019-08-31").replace("2025-03-20", "2019-09-03"),
            ),
        ),
        {
            "limit-statutory": (6, (late("2025-03-01", "2025-03-28", "2025-04-02", 5),)),
            "limit-consultation": (
                5,
                (
                    "征求意见只有19日，不足30日，也没有写明理由",
                    "2025-03-05才公布，实际征求意见26日，不足30日，也没有写明理由",
                    "2025-04-02才公布，实际征求意见0日，不足30日，也没有写明理由",
                ),
            ),
        },
    ),
    (
        "coming into force",
        (
            Page("c20/a", "gongwen", "2026-03-02", "2026-03-02", f"{ORDER}effective: 2026-04-01\n"),
            Page("c20/b", "gongwen", "2026-03-02", "2026-03-03", f"{ORDER}effective: 2026-04-01\n"),
            Page("c20/c", "gongwen", "2026-03-02", "2026-03-03", f"{ORDER}effective: 2026-03-03\n"),
            Page("c20/d", "gongwen", "2026-03-02", "2026-03-03", f"{PAPER}effective: 2026-03-02\n"),
            Page(
                "c20/n",
                "guifanxing-wenjian",
                "2026-03-02",
                "2026-03-03",
                f"{NORM}effective: 2026-03-03\n",
            ),
            Page(
                "c20/o",
                "guifanxing-wenjian",
                "2026-03-02",
                "2026-03-05",
                f"{NORM}effective: 2026-03-03\n",
            ),
            Page(
                "c20/p",
                "guifanxing-wenjian",
                "2018-05-15",
                "2018-05-17",
                f"{NORM}effective: 2018-05-15\n",
            ),
        ),
        {
            "limit-statutory": (7, ()),
            "limit-rules-effect": (
                3,
                ("公布29日后即施行，不足30日", "公布时或者公布前即施行，不足30日"),
            ),
            "limit-before-effect": (2, ("自2026-03-03起施行，2026-03-05才公布，晚2日",)),
        },
    ),
    (
        "before and at once",
        (
            Page("cbefore/a", "tonggao", "2026-03-02", "2026-03-03", "start: 2026-03-04\n"),
            Page("cbefore/b", "tonggao", "2026-03-02", "2026-03-04", "start: 2026-03-04\n"),
            Page("cbefore/c", "tonggao", "2026-03-02", "2026-03-04"),
            Page(
                "conce/a", "yingji", "2026-03-01", "2026-03-02", f"{WARNING}level: 二级（橙色）\n"
            ),
            Page("conce/b", "tonggao", "2026-03-02", "2026-03-05"),
            Page("conce/plan", "yingji", "2026-03-01", "2026-03-05", f"{WARNING}level: 未分级\n"),
        ),
        {
            "limit-before-start": (2, (late("2026-03-02", "2026-03-03", "2026-03-04", 1),)),
            "limit-at-once": (2, (late("2026-03-02", "2026-03-03", "2026-03-05", 2),)),
            "limit-statutory": (1, ()),
        },
    ),
)


@pytest.mark.parametrize(
    ("pages", "found"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_clocks(pages: tuple[Page, ...], found: dict[str, tuple[int, tuple[str, ...]]]) -> None:
    assert show(run(pages)) == found


def test_one_check_in_full() -> None:
    check = run([Page("c20/a", "zhidu", "2026-03-02", "2026-03-31", unit="ye", title="示例制度")])[
        0
    ]
    text = late("2026-03-02", "2026-03-30", "2026-03-31", 1)
    assert check == Check(check.duty, 1, 0, (Gap("c20/a", "示例制度", "业务科", text),))


def test_days_beyond_the_known_calendar_are_told() -> None:
    check = run([Page("c20/a", "zhidu", "2003-03-03", "2026-03-03")])[0]
    assert (check.judged, check.uncertain) == (0, 0)
    pages = [Page("c20/a", "zhidu", "2026-11-19", "2026-11-20")]
    check = run(pages)[0]
    assert (check.judged, check.kept, check.uncertain) == (1, 1, 0)
    pages = [
        Page(
            "c7/a",
            "chufa-jieguo",
            "2026-11-19",
            "2026-11-20",
            f"{PENALTY}decision_date: 2026-12-28\n",
        )
    ]
    check = run(pages)[2]
    assert (check.judged, check.kept, check.uncertain) == (1, 1, 1)


@pytest.mark.parametrize(
    ("logged", "texts"),
    [(("2026-01-02",), ()), (("2026-04-02",), ("自2026-03-03起施行，2026-04-02才公布，晚30日",))],
)
def test_a_later_revision_is_judged_by_the_first_publication(
    logged: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    log = Log(SITE)
    for number, day in enumerate(("2026-01-01", *logged, "2026-05-07")):
        event = Event(EventKind.PUBLISH, "c20/n" if number else "c20/z", number or 1, "a" * 64)
        now = datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=BEIJING)
        log = log.append([event], now)
    fields = f"{NORM}effective: 2026-03-03\n{REVISED}"
    pages = [Page("c20/n", "guifanxing-wenjian", "2026-03-02", "2026-05-07", fields)]
    assert show(run(pages, log))["limit-before-effect"] == (1, texts)
    assert "limit-before-effect" not in show(run(pages))


def bury(slug: str, reason: WithdrawalReason, decided: str | None, day: str) -> Grave:
    stone = Tombstone(
        type="chehui",
        withdrawn=datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=BEIJING),
        address=slug,
        index_number=f"{CODE}/2026-00001",
        unit="ban",
        revision=1,
        ends="a" * 64,
        reason=reason,
        decided=date.fromisoformat(decided) if decided else None,
        notice="已撤回。",
    )
    draft = judge(
        make_tree(
            COLUMNS,
            [
                Page(
                    slug,
                    "chufa-jieguo",
                    "2026-01-05",
                    None,
                    f"{PENALTY}decision_date: 2026-01-05\n",
                )
            ],
        )
    ).drafts[0]
    return Grave(draft.source, stone)


@pytest.mark.parametrize(
    ("reason", "decided", "day", "judged", "texts"),
    [
        (WithdrawalReason.REVOKED, "2026-03-02", "2026-03-05", 1, ()),
        (
            WithdrawalReason.UNLAWFUL,
            "2026-03-02",
            "2026-03-06",
            1,
            ("2026-03-02作出决定，最迟应于2026-03-05撤回，实际于2026-03-06撤回，迟1日",),
        ),
        (
            WithdrawalReason.CHANGED,
            None,
            "2026-03-06",
            1,
            ("没有登记变更、撤销等决定作出之日，无法核对是否在3日内撤回",),
        ),
        (WithdrawalReason.PRIVACY, None, "2026-03-06", 0, ()),
        (WithdrawalReason.REVOKED, "2021-07-14", "2026-03-06", 0, ()),
    ],
)
def test_withdrawals(
    reason: WithdrawalReason, decided: str | None, day: str, judged: int, texts: tuple[str, ...]
) -> None:
    check = run([], graves=[bury("c7/a", reason, decided, day)])[7]
    assert (check.duty.id, check.judged) == ("limit-withdrawal", judged)
    assert check.gaps == tuple(Gap("c7/a", f"{CODE}/2026-00001", "办公室", t) for t in texts)


def test_withdrawals_of_other_columns_have_no_clock() -> None:
    grave = bury("c7/a", WithdrawalReason.REVOKED, "2026-03-02", "2026-05-05")
    moved = replace(grave.source, path="content/c15/a.md")
    assert run([], graves=[replace(grave, source=moved)])[7].judged == 0


def test_yearly_days() -> None:
    pages = [Page("cyear/a", "gongwen", "2026-02-02", "2026-02-03", PAPER, title="2025年度报告")]
    check = run(pages)[10]
    assert check.judged == 1
    assert check.gaps == (
        Gap(
            "cyear/a",
            "栏目cyear（2025年度）",
            "办公室",
            "最迟应于2026-01-31公布，实际于2026-02-03公布，迟3日",
        ),
    )
    late_column = COLUMNS[8].replace("2026-02-02", "2026-01-02")
    verdict = judge(make_tree([late_column], []))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    check = list(check_limits(holdings))[10]
    text = "最迟应于2026-01-31公布，至今没有公布，已迟293日"
    assert check.gaps == (Gap("cyear", "栏目cyear（2025年度）", "办公室", text),)
