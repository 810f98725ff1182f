"""What stands behind the report: what changed since the last one, and by what it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.report_forms.table import Table, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.difference import Difference
    from gongkai.core.report.model import Report
    from gongkai.publish.report_forms.table import Cell


def list_difference(report: Report) -> Table:
    """What changed since the report that was compared with (与上次比较)."""
    labels = ("类别", "项目", "上次", "本次")
    return Table("与上次比较", labels, list(_list_difference(report)))


def _list_difference(report: Report) -> Iterator[tuple[Cell, ...]]:
    found = report.difference
    if found is None:
        yield "说明", "没有可以比较的上次报告", "", ""
        return
    yield "上次报告", "报告时点", found.since, report.head.as_of
    yield "上次报告", "提交", found.commit, report.evidence.facts.commit
    names = {document.id: document.title for document in report.documents}
    for name in found.added:
        yield "新增文件", name, "", names.get(name, "")
    for name in found.revised:
        yield "修订文件", name, "", names.get(name, "")
    for name in found.removed:
        yield "不再公开的文件", name, "", ""
    for one in found.counts:
        yield "数字变化", one.name, one.before, one.after
    for one in found.columns:
        yield "栏目状态变化", one.name, one.before, one.after
    yield from _list_problems(found)


def _list_problems(found: Difference) -> Iterator[tuple[Cell, ...]]:
    for check in found.checks:
        for text in check.appeared:
            yield "新出现的问题", check.name, "", text
        for text in check.mended:
            yield "已整改的问题", check.name, text, ""
    for text in found.appeared:
        yield "新出现的审查提示", "", "", text
    for text in found.mended:
        yield "已消除的审查提示", "", text, ""
    for name in found.new_checks:
        yield "本次新增的检查", name, "", ""


def list_evidence(report: Report) -> Table:
    """Versions, commit, digests and keys (依据)."""
    rows: list[tuple[Cell, ...]] = [
        (name, "" if value is None else str(value)) for name, value in _list_evidence(report)
    ]
    return Table("依据", ("项目", "内容"), rows)


def _list_evidence(report: Report) -> Iterator[tuple[str, object]]:
    evidence, facts = report.evidence, report.evidence.facts
    yield "报告格式", report.schema
    yield "报告日期", report.head.today
    yield "程序版本", f"gongkai {facts.engine_version}"
    yield "提交", facts.commit or "工作区（没有指定提交）"
    yield "原件摘要（SHA-256）", facts.sources_digest
    yield "网站清单摘要（SHA-256）", facts.manifest_digest or "没有生成网站"
    yield "公开日志行数", facts.log_size
    yield "公开日志末行摘要", facts.log_head
    yield "首次公布", tell(facts.first_publication)
    yield "节假日历版本", facts.calendar_version
    yield "节假日已知至", evidence.calendar_until
    yield "封印版本", evidence.seal_version
    yield "封印日期", evidence.seal_date
    yield "封印有效期至", evidence.seal_expires
    yield "审查规则版本", evidence.policy_version
    yield "审查人名册版本", evidence.reviewers_version
    for name, fingerprint in evidence.roots:
        yield f"根密钥 {name}", fingerprint
    for name, version in facts.libraries:
        yield f"组件 {name}", version
    if report.ledger:
        for kind, count in report.ledger.key_types:
            yield f"审查签名（{kind}）", count
        yield "各级同日签署的文件", report.ledger.same_day
        yield "现存的退回和报请确定", report.ledger.sent_back
