"""Rates by unit and quarter, days without news, duties of fixed days, reports of attributes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from tests.helpers.plain_count.limits import is_workday
from tests.helpers.plain_count.repository import DAY, parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.plain_count.repository import Plain

ATTRIBUTES = {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"}


def count_rates(plain: Plain) -> Iterator[tuple[str, float]]:
    public = [paper for paper in plain.public if "reprints" not in paper]
    known = [*public, *plain.expired, *plain.register]
    made = Counter((p["unit"], _name_quarter(p["made"]), p["disclosure"]) for p in known)
    quarters = sorted({quarter for _, quarter, _ in made})
    for unit in plain.units:
        for quarter in quarters:
            numbers = [made[unit["id"], quarter, kind] for kind in ATTRIBUTES.values()]
            if any(numbers):
                for name, number in zip(ATTRIBUTES, numbers, strict=True):
                    yield f".openness.rates[].{name}", number


def _name_quarter(day: str) -> str:
    return f"{day[:4]}-q{(int(day[5:7]) + 2) // 3}"


def count_quiet_days(plain: Plain) -> Iterator[tuple[str, float]]:
    first = max(date(plain.today.year, 1, 1), min(paper["day"] for paper in plain.public))
    days = [first + n * DAY for n in range((plain.today - first).days + 1)]
    busy = {paper["day"] for paper in (*plain.public, *plain.expired)}
    spans = [list(span) for quiet, span in groupby(days, lambda d: d not in busy) if quiet]
    yield ".openness.days", len(days)
    yield ".openness.quiet_days", sum(map(len, spans))
    yield ".openness.quiet_workdays", sum(is_workday(day) for span in spans for day in span)
    for span in sorted(spans, key=lambda span: (-len(span), span[0]))[:5]:
        yield ".openness.longest[].days", len(span)
        yield ".openness.longest[].workdays", sum(map(is_workday, span))


def count_channels(plain: Plain) -> Iterator[tuple[str, float]]:
    named = Counter(name for paper in plain.public for name in set(paper.get("channels", ())))
    for _, number in sorted(named.items(), key=lambda pair: (-pair[1], pair[0])):
        yield ".openness.channels[].count", number
    yield ".openness.elsewhere", sum(bool(paper.get("channels")) for paper in plain.public)


def count_register(plain: Plain) -> Iterator[tuple[str, float]]:
    keys = [(p["unit"], p["disclosure"], p["reason"]["code"]) for p in plain.register]
    order = [unit["id"] for unit in plain.units]
    for key in sorted(set(keys), key=lambda key: (order.index(key[0]), key[1:])):
        own = [p for p, other in zip(plain.register, keys, strict=True) if other == key]
        late = sum(parse_day(p["reason"]["next_review"]) < plain.today for p in own)
        yield ".openness.register[].entries", len(own)
        yield ".openness.register[].overdue", late


def count_filings(plain: Plain) -> Iterator[tuple[str, float]]:
    """Of quarters that ended more than twenty working days ago, beside our own numbered papers."""
    numbered = Counter(
        (paper["unit"], _name_quarter(paper["made"]), paper["disclosure"])
        for paper in (*plain.public, *plain.expired, *plain.register)
        if "document_number" in paper and "reprints" not in paper
    )
    reported = {
        (filing["branch"], filing["quarter"]): filing for filing in plain.filings["filings"]
    }
    for branch in plain.filings["branches"]:
        for quarter in sorted({quarter for _, quarter in reported}):
            filing = reported[branch["id"], quarter]
            for name in ("made", *ATTRIBUTES):
                yield f".openness.filings[].{name}", int(filing[name])
            for kind in ATTRIBUTES.values():
                yield ".openness.filings[].counted[]", numbered[branch["id"], quarter, kind]


DECISIONS = {
    "opened": {"公开", "解密公开"},
    "kept": {"依申请公开", "不予公开"},
    "classified": {"继续保密", "重新定密"},
    "undecided": {None},
}


def count_backlog(plain: Plain) -> Iterator[tuple[str, float]]:
    papers = plain.backlog["documents"]
    for year in sorted({paper["year"] for paper in papers}):
        own = [paper.get("decision") for paper in papers if paper["year"] == year]
        yield ".openness.backlog[].year", int(year)
        yield ".openness.backlog[].total", len(own)
        for name, decisions in DECISIONS.items():
            yield f".openness.backlog[].{name}", sum(d in decisions for d in own)


def count_deadlines(plain: Plain) -> Iterator[tuple[str, float]]:
    for due, year, _, done in list_duties(plain):
        late = (done or plain.today) > due
        yield ".deadlines[].year", year
        days = abs((due - (done or plain.today)).days)
        yield ".deadlines[].days", days if late or done is None else 0


def list_duties(plain: Plain) -> list[tuple[date, int, str, date | None]]:
    """Due day, year, column and day of publication of each yearly paper, by due day."""
    duties = []
    for column in plain.columns:
        limit = column.get("limit", "")
        if not limit[:2].isdecimal() or limit[2:3] != "-":
            continue
        papers = {_find_year(p["title"]): p["day"] for p in plain.in_column(column["id"])}
        for year in range(min(filter(None, papers)), plain.today.year + 1):
            due = date.fromisoformat(f"{year + 1}-{limit}")
            duties.append((due, year, column["id"], papers.get(year)))
    return sorted(duties, key=lambda duty: duty[:3])


def _find_year(title: str) -> int:
    """The year that a yearly report tells of; 0 for the figures of a part of it."""
    year = re.search(r"([0-9]{4})年", title)
    return int(year[1]) if year and "半年" not in title and "季度" not in title else 0
