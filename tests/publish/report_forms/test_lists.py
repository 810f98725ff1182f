from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from gongkai.core.report.difference import CheckDifference, Difference, Moved
from gongkai.core.report.ledger import BusyDay
from gongkai.publish.report_forms.background import list_difference, list_evidence
from gongkai.publish.report_forms.judgements import list_checks, list_deadlines, list_inspection
from gongkai.publish.report_forms.legal import list_coverage
from gongkai.publish.report_forms.lists import (
    list_documents,
    list_findings,
    list_gaps,
    list_reviews,
)
from gongkai.publish.report_forms.table import Rate
from tests.helpers.report_trees import CODE

if TYPE_CHECKING:
    from gongkai.core.report.model import Report
    from gongkai.publish.report_forms.table import Table

SITE = "https://ceshi.example/"


def find_rows(table: Table, start: str) -> list[tuple[object, ...]]:
    return [row for row in table.rows if row[0] == start]


def test_each_gap_has_a_line(report: Report) -> None:
    table = list_gaps(report)
    assert len(table.rows) == sum(len(check.gaps) for check in report.checks)
    assert [row[0] for row in table.rows] == [*range(1, len(table.rows) + 1)]
    about = ("公开时限", "测试期限", "条例第二十六条")
    assert [row[1:] for row in table.rows[-3:]] == [
        (
            *("办公室", "示例〈制度〉", "=1+1 逾期\x0b三日", *about),
            *("a/one", f"{SITE}a/one/", "limit-test"),
        ),
        ("办公室", "栏目b", "没有内容", *about, "b", "", "limit-test"),
        ("政府信息公开工作机构", "网站整体", "没有年报", *about, "", "", "limit-test"),
    ]


def test_each_finding_has_a_line(report: Report) -> None:
    assert list_findings(report).rows == [
        ("拦截", "catalog/reviewers.yml", None, "请核对指纹", "", "", "root-unpinned"),
        ("提醒", "catalog/SEAL", 5, "封印将到期", "某条", "重新封印", "seal-expiring"),
        ("提示", "content/a/one.files/附 件.pdf", 2, "编号不连续", "", "", "index-number"),
    ]


def test_each_document_has_a_line(report: Report) -> None:
    late, one = list_documents(report).rows
    assert one == (
        *("a/one", "示例〈制度〉", f"{CODE}/2026-00001", "栏目a", "办公室", date(2026, 10, 30)),
        *(datetime(2026, 11, 3, 9, 0), date(2026, 11, 27), 1, "现行有效"),  # noqa: DTZ001 - as in a table
        *("r01、r02、r03", date(2026, 11, 3), None, f"{SITE}a/one/"),
    )
    assert late[0] == "a/late"


def test_each_signature_has_a_line(report: Report) -> None:
    assert report.ledger is not None
    busy = (BusyDay("r02", "l2", date(2026, 11, 3), 61, 9),)
    table = list_reviews(replace(report, ledger=replace(report.ledger, busy=busy)))
    assert [row for row in table.rows if row[0] == "a/one"] == [
        (
            *("a/one", 1, "办公室", level, name, person, date(2026, 11, 3)),
            *("同意公开", "ssh-ed25519", "", None, note),
        )
        for level, name, person, note in (
            ("l1", "初审", "r01", None),
            ("l2", "复审", "r02", "当日61份"),
            ("l3", "终审", "r03", None),
        )
    ]


def test_checks_inspection_and_deadlines(report: Report) -> None:
    assert list_checks(report).rows[-1] == (
        *("公开时限", "测试期限", "有问题", 9, 6, 3, Rate(6, 9), "件", None),
        *("条例第二十六条", "说明文字", "limit-test"),
    )
    rows = list_inspection(report).rows
    assert [row[0] for row in rows] == [counter.name for counter in report.inspection]
    assert [row[3] for row in rows] == [counter.value for counter in report.inspection]
    assert find_rows(list_deadlines(report), "逾期公开") == [
        (
            *("逾期公开", '引号"与&的制度', "办公室", date(2026, 8, 3), date(2026, 8, 31)),
            *(date(2026, 10, 30), "逾期", 60, "栏目a", "a/late"),
        )
    ]


def test_articles_are_told_by_what_there_is(report: Report) -> None:
    rows = find_rows(list_coverage(report), "条例第二十条")
    assert len(rows) == 15
    judged = {row[1]: row[3] for row in rows}
    assert (judged[2], judged[8], judged[1]) == ("有内容", "缺", "缺")


def test_the_difference_is_told_line_by_line(report: Report) -> None:
    found = Difference(
        since="2026-10-01 18:00",
        commit="b" * 40,
        manifest_digest=None,
        added=("a/one",),
        revised=("a/late",),
        removed=("a/gone",),
        counts=(Moved("公开", "1", "2"),),
        columns=(Moved("栏目a", "超期", "正常"),),
        checks=(CheckDifference("x", "测试期限", ("新问题",), ("旧问题",)),),
        new_checks=("新检查",),
        appeared=("新提示",),
        mended=("旧提示",),
    )
    assert list_difference(replace(report, difference=found)).rows == [
        ("上次报告", "报告时点", "2026-10-01 18:00", "2026-11-20 18:00"),
        ("上次报告", "提交", "b" * 40, "c" * 40),
        ("新增文件", "a/one", "", "示例〈制度〉"),
        ("修订文件", "a/late", "", '引号"与&的制度'),
        ("不再公开的文件", "a/gone", "", ""),
        ("数字变化", "公开", "1", "2"),
        ("栏目状态变化", "栏目a", "超期", "正常"),
        ("新出现的问题", "测试期限", "", "新问题"),
        ("已整改的问题", "测试期限", "旧问题", ""),
        ("新出现的审查提示", "", "", "新提示"),
        ("已消除的审查提示", "", "旧提示", ""),
        ("本次新增的检查", "新检查", "", ""),
    ]
    assert list_difference(report).rows == [("说明", "没有可以比较的上次报告", "", "")]


def test_evidence_names_versions_digests_and_keys(report: Report) -> None:
    facts = replace(report.evidence.facts, sources_digest="e" * 64, log_size=7, log_head="f" * 64)
    told = list_evidence(replace(report, evidence=replace(report.evidence, facts=facts)))
    found = {row[0]: row[1] for row in told.rows}
    wanted = {
        "程序版本": "gongkai 1.0",
        "提交": "c" * 40,
        "原件摘要（SHA-256）": "e" * 64,
        "网站清单摘要（SHA-256）": "d" * 64,
        "公开日志行数": "7",
        "公开日志末行摘要": "f" * 64,
        "节假日历版本": "1.11",
        "封印版本": "4",
        "组件 mkdocs": "1.6.1",
        "审查签名（ssh-ed25519）": "6",
        "各级同日签署的文件": "2",
    }
    assert {name: found[name] for name in wanted} == wanted
