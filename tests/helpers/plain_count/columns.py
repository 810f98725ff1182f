"""Heads, columns and the veto counters of today and of the days to come."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.helpers.plain_count.limits import find_due
from tests.helpers.plain_count.repository import DAY, parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.helpers.plain_count.repository import Paper, Plain

STALE = {"dynamic": 14, "notice": 183}
VETO = {"home": 14, "dynamic": 5, "other": 10, "empty": 5}
HORIZON = 30


def count_head(plain: Plain) -> Iterator[tuple[str, float]]:
    asked = Counter(paper["disclosure"] for paper in plain.register)
    late = sum(parse_day(p["reason"]["next_review"]) < plain.today for p in plain.register)
    counts = {
        "published": len(plain.public),
        "held": len(plain.held),
        "scheduled": 0,
        "withdrawn": len(plain.withdrawn),
        "on_request": asked["依申请公开"],
        "withheld": asked["不予公开"],
        "reassessment_due": late,
        "suspended": 0,
        "expired": len(plain.expired),
        "stock": 0,
    }
    yield from ((f".head.counts.{name}", number) for name, number in counts.items())
    for paper in sorted(plain.held, key=lambda paper: paper["path"]):
        yield ".held[].age", (plain.today - parse_day(paper["made"])).days


def count_columns(plain: Plain) -> Iterator[tuple[str, float | None]]:
    for column in plain.columns:
        listed = plain.in_column(column["id"])
        days = [paper["day"] for paper in listed]
        gaps = [(b - a).days for a, b in pairwise(days)]
        own = [paper for paper in listed if paper["category"] == column["id"]]
        due = [(paper["day"], find_due(plain, paper)) for paper in own]
        judged = [(day, last) for day, last in due if last is not None]
        numbers = {
            "items": len(days),
            "items_this_year": sum(day.year == plain.today.year for day in days),
            "withdrawn": sum(p["id"].startswith(f"{column['id']}/") for p in plain.withdrawn),
            "age": plain.age(column["id"]),
            "max_age": _number(column, "max_age"),
            "largest_gap": max(gaps, default=None),
            "max_gap": _number(column, "max_gap"),
            "judged": len(judged),
            "on_time": sum(day <= last for day, last in judged),
            "uncertain": 0,
            "min_items": int(column.get("min_items", 1)),
        }
        yield from ((f".columns[].{name}", number) for name, number in numbers.items())
        excused = not days and ("zero_statement" in column or "not_applicable" in column)
        yield ".columns[].tests[].value", None if excused else len(days)
        yield ".columns[].tests[].value", numbers["age"]
        yield ".columns[].tests[].value", numbers["largest_gap"]
        yield ".columns[].tests[].limit", numbers["min_items"] or None
        yield ".columns[].tests[].limit", numbers["max_age"]
        yield ".columns[].tests[].limit", numbers["max_gap"]


def _number(values: Paper, name: str) -> int | None:
    return int(values[name]) if name in values else None


def count_veto(plain: Plain, day: date) -> dict[str, int]:
    """The four counters on a day, if nothing more is published."""
    ages = {
        column["id"]: (day - listed[-1]["day"]).days
        for column in plain.columns
        if (listed := plain.in_column(column["id"]))
    }
    natures = {column["id"]: column.get("nature", "regular") for column in plain.columns}
    limits = {
        column["id"]: int(column["max_age"]) for column in plain.columns if "max_age" in column
    }
    return {
        "home": (day - max(paper["day"] for paper in plain.public)).days,
        "dynamic": sum(age > STALE.get(natures[c], 10**9) for c, age in ages.items()),
        "other": sum(
            natures[c] == "regular" and age > limits.get(c, 10**9) for c, age in ages.items()
        ),
        "empty": sum(
            c["id"] not in ages and not {"zero_statement", "not_applicable"} & set(c)
            for c in plain.columns
        ),
    }


def count_inspection(plain: Plain) -> Iterator[tuple[str, float]]:
    for name, value in count_veto(plain, plain.today).items():
        yield ".inspection[].value", value
        yield ".inspection[].threshold", VETO[name]
        yield ".inspection[].head_room", max(0, VETO[name] - value)
    for kinds in (("dynamic", "notice"), ("regular",)):
        for column in plain.columns:
            nature, age = column.get("nature", "regular"), plain.age(column["id"])
            limit = STALE.get(nature) or _number(column, "max_age")
            if nature in kinds and age is not None and limit is not None and age > limit:
                yield ".inspection[].columns[].age", age


def count_forecast(plain: Plain) -> Iterator[tuple[str, float]]:
    days = [plain.today + n * DAY for n in range(HORIZON + 1)]
    courses = [count_veto(plain, day) for day in days]
    for name, threshold in VETO.items():
        yield ".forecast.counters[].value", courses[-1][name]
        yield ".forecast.counters[].threshold", threshold
        yield from ((".forecast.counters[].values[]", course[name]) for course in courses)
    yield from ((".forecast.turnings[].limit", limit) for _, _, limit in list_turnings(plain))


def list_turnings(plain: Plain) -> list[tuple[date, int, int]]:
    """The day on which the home page or a column is too old, its place, its limit; by day."""
    quiet = (plain.today - max(paper["day"] for paper in plain.public)).days
    turning = [(plain.today + (VETO["home"] + 1 - quiet) * DAY, 0, VETO["home"])]
    for place, column in enumerate(plain.columns, 1):
        nature, age = column.get("nature", "regular"), plain.age(column["id"])
        limit = STALE.get(nature) or _number(column, "max_age")
        if age is not None and limit is not None and age <= limit:
            turning.append((plain.today + (limit + 1 - age) * DAY, place, limit))
    return sorted(t for t in turning if plain.today < t[0] <= plain.today + HORIZON * DAY)
