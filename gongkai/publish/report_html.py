"""The report as one page (`report.html`) that needs nothing beside itself."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from gongkai.core.findings import Severity
from gongkai.core.report.model import Light, Outcome
from gongkai.core.report.summary import format_rate
from gongkai.core.report.tables import Status

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.report.model import Report

_SEVERITY_NAMES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}
_WORDS: dict[str, tuple[str, ...]] = {
    "good": (Light.GOOD, Status.NORMAL, Outcome.PASSED),
    "care": (Light.CARE, Status.NEAR, Severity.WARN),
    "bad": (Light.BAD, Status.OVERDUE, Status.EMPTY, Severity.BLOCK, Outcome.BLOCKED),
    "calm": (Status.EXPLAINED, Status.NOT_APPLICABLE, Severity.INFO),
}
_TONES = {word: tone for tone, words in _WORDS.items() for word in words}
_SHAPES = {"good": "●", "care": "▲", "bad": "■", "calm": "○"}
_LIMIT_MARK = 80
"""Where on a bar of 100 the limit stands."""


def render_html(report: Report) -> str:
    """The report as one page that needs nothing beside itself."""
    blocks = [(name, list(rows)) for name, rows in groupby(report.columns, lambda c: c.block)]
    omissions = [(column, o) for column in report.columns for o in column.omissions]
    shares = [(s, n) for s in Status if (n := sum(c.status is s for c in report.columns))]
    text = (
        _load_environment()
        .get_template("report.html")
        .render(
            report=report,
            blocks=blocks,
            omissions=omissions,
            shares=shares,
            passed=report.head.outcome is Outcome.PASSED,
        )
    )
    return text.rstrip() + "\n"


@cache
def _load_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gongkai.publish", "report_templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _format_day,
        "known": _format_known,
        "rate": lambda pair: format_rate(*pair),
        "severity": _SEVERITY_NAMES.__getitem__,
        "shape": lambda word: _SHAPES[_TONES[word]],
        "tone": _TONES.__getitem__,
    }
    environment.globals |= {"fill": _compute_fill, "limit_mark": _LIMIT_MARK}
    return environment


def _format_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _format_known(value: object) -> str:
    """A value, or the dash that stands for none."""
    return "—" if value is None else str(value)


def _compute_fill(value: int, limit: int) -> int:
    """The width of a bar of 100 on which the limit stands at `limit_mark`."""
    return min(100, value * _LIMIT_MARK // max(limit, 1))
