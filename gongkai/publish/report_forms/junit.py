"""`junit.xml`: checks and columns as test cases, for servers that run a build on each commit.

It keeps to what both common schemas of the format allow (Ant's and Jenkins').
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.report.tables import Mark, Status
from gongkai.publish.junit_parts import Case, Head, add_suite, make_root, write_suites

if TYPE_CHECKING:
    from gongkai.core.report.model import Report
    from gongkai.core.report.tables import ColumnReport

_FAULTY = frozenset({Status.OVERDUE, Status.EMPTY})


def render_junit(report: Report) -> bytes:
    """The results as JUnit XML: suites for the gate, for the columns and for each topic."""
    root = make_root()
    head = Head(
        f"{report.head.as_of.replace(' ', 'T')}:00", report.head.site_id or "", "checks.csv"
    )
    blocking = [str(f) for f in report.findings if f.severity is Severity.BLOCK]
    add_suite(root, head, "发布审查", [Case("gate", "没有拦截项", blocking, "blocked")])
    columns = [
        Case(c.id, c.name, list_faults(c), "column", skipped=c.status is Status.NOT_APPLICABLE)
        for c in report.columns
    ]
    add_suite(root, head, "栏目", columns)
    for topic, checks in groupby(report.checks, key=lambda check: check.duty.topic):
        cases = [
            Case(
                c.duty.id,
                c.duty.name,
                [_format_gap(g.id, g.title, g.text) for g in c.gaps],
                c.duty.id,
                skipped=c.judged == 0 and not c.gaps,
            )
            for c in checks
            if not c.duty.clue
        ]
        add_suite(root, head, topic.value, cases)
    return write_suites(root)


def list_faults(column: ColumnReport) -> list[str]:
    """What is wrong with a column, as sentences without full stop."""
    faults = [f"栏目{column.status}"] if column.required and column.status in _FAULTY else []
    faults += [
        f"{test.name}不合格：现为{test.value}，限值{test.limit}"
        for test in column.tests
        if test.mark is Mark.FAILED
    ]
    faults += column.shortfalls
    faults += [_format_gap(o.id, o.title, o.text) for o in column.omissions]
    return list(dict.fromkeys(faults))


def _format_gap(name: str, title: str, text: str) -> str:
    subject = " ".join(filter(None, (name, title)))
    return f"{subject}：{text}" if subject else text
