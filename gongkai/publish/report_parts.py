"""The parts of `report.html`, numbered, and where each judgement of the first is told in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part of the page."""

    id: str
    title: str
    number: str
    template: str


_PARTS = (
    ("zongti", "总体结论", "overview", False),
    ("yingban", "应办事项", "todo", False),
    ("zhibiao", "单项否决指标", "inspection", True),
    ("lanmu", "栏目情况", "columns", True),
    ("fading", "法定内容对照", "coverage", True),
    ("jiancha", "逐项检查", "checks", True),
    ("shixian", "公开时限与定期事项", "limits", True),
    ("shuxing", "公开属性、渠道与频次", "openness", True),
    ("shencha", "保密审查台账", "reviews", True),
    ("cunxu", "委托、保留与公开后管理", "lifecycle", True),
    ("bianhua", "与上次报告相比", "difference", True),
    ("wenjian", "文件清单", "documents", True),
    ("pingju", "核验依据", "evidence", False),
)
"""Id, title, template, and whether the part needs a catalogue that could be read."""

_PLACES = {
    "发布审查": "yingban",
    "审查覆盖": "shencha",
    "单项否决指标": "zhibiao",
    "今后30日": "yuce",
    "栏目更新": "lanmu",
    "公开时限": "shixian",
    "定期事项": "dingqi",
    "条例第二十条": "fading",
    "公开指南法定要素": "yaosu",
    "公开制度": "yaosu",
    "重点领域": "lingyu",
    "与上次报告相比": "bianhua",
}
"""Where a judgement of the first part is told in full; the others are topics of checks."""


def list_parts(report: Report) -> tuple[Part, ...]:
    """The parts of the page, numbered as in an official document."""
    known = report.head.site_id is not None
    shown = [part for part in _PARTS if known or not part[3]]
    return tuple(
        Part(name, title, _spell_number(number), f"sections/{template}.html")
        for number, (name, title, template, _) in enumerate(shown, 1)
    )


def find_part(name: str) -> str:
    """The id of the place that tells one judgement in full."""
    topics = [topic.value for topic in Topic]
    return f"zhuti-{topics.index(name) + 1}" if name in topics else _PLACES[name]


def _spell_number(number: int) -> str:
    """1 to 19 in Chinese."""
    ten = len(_NUMERALS)
    return _NUMERALS[number - 1] if number <= ten else f"十{_NUMERALS[number - ten - 1]}"
