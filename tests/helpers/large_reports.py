"""A report on far more than the sample has, made from a small one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.findings import Finding, Severity
from gongkai.core.report.checks import Duty, Gap, Topic, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.checks import Check
    from gongkai.core.report.model import Report

UNITS = tuple(f"第{number}科" for number in range(1, 41))
COLUMNS = 120


def enlarge(report: Report, documents: int) -> Report:
    """The report with as many documents, and a gap of each topic for every fourth."""
    line, column = report.documents[0], report.columns[0]
    late = report.reviews.late[0]
    reviews = replace(
        report.reviews,
        late=tuple(replace(late, id=f"c1/d{n}") for n in range(documents // 10)),
    )
    return replace(
        report,
        columns=tuple(
            replace(column, id=f"c{n}", name=f"栏目{n}", unit=UNITS[n % len(UNITS)])
            for n in range(COLUMNS)
        ),
        checks=tuple(_make_checks(documents)),
        findings=tuple(
            Finding("body-empty", Severity.WARN, f"content/c1/d{n}.md", 1, "正文为空")
            for n in range(documents // 10)
        ),
        reviews=reviews,
        documents=tuple(
            replace(line, id=f"c{n % COLUMNS}/d{n}", published=f"20{n % 27:02}-03-05 09:00")
            for n in range(documents)
        ),
    )


def _make_checks(documents: int) -> Iterator[Check]:
    for topic in Topic:
        for number in range(12):
            duty = Duty(f"{topic.name.lower()}-{number}", topic, f"{topic}第{number}项", "某条")
            gaps = (
                Gap(f"c{n % COLUMNS}/d{n}", f"文件{n}", UNITS[n % len(UNITS)], "缺少应有的内容")
                for n in range(number, documents, 4 * 12)
            )
            yield judge(duty, documents, gaps)
