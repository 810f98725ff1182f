"""The long lists: gaps, findings, documents, and the review ledger."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.publish.report_forms.table import Table, tell

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

OFFICE = "政府信息公开工作机构"
"""Who is responsible where no unit is."""
SEVERITY_NAMES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}


def list_gaps(report: Report) -> Table:
    """One line for each gap of each check (问题清单)."""
    return Table(
        name="问题清单",
        file="checks.csv",
        labels=(
            *("序号", "责任部门", "名称", "问题", "类别", "检查事项", "依据"),
            *("编号", "网址", "检查编号"),
        ),
        rows=[
            (
                *(number, gap.unit or OFFICE, gap.title or "网站整体", gap.text),
                *(check.duty.topic.value, check.duty.name, check.duty.basis),
                *(gap.id, find_url(report, gap.id), check.duty.id),
            )
            for number, (check, gap) in enumerate(
                ((check, gap) for check in report.checks for gap in check.gaps), 1
            )
        ],
    )


def find_url(report: Report, name: str) -> str:
    """The address of a document by its id; empty for what is no document."""
    return f"{report.head.url}{name}/" if report.head.url and "/" in name else ""


def list_findings(report: Report) -> Table:
    """What the gate has to say about the repository."""
    return Table(
        name="审查提示",
        labels=("程度", "文件", "行", "说明", "依据", "下一步", "规则"),
        rows=[
            (
                *(SEVERITY_NAMES[f.severity], f.path, f.line or None, f.message),
                *(f.basis, f.next_step, f.rule),
            )
            for f in report.findings
        ],
        states=("程度",),
    )


def list_documents(report: Report) -> Table:
    """One line for each public document."""
    return Table(
        name="文件清单",
        file="documents.csv",
        labels=(
            *("编号", "名称", "索引号", "栏目", "责任部门", "成文日期", "公开时间", "应公开期限"),
            *("版次", "有效性", "审查人", "终审日期", "纸质审查编号", "网址"),
        ),
        rows=[
            (
                *(d.id, d.title, d.index_number, d.column, d.unit, d.made),
                *(datetime.fromisoformat(d.published), d.due, d.revision, d.validity),
                "、".join(s.reviewer for s in d.signatures),
                *(d.signatures[-1].day if d.signatures else None, d.paper),
                find_url(report, d.id),
            )
            for d in report.documents
        ],
        states=("有效性",),
    )


def list_reviews(report: Report) -> Table:
    """One line for each signature (审查台账)."""
    names = {level.level: level.name for level in report.reviews.levels}
    busy = (
        {(b.reviewer, b.level, b.day): f"当日{b.count}份" for b in report.ledger.busy}
        if report.ledger
        else {}
    )
    return Table(
        name="审查台账",
        file="reviews.csv",
        labels=(
            *("文件编号", "版次", "责任部门", "层级", "层级名称", "审查人", "日期", "意见"),
            *("密钥类型", "受托签署", "保留说明", "集中签署"),
        ),
        rows=[
            (
                *(line.id, line.revision, line.unit, line.level, names.get(line.level)),
                *(line.reviewer, line.day, line.decision, line.key_type),
                *(tell(line.delegated, no=""), line.waivers or None),
                busy.get((line.reviewer, line.level, line.day)),
            )
            for line in (report.ledger.lines if report.ledger else ())
        ],
    )
