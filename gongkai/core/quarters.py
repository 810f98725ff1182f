"""Quarters of a year, written `2026-q3`, for what is reported four times a year."""

from __future__ import annotations

from datetime import date, timedelta

_MONTHS = 3


def end_quarter(quarter: str) -> date:
    """The last day of a quarter."""
    year, number = int(quarter[:4]), int(quarter[-1])
    months = number * _MONTHS
    return date(year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def name_quarter(quarter: str) -> str:
    """`2026年第三季度`."""
    return f"{quarter[:4]}年第{'一二三四'[int(quarter[-1]) - 1]}季度"


def find_quarter(day: date) -> str:
    """The quarter of a day: `2026-q3`."""
    return f"{day.year}-q{(day.month - 1) // _MONTHS + 1}"


def list_quarters(first: str, last: str) -> tuple[str, ...]:
    """The quarters from one to another, both included; none when the first is the later."""
    start, end = (4 * int(q[:4]) + int(q[-1]) - 1 for q in (first, last))
    return tuple(f"{n // 4}-q{n % 4 + 1}" for n in range(start, end + 1))
