"""The check form of a special inspection (专项抽查): what was drawn, and room for what is found."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.publish.report_forms.lists import find_url
from gongkai.publish.report_forms.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.report.model import Report
    from gongkai.core.report.sample import Drawn

QUESTIONS = (
    "与原件一致",
    "审查手续齐全",
    "不涉及国家秘密和工作秘密",
    "个人信息已隐去",
    "公开属性准确",
    "附件完整可用",
)
_REMARKS = ("发现的问题", "处理意见", "检查人", "检查日期")


def list_sample(report: Report, sample: Sequence[Drawn]) -> Table:
    """One line for each document that was drawn, in the order of drawing."""
    blank = (None,) * (len(QUESTIONS) + len(_REMARKS))
    return Table(
        name="检查表",
        labels=(
            *("序号", "名称", "责任部门", "栏目", "公开时间", "版次", "审查人", "网址"),
            *QUESTIONS,
            *_REMARKS,
            *("编号", "抽样数"),
        ),
        rows=[
            (
                *(place, one.document.title, one.document.unit, one.document.column),
                *(datetime.fromisoformat(one.document.published), one.document.revision),
                "、".join(signature.reviewer for signature in one.document.signatures),
                *(find_url(report, one.document.id), *blank, one.document.id, one.number[:16]),
            )
            for place, one in enumerate(sample, 1)
        ],
        roomy=_REMARKS[:2],
        lines=3,
    )


def list_method(report: Report, sample: Sequence[Drawn], seed: str, *, by_unit: bool) -> Table:
    """How the sample was drawn, so that anybody can draw it again."""
    method = "对“种子、换行、文件编号”逐份计算 SHA-256，从小到大排列，取最小的若干份"
    if by_unit:
        method += "；各部门按公开份数分配名额（最大余数法），名额够时每个部门至少一份"
    facts = report.evidence.facts
    return Table(
        name="抽样说明",
        labels=("项目", "内容"),
        rows=[
            ("网站", report.head.site_name),
            ("抽样日期", report.head.today),
            ("公开文件总数", len(report.documents)),
            ("抽取份数", len(sample)),
            ("种子", seed),
            ("抽样方法", method),
            (
                "复核方法",
                "printf '%s\\n%s' 种子 文件编号 | sha256sum，与检查表“抽样数”的前16位比对",
            ),
            ("提交", facts.commit or "工作区（没有指定提交）"),
            ("原件摘要（SHA-256）", facts.sources_digest),
        ],
    )
