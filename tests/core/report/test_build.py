from __future__ import annotations

from dataclasses import replace
from datetime import date

from gongkai.core.findings import Finding, Severity
from gongkai.core.report.build import BuildFacts, build_report
from gongkai.core.report.model import (
    Counts,
    DocumentLine,
    Evidence,
    Head,
    Light,
    Outcome,
    Signature,
    SummaryLine,
)
from gongkai.core.report.tables import Status, Tally
from gongkai.core.site import build_site
from gongkai.core.tree import SourceFile, Tree
from tests.helpers.report_trees import CODE, Page, judge, make_column, make_tree, replace_file

FACTS = BuildFacts(
    engine_version="1.0",
    commit="c" * 40,
    first_publication=False,
    manifest_digest="d" * 64,
    calendar_version="1.11",
    libraries=(("mkdocs", "1.6.1"),),
)
COLUMNS = [
    make_column("a", "zhidu, dengji", "max_age: 90"),
    make_column("b", "zhidu", "zero_statement: 本期无应公开信息。"),
]
ENTRY = "disclosure: {}\nreason: {{code: {}, text: 过程稿, next_review: {}}}\n"
PAGES = [
    Page("a/one", "zhidu", "2026-11-02", "2026-11-03", title="示例制度"),
    Page("a/held", "zhidu", "2026-11-02", None, levels=0, title="秘而不宣的标题"),
    Page(
        "a/asked",
        "dengji",
        "2026-11-02",
        "2026-11-03",
        ENTRY.format("依申请公开", "A27", "2026-11-20"),
    ),
    Page(
        "a/kept",
        "dengji",
        "2026-11-02",
        "2026-11-03",
        ENTRY.format("不予公开", "A16-2", "2026-11-19"),
    ),
]


def test_a_passed_build() -> None:
    verdict = judge(make_tree(COLUMNS, PAGES))
    report = build_report(verdict, build_site(verdict), FACTS)
    assert report.head == Head(
        site_id="ceshi.example",
        site_name="示例市档案局",
        body="示例市档案局",
        today=date(2026, 11, 20),
        as_of="2026-11-20 18:00",
        outcome=Outcome.PASSED,
        counts=Counts(
            published=1,
            held=1,
            scheduled=0,
            withdrawn=0,
            on_request=1,
            withheld=1,
            reassessment_due=1,
            blocking=0,
            warnings=3,
            notes=0,
        ),
        url="https://ceshi.example/",
    )
    assert report.schema == "gongkai-report/v2"
    assert report.findings == verdict.findings
    assert [line.path for line in report.held] == ["content/a/held.md"]
    assert report.register == (
        Tally("过程性信息（条例第十六条第二款）", 1),
        Tally("涉及特定申请人，依申请提供（条例第二十七条）", 1),
    )
    assert report.documents == (
        DocumentLine(
            id="a/one",
            title="示例制度",
            index_number=f"{CODE}/2026-00001",
            column="栏目a",
            unit="办公室",
            made=date(2026, 11, 2),
            published="2026-11-03 09:00",
            revision=1,
            validity="现行有效",
            signatures=(
                Signature("l1", "r01", date(2026, 11, 3)),
                Signature("l2", "r02", date(2026, 11, 3)),
                Signature("l3", "r03", date(2026, 11, 3)),
            ),
            due=date(2026, 11, 30),
        ),
    )
    assert report.evidence == Evidence(
        facts=FACTS,
        calendar_until=report.evidence.calendar_until,
        seal_version=4,
        seal_date=date(2026, 3, 2),
        seal_expires=date(2027, 3, 2),
        policy_version=3,
        reviewers_version=2,
        roots=(("root1", "SHA256:nlofSF3IpE9o55vhbzA9b/17kIcCEMLFE+LvfX72fHU"),),
    )
    assert report.evidence.calendar_until is not None


def test_the_same_input_gives_the_same_report() -> None:
    first, second = (judge(make_tree(COLUMNS, PAGES)) for _ in range(2))
    assert build_report(first, build_site(first), FACTS) == build_report(
        second, build_site(second), FACTS
    )


def test_order_of_files_does_not_matter() -> None:
    tree = make_tree(COLUMNS, PAGES)
    turned = Tree(dict(reversed(list(tree.files.items()))))
    first, second = judge(tree), judge(turned)
    assert build_report(first, build_site(first), FACTS) == build_report(
        second, build_site(second), FACTS
    )


def test_a_blocked_build_counts_what_nothing_blocks() -> None:
    pages = [*PAGES, Page("a/two", "zhidu", "2026-11-02", "2026-11-03", title="改动的制度")]
    tree = replace_file(make_tree(COLUMNS, pages), "content/a/two.md", "正文", "改文")
    verdict = judge(tree)
    report = build_report(verdict, None, FACTS)
    assert verdict.blocked
    assert (report.head.outcome, report.head.counts.published) == (Outcome.BLOCKED, 1)
    assert [line.id for line in report.documents] == ["a/one"]
    assert [(c.id, c.items, c.status) for c in report.columns] == [
        ("a", 1, Status.NORMAL),
        ("b", 0, Status.EXPLAINED),
    ]
    blocking = report.head.counts.blocking
    text = f"已拦截：{blocking}处问题须先改正，网站没有变动"
    assert report.summary[0] == SummaryLine("发布审查", Light.BAD, text)
    assert "改动的制度" not in repr(report)
    assert "秘而不宣" not in repr(report)


def test_a_cleared_document_with_another_blocking_fault_is_not_counted() -> None:
    verdict = judge(make_tree(COLUMNS, PAGES))
    for path in ("content/a/one.md", "content/a/one.files/stray.pdf"):
        fault = Finding("revision-lower", Severity.BLOCK, path, 1, "旧版本")
        report = build_report(replace(verdict, findings=(fault,)), None, FACTS)
        assert report.documents == ()


def test_a_blocked_and_a_passed_build_agree_where_nothing_is_wrong() -> None:
    verdict = judge(make_tree(COLUMNS, PAGES))
    passed = build_report(verdict, build_site(verdict), FACTS)
    known = build_report(verdict, None, FACTS)
    assert known == passed


def test_an_unreadable_catalogue_still_gives_a_report() -> None:
    tree = make_tree(COLUMNS, PAGES)
    broken = Tree({**tree.files, "catalog/site.yml": SourceFile("catalog/site.yml", b"id: [\n")})
    report = build_report(judge(broken), None, FACTS)
    assert report.head.site_id is None
    assert [line.name for line in report.summary] == ["发布审查"]
    assert (report.columns, report.documents, report.held) == ((), (), ())
    assert any(f.path == "catalog/site.yml" for f in report.findings)
