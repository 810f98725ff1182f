from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from gongkai.core.findings import Finding, Severity
from gongkai.core.report.build import BuildFacts, build_report
from gongkai.core.report.checks import Check, Duty, Gap, Topic
from gongkai.core.report.difference import CheckDifference, Difference, Moved, compare_reports
from gongkai.core.report.earlier import EarlierRefusedError, parse_earlier
from gongkai.core.report.model import Report
from gongkai.core.site import build_site
from tests.helpers.report_trees import SITE, Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.report.earlier import Earlier

COLUMNS = [
    make_column("a", "zhidu", "max_age: 90"),
    make_column("b", "zhidu", "zero_statement: 本期无应公开信息。"),
]
ONE = Page("a/one", "zhidu", "2026-11-02", "2026-11-03", title="示例制度")
TWO = Page("b/two", "zhidu", "2026-11-02", "2026-11-03", title="另一制度")
THREE = Page("a/three", "zhidu", "2026-11-02", "2026-11-03", title="第三制度")
FACTS = BuildFacts("1.0", "c" * 40, first_publication=False, manifest_digest="d" * 64)
DUTY = Duty("limit-test", Topic.LIMITS, "测试期限", "")
LINES = TypeAdapter(Report)


def make_report(*pages: Page) -> Report:
    verdict = judge(make_tree(COLUMNS, pages))
    report = build_report(verdict, build_site(verdict), FACTS)
    return replace(report, checks=(), inspection=())


def read(report: Report) -> Earlier:
    return parse_earlier(LINES.dump_json(report), SITE)


def with_gaps(report: Report, *gaps: Gap) -> Report:
    return replace(report, checks=(Check(DUTY, 9, 9 - len(gaps), gaps),))


def test_the_same_report_has_no_difference() -> None:
    report = make_report(ONE)
    assert compare_reports(read(report), report) == Difference(
        since="2026-11-20 18:00",
        commit="c" * 40,
        manifest_digest="d" * 64,
        added=(),
        revised=(),
        removed=(),
        counts=(),
        columns=(),
        checks=(),
    )


def test_documents_numbers_and_columns_that_moved() -> None:
    before = make_report(ONE, THREE)
    after = make_report(ONE, TWO)
    documents = tuple(replace(d, revision=d.revision + (d.id == "a/one")) for d in after.documents)
    after = replace(after, documents=documents)
    found = compare_reports(read(before), after)
    assert (found.added, found.revised, found.removed) == (("b/two",), ("a/one",), ("a/three",))
    assert found.columns == (Moved("栏目b", "空白（有说明）", "正常"),)
    counts = replace(after.head.counts, published=7, withdrawn=1)
    counted = replace(after, head=replace(after.head, counts=counts))
    assert compare_reports(read(before), counted).counts[:2] == (
        Moved("公开", "2", "7"),
        Moved("已撤回", "0", "1"),
    )


def test_counters_of_the_inspection_and_columns_that_came_or_went() -> None:
    verdict = judge(make_tree(COLUMNS, [ONE]))
    report = build_report(verdict, build_site(verdict), FACTS)
    counter = replace(report.inspection[0], id="test", name="测试指标", value=None)
    before = replace(report, inspection=(counter,), columns=report.columns[:1])
    after = replace(report, inspection=(replace(counter, value=3),), columns=report.columns[1:])
    found = compare_reports(read(before), after)
    assert Moved("测试指标", "无", "3") in found.counts
    assert found.columns == (
        Moved("栏目b", "未设", "空白（有说明）"),
        Moved("栏目a", "正常", "未设"),
    )


def test_gaps_that_appeared_and_were_mended() -> None:
    report = make_report(ONE)
    stays, grows = Gap("a/one", "示例制度", "办公室", "没有解读"), "逾期{}个工作日"
    before = with_gaps(
        report,
        stays,
        Gap("", "", "", grows.format(3)),
        Gap("", "栏目a", "办公室", "没有内容"),
        Gap("a/one", "示例制度", "办公室", "没有征求意见"),
    )
    after = with_gaps(
        report,
        stays,
        Gap("", "", "", grows.format(4)),
        Gap("a/one", "示例制度", "办公室", "没有全文"),
        Gap("", "", "", "没有年报"),
    )
    assert compare_reports(read(before), after).checks == (
        CheckDifference(
            "limit-test",
            "测试期限",
            ("《示例制度》：没有全文", "没有年报"),
            ("栏目a：没有内容", "《示例制度》：没有征求意见"),
        ),
    )
    assert compare_reports(read(report), after).new_checks == ("测试期限",)
    assert compare_reports(read(report), after).checks == ()


def test_what_is_withdrawn_is_not_named_again() -> None:
    gaps = (
        Gap("a/three", "第三制度", "办公室", "没有解读"),
        Gap("a/three", "第三制度", "办公室", "没有全文"),
    )
    other = Gap("a/one", "示例制度", "办公室", "与《第三制度》内容相同")
    before = with_gaps(make_report(ONE, THREE), *gaps, other)
    found = compare_reports(read(before), with_gaps(make_report(ONE)))
    assert found.checks[0].mended == ("a/three：文件已不再公开", "《示例制度》：问题已消除")
    assert "第三制度" not in repr(found)


def test_findings_are_the_same_on_another_line() -> None:
    report = make_report(ONE)
    old = Finding("seal-expiring", Severity.WARN, "catalog/SEAL", 5, "封印将于 30 日后到期")
    gone = Finding("index-number", Severity.WARN, "content/a/one.md", 2, "索引号不连续")
    new = Finding("root-unpinned", Severity.WARN, "catalog/reviewers.yml", 0, "请核对指纹")
    moved = replace(old, line=6, message="封印将于 29 日后到期")
    before, after = replace(report, findings=(old, gone)), replace(report, findings=(moved, new))
    found = compare_reports(read(before), after)
    assert found.appeared == ("catalog/reviewers.yml：请核对指纹 [root-unpinned]",)
    assert found.mended == ("content/a/one.md：索引号不连续 [index-number]",)


def _edit(change: Callable[[dict[str, Any]], object]) -> bytes:
    values = json.loads(LINES.dump_json(make_report(ONE)))
    change(values)
    return json.dumps(values).encode()


BROKEN = [
    (b"", "文件已损坏"),
    (b"\xff\xfe", "文件已损坏"),
    (b"[" * 100_000, "文件已损坏"),
    (b"[1]", "这不是检查报告"),
    (b'{"schema": 1}', "这不是检查报告"),
    (b'{"schema": "gongkai-catalog/v1"}', "这不是检查报告"),
    (b'{"schema": "gongkai-report/v1"}', "只与 gongkai-report/v2 的报告比较"),
    (b'{"schema": "gongkai-report/v2"}', "不完整或被改动过"),
    (_edit(lambda v: v["head"].pop("as_of")), "不完整或被改动过"),
    (_edit(lambda v: v.update(documents={"a": 1})), "不完整或被改动过"),
    (_edit(lambda v: v["head"].update(site_id="other.example")), "属于另一个站点"),
    (_edit(lambda v: v["head"].update(site_id=None)), "属于另一个站点"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_broken_and_foreign_reports_are_refused(text: bytes, message: str) -> None:
    with pytest.raises(EarlierRefusedError, match=message):
        parse_earlier(text, SITE)
