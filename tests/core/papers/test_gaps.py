from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.core.papers.gaps import (
    Problem,
    describe_basis,
    list_problems,
    list_units,
    quote_title,
    tally_units,
)
from gongkai.core.report.checks import Gap, judge
from tests.helpers.paper_reports import AGE, FIELDS, HELD, KEYS, LATE, ODD, OFFICE, make_report

ODD_QUOTED = "《关于印发〈*规程*〉的通知 a|b》"


def test_problems_of_a_quarter() -> None:
    found = list_problems(make_report(), OFFICE, date(2026, 7, 1), date(2026, 9, 30))
    assert found == (
        Problem(FIELDS, "办公室", "《第二份通知》", "没有内容概述"),
        Problem(FIELDS, "办公室", "《第三份通知》", "没有内容概述"),
        Problem(FIELDS, "业务科", "“栏目gonggao”栏目一份未公开的文件", "没有内容概述"),
        Problem(AGE, "办公室", "“栏目dongtai”栏目", "从未更新"),
        Problem(LATE, "业务科", ODD_QUOTED, "迟27日"),
        Problem(KEYS, "办公室", "网站整体", "3人的密钥不在安全密钥中"),
    )
    assert list(tally_units(("办公室", "业务科"), found)) == [("办公室", 4), ("业务科", 2)]
    assert [problem.sentence for problem in found[-2:]] == [
        f"{ODD_QUOTED}：迟27日",
        "网站整体：3人的密钥不在安全密钥中",
    ]


def test_what_happened_once_is_told_as_long_as_it_is_asked_for() -> None:
    found = list_problems(make_report(), OFFICE, date(2025, 1, 1), date(2026, 11, 20))
    assert [p.text for p in found if p.duty is LATE] == ["迟1日", "迟27日"]
    assert [p.text for p in found if p.duty is FIELDS][2] == "没有索引号"


def test_units_come_in_the_order_of_the_report() -> None:
    report = make_report()
    stranger = Problem(AGE, "派出所", "", "")
    assert list_units(report, OFFICE, [stranger]) == ("办公室", "业务科", "派出所")
    elsewhere = replace(OFFICE, unit="区政务公开办")
    assert list_units(report, elsewhere, []) == ("办公室", "业务科", "区政务公开办")


def test_a_document_that_is_not_public_is_never_named() -> None:
    report = make_report()
    gaps = [gap for check in report.checks for gap in check.gaps if gap.title == HELD]
    assert len(gaps) == 1
    homeless = replace(gaps[0], id="nowhere/dai-fa")
    check = judge(FIELDS, 1, [homeless])
    report = replace(report, checks=(*report.checks, check))
    found = list_problems(report, OFFICE, date(2025, 1, 1), date(2026, 11, 20))
    assert found[-1].subject == "一份未公开的文件"
    assert not any(HELD in p.subject or "dai-fa" in p.subject for p in found)


def test_titles_within_titles() -> None:
    assert quote_title(ODD) == ODD_QUOTED
    assert quote_title("公告") == "《公告》"
    assert quote_title("《修改〈办法〉的通知》问答") == "《〈修改《办法》的通知〉问答》"


def test_the_regulation_is_named_in_full() -> None:
    bases = {
        "条例第四条、第四十六条": "《政府信息公开条例》第四条、第四十六条",
        "《法规》第一条；条例第十条": "《法规》第一条；《政府信息公开条例》第十条",
        "《政府信息公开条例》第二十六条（此前为2007年条例第十八条）": (
            "《政府信息公开条例》第二十六条（此前为2007年条例第十八条）"
        ),
        "": "本机关公开工作要求",
    }
    found = {basis: describe_basis(replace(LATE, basis=basis)) for basis in bases}
    assert found == bases


def test_what_is_wrong_within_a_document_is_no_title_and_days_are_spelled_out() -> None:
    report = make_report()
    gap = Gap("gonggao/er", "微博“甲”", "办公室", "自2026-03-01起停止更新")
    found = list_problems(
        replace(report, checks=(judge(FIELDS, 1, [gap]),)), OFFICE, *[date(2026, 9, 30)] * 2
    )
    assert [p.sentence for p in found] == ["微博“甲”：自2026年3月1日起停止更新"]
