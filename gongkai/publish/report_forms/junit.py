"""`junit.xml`: checks and columns as test cases, for servers that run a build on each commit.

It keeps to what both common schemas of the format allow (Ant's and Jenkins').
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from gongkai.core.findings import Severity
from gongkai.core.report.tables import Mark, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.core.report.model import Report
    from gongkai.core.report.tables import ColumnReport

MOST_LINES = 200
"""Lines of one failure; the others are counted."""
_FAULTY = frozenset({Status.OVERDUE, Status.EMPTY})
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(report: Report) -> bytes:
    """The results as JUnit XML: suites for the gate, for the columns and for each topic."""
    root = ET.Element("testsuites")
    blocking = [str(f) for f in report.findings if f.severity is Severity.BLOCK]
    _add_suite(root, report, "发布审查", [("gate", "没有拦截项", blocking, "blocked", False)])
    _add_suite(
        root,
        report,
        "栏目",
        [
            (c.id, c.name, list_faults(c), "column", c.status is Status.NOT_APPLICABLE)
            for c in report.columns
        ],
    )
    for topic, checks in groupby(report.checks, key=lambda check: check.duty.topic):
        cases = [
            (
                c.duty.id,
                c.duty.name,
                [_format_gap(g.id, g.title, g.text) for g in c.gaps],
                c.duty.id,
                c.judged == 0 and not c.gaps,
            )
            for c in checks
            if not c.duty.clue
        ]
        _add_suite(root, report, topic.value, cases)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


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


def _add_suite(
    root: ET.Element,
    report: Report,
    name: str,
    cases: Sequence[tuple[str, str, Sequence[str], str, bool]],
) -> None:
    """Adds a suite of cases: id, name, failures, kind of failure, and whether it was skipped."""
    failures = sum(bool(faults) for _, _, faults, _, _ in cases)
    suite = ET.SubElement(
        root,
        "testsuite",
        {
            "id": str(len(root)),
            "package": "gongkai",
            "name": name,
            "timestamp": f"{report.head.as_of.replace(' ', 'T')}:00",
            "hostname": report.head.site_id or "unknown",
            "tests": str(len(cases)),
            "failures": str(failures),
            "errors": "0",
            "skipped": str(sum(skipped and not faults for _, _, faults, _, skipped in cases)),
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    for case_id, label, faults, kind, skipped in cases:
        about = {"classname": f"{name}.{case_id}", "name": clean(label), "time": "0"}
        case = ET.SubElement(suite, "testcase", about)
        if faults:
            about = {"message": clean(f"{label}：{len(faults)}处"), "type": kind}
            ET.SubElement(case, "failure", about).text = _join(faults)
        elif skipped:
            ET.SubElement(case, "skipped")
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")


def _join(faults: Sequence[str]) -> str:
    lines: Iterable[str] = faults[:MOST_LINES]
    more = len(faults) - MOST_LINES
    end = f"\n另有{more}处，见 checks.csv" if more > 0 else ""
    return clean("\n".join(lines) + end)


def clean(text: str) -> str:
    """The text without what XML cannot say."""
    return _NOT_XML.sub("\ufffd", text)
