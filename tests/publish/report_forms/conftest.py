from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.findings import Finding, Severity
from gongkai.core.report.build import BuildFacts, build_report
from gongkai.core.report.checks import Check, Duty, Gap, Topic
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

FACTS = BuildFacts(
    engine_version="1.0",
    commit="c" * 40,
    first_publication=False,
    manifest_digest="d" * 64,
    calendar_version="1.11",
    libraries=(("mkdocs", "1.6.1"),),
)
TREE = make_tree(
    [
        make_column("a", "zhidu", "max_age: 17\nart20: 2\nmax_gap: 3\nmin_items: 3"),
        make_column("b", "zhidu", "art20: 8"),
        make_column("c", "zhidu", "not_applicable: 本机关没有这一职能。"),
    ],
    [
        Page("a/one", "zhidu", "2026-10-30", "2026-11-03", title="示例〈制度〉"),
        Page("a/late", "zhidu", "2026-08-03", "2026-10-30", title='引号"与&的制度'),
        Page("a/held", "zhidu", "2026-11-02", None, levels=1, title="秘而不宣的标题"),
    ],
)
NOTES = (
    Finding("root-unpinned", Severity.BLOCK, "catalog/reviewers.yml", 0, "请核对指纹"),
    Finding("seal-expiring", Severity.WARN, "catalog/SEAL", 5, "封印将到期", "某条", "重新封印"),
    Finding("index-number", Severity.INFO, "content/a/one.files/附 件.pdf", 2, "编号不连续"),
)
DUTY = Duty("limit-test", Topic.LIMITS, "测试期限", "条例第二十六条", note="说明文字")
GAPS = (
    Gap("a/one", "示例〈制度〉", "办公室", "=1+1 逾期\x0b三日"),
    Gap("b", "栏目b", "办公室", "没有内容"),
    Gap("", "", "", "没有年报"),
)


@pytest.fixture(scope="session")
def report() -> Report:
    """A report with gaps, findings and a held document."""
    verdict = replace(judge(TREE), findings=())
    made = build_report(verdict, build_site(verdict), FACTS)
    checks = (*made.checks, Check(DUTY, 9, 6, GAPS))
    return replace(made, findings=NOTES, checks=checks)
