"""The report as one page (`report.html`) that needs nothing beside itself.

Its style and its script lie within it, and its own policy lets it load nothing else. Without the
script every row is there; the script only filters.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import PackageLoader
from markupsafe import Markup

from gongkai.core.findings import Severity
from gongkai.core.papers.remedies import tell_remedy
from gongkai.core.report.deadlines import DeadlineState
from gongkai.core.report.model import Light, Outcome
from gongkai.core.report.summary import format_rate
from gongkai.core.report.tables import Mark, Status
from gongkai.publish import report_parts, report_view
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jinja2 import Environment

    from gongkai.core.report.model import Report

_SEVERITY_NAMES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}
_WORDS: dict[str, tuple[str, ...]] = {
    "good": (Light.GOOD, Status.NORMAL, Outcome.PASSED, DeadlineState.KEPT, Mark.PASSED),
    "care": (Light.CARE, Status.NEAR, Severity.WARN, DeadlineState.LATE),
    "bad": (
        *(Light.BAD, Status.OVERDUE, Status.EMPTY, Severity.BLOCK, Outcome.BLOCKED),
        *(DeadlineState.MISSING, Mark.FAILED),
    ),
    "calm": (
        *(Status.EXPLAINED, Status.NOT_APPLICABLE, Severity.INFO, DeadlineState.COMING),
        *(Mark.NOT_SET, Mark.NOT_JUDGED),
    ),
}
_TONES = {word: tone for tone, words in _WORDS.items() for word in words}
_SHAPES = {"good": "●", "care": "▲", "bad": "■", "calm": "○"}
_LIMIT_MARK = 80
"""Where on a bar of 100 the limit stands."""
_FOLDER = "report_templates"


def render_html(report: Report) -> str:
    """The report as one page; the same report gives the same text."""
    text = (
        _load_environment()
        .get_template("report.html")
        .render(
            report=report,
            parts=report_parts.list_parts(report),
            todo=report_view.group_gaps(report.checks),
            passed=report.head.outcome is Outcome.PASSED,
            known=report.head.site_id is not None,
            style=_read_part("report.css"),
            script=_read_part("report.js"),
        )
    )
    return text.rstrip() + "\n"


@cache
def _read_part(name: str) -> Markup:
    """A style or script of the page, with a line feed at both ends."""
    text = (files("gongkai.publish") / _FOLDER / name).read_text("utf-8")
    return Markup(f"\n{text.strip()}\n")  # noqa: S704 - a file of this package


def _hash_part(text: str) -> str:
    """The source expression by which a policy allows this one text."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _load_environment() -> Environment:
    environment = make_templates(PackageLoader("gongkai.publish", _FOLDER))
    environment.filters |= {
        "cut": _cut,
        "day": _format_day,
        "digest": _hash_part,
        "known": _format_known,
        "part": report_parts.find_part,
        "options": lambda values: [(value or report_view.OFFICE,) * 2 for value in values],
        "rate": lambda pair: format_rate(*pair),
        "severity": _SEVERITY_NAMES.__getitem__,
        "remedy": tell_remedy,
        "shape": lambda word: _SHAPES[_TONES[word]],
        "tone": _TONES.__getitem__,
    }
    environment.globals |= {
        "duty_options": lambda duties: [(duty.id, duty.name) for duty in duties],
        "fill": _compute_fill,
        "limit_mark": _LIMIT_MARK,
        "most_rows": report_view.MOST_ROWS,
        "view": report_view,
    }
    return environment


def _cut(rows: Sequence[object]) -> Sequence[object]:
    """As many rows as the page lists."""
    return rows[: report_view.MOST_ROWS]


def _format_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _format_known(value: object) -> str:
    """A value, or the dash that stands for none."""
    return "—" if value is None else str(value)


def _compute_fill(value: int, limit: int) -> int:
    """The width of a bar of 100 on which the limit stands at `limit_mark`."""
    return min(100, value * _LIMIT_MARK // max(limit, 1))
