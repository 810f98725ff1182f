"""Until when a paper was to be public, by its column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import chinese_calendar

from tests.helpers.plain_count.repository import DAY, parse_day

if TYPE_CHECKING:
    from tests.helpers.plain_count.repository import Paper, Plain


def is_workday(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def add_workdays(day: date, number: int) -> date:
    while number:
        day += DAY
        number -= is_workday(day)
    return day


def find_start(paper: Paper) -> date:
    """The day from which a paper's limit runs."""
    if paper["revision"] != "1" and "changed" in paper:
        return parse_day(paper["changed"])
    for name, kinds in {
        "decision_date": ("xuke-jieguo", "chufa-jieguo"),
        "approved": ("caizheng",),
        "received": ("huiying",),
    }.items():
        if paper["type"] in kinds:
            return parse_day(paper[name])
    return parse_day(paper["made"])


def find_due(plain: Plain, paper: Paper) -> date | None:
    """The last day on which the paper's column would have it public; None without a limit."""
    column = next(c for c in plain.columns if c["id"] == paper["category"])
    limit, start = column.get("limit", "20wd"), find_start(paper)
    if limit == "none" or "reprints" in paper:
        return None
    if limit.endswith("wd"):
        return add_workdays(start, int(limit[:-2]))
    if limit[:-1].isdecimal():
        return start + int(limit[:-1]) * DAY
    plan = limit == "at-once" and paper.get("warning_level", paper.get("level")) in {None, "无"}
    plan = plan and paper["type"] in {"yingji", "gongwen"}
    if paper["revision"] != "1" or limit in {"on-change", "yearly", "quarterly"} or plan:
        return add_workdays(start, 20)
    return _find_fixed(plain, paper, limit, start)


def _find_fixed(plain: Plain, paper: Paper, limit: str, start: date) -> date | None:
    if limit[:2].isdecimal():
        year = paper.get("year", paper["title"].partition("年")[0][-4:])
        part = "半年" in paper["title"] or "季度" in paper["title"]
        known = year.isdecimal() and not part
        return date.fromisoformat(f"{int(year) + 1}-{limit}") if known else None
    if limit == "before":
        begin = paper.get("start") or paper.get("effective")
        return parse_day(begin) - DAY if begin else None
    if limit == "at-once":
        return (parse_day(paper["start"]) if paper["type"] == "yingji" else start) + DAY
    if paper["type"] == "jiedu":
        days = {p["id"]: p["day"] for p in plain.public}
        return max((days[i] for i in paper["interprets"] if i in days), default=None)
    return start
