"""Numbers of the report on the sample beside a plain count of its files."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from gongkai.cli.context import open_workspace
from gongkai.core.quarters import name_quarter
from gongkai.core.report.completeness import build_columns
from gongkai.core.report.coverage import build_coverage
from gongkai.core.report.element_checks import check_elements
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.management_checks import check_management
from gongkai.core.report.openness import build_openness
from gongkai.core.report.update_checks import check_updates
from tests.test_sample import COLUMNS, DOCUMENTS, PUBLIC, TODAY

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings

REPOSITORY = Path(__file__).parents[1]
UNITS = yaml.safe_load((REPOSITORY / "catalog" / "units.yml").read_text("utf-8"))["units"]
NAMES = {unit["id"]: unit["name"] for unit in UNITS}


@cache
def read_sample() -> Holdings:
    holdings = collect_holdings(open_workspace(REPOSITORY).verdict, None)
    assert holdings is not None
    return holdings


def day(front: dict[str, object]) -> date:
    return date.fromisoformat(str(front["published"])[:10])


def column(name: str) -> str:
    return name.partition("/")[0]


def stands_in(name: str, front: dict[str, object]) -> set[str]:
    also = front.get("also_in", ())
    assert isinstance(also, (list, tuple))
    return {column(name), *also}


def quarter(front: dict[str, object]) -> str:
    year, month = str(front["made"]).split("-")[:2]
    return f"{year}-q{(int(month) + 2) // 3}"


def test_columns() -> None:
    expected = {}
    for name in COLUMNS:
        days = sorted(day(front) for key, front in PUBLIC.items() if name in stands_in(key, front))
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        expected[name] = (
            *(len(days), sum(found.year == TODAY.year for found in days)),
            *(min(days, default=None), max(days, default=None)),
            *((TODAY - days[-1]).days if days else None, max(gaps, default=None)),
        )
    assert expected == {
        c.id: (c.items, c.items_this_year, c.first, c.last, c.age, c.largest_gap)
        for c in build_columns(read_sample())
    }


def test_articles_20_and_21_and_key_areas() -> None:
    coverage = build_coverage(read_sample())
    twenty = Counter(
        int(str(front.get("art20") or COLUMNS[column(name)].get("art20")))
        for name, front in PUBLIC.items()
        if front.get("art20") or COLUMNS[column(name)].get("art20")
    )
    assert {line.number: line.items for line in coverage.art20} == {
        number: twenty[number] for number in range(1, 16)
    }
    more = Counter(COLUMNS[column(name)].get("art21") for name in PUBLIC)
    assert {line.name: line.items for line in coverage.art21} == {
        line.name: more[line.name] for line in coverage.art21
    }
    assert sum(line.items for line in coverage.art21) == sum(more.values()) - more[None]
    text = (REPOSITORY / "catalog" / "key-areas.yml").read_text("utf-8")
    areas = yaml.safe_load(text)["key_areas"]
    assert len(areas) == 18
    for area, line in zip(areas, coverage.key_areas, strict=True):
        found = [f for name, f in PUBLIC.items() if stands_in(name, f) & set(area["columns"])]
        days = [day(front) for front in found]
        assert (line.items, line.first, line.last) == (len(days), min(days), max(days))


def test_the_catalogue() -> None:
    coverage = build_coverage(read_sample())
    assert {(line.present, line.total) for line in coverage.elements} == {(len(PUBLIC),) * 2}
    months = Counter(str(front["published"])[:7] for front in PUBLIC.values())
    assert {issue.id: issue.items for issue in coverage.issues} == {
        f"2026-{month:02}": months[f"2026-{month:02}"] for month in range(1, 12)
    }
    platform = [name for name, entry in COLUMNS.items() if entry["block"] != "outside"]
    filled = {place for name, front in PUBLIC.items() for place in stands_in(name, front)}
    assert sum(line.duties for line in coverage.standard) == len(platform)
    assert sum(line.filled for line in coverage.standard) == len(filled & set(platform))


def test_rates_and_channels() -> None:
    openness = build_openness(read_sample())
    settled = [
        front
        for front in DOCUMENTS.values()
        if "published" in front and front.get("type") != "chehui"
    ]
    counts = Counter((NAMES[f["unit"]], name_quarter(quarter(f)), f["disclosure"]) for f in settled)
    assert counts == Counter(
        {
            (line.unit, line.quarter, name): number
            for line in openness.rates
            for name, number in (
                ("主动公开", line.proactive),
                ("依申请公开", line.on_request),
                ("不予公开", line.withheld),
            )
            if number
        }
    )
    assert openness.elsewhere == sum(bool(front.get("channels")) for front in PUBLIC.values())


def test_days_without_an_update() -> None:
    openness = build_openness(read_sample())
    busy = {
        day(front)
        for front in DOCUMENTS.values()
        if "published" in front and front.get("type") not in {"dengji", "chehui"}
    }
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range((TODAY - date(2025, 12, 31)).days)]
    assert min(busy).year < TODAY.year
    assert openness.days == len(year)
    assert openness.quiet_days == sum(found not in busy for found in year)


def test_filings_and_backlog() -> None:
    numbered = Counter(
        (NAMES[f["unit"]], name_quarter(quarter(f)))
        for f in DOCUMENTS.values()
        if f.get("document_number")
        and "published" in f
        and f.get("type") != "chehui"
        and not f.get("reprints")
    )
    openness = build_openness(read_sample())
    assert len(openness.filings) == 3 * len(UNITS)
    for line in openness.filings:
        assert line.counted is not None
        assert line.made == sum(line.counted) == numbered[line.unit, line.quarter]
    text = (REPOSITORY / "catalog" / "backlog.yml").read_text("utf-8")
    years = Counter(document["year"] for document in yaml.safe_load(text)["documents"])
    assert {line.year: line.total for line in openness.backlog} == years


def test_what_the_sample_lacks() -> None:
    holdings = read_sample()
    checks = [*check_elements(holdings), *check_updates(holdings), *check_management(holdings)]
    lacking = {line.duty.id: len(line.gaps) for line in checks if line.gaps}
    old = [
        name
        for name, entry in COLUMNS.items()
        if entry.get("max_age")
        and (days := [day(f) for key, f in PUBLIC.items() if name in stands_in(key, f)])
        and (TODAY - max(days)).days > int(entry["max_age"])
    ]
    assert lacking.pop("updates-age") == len(old)
    assert lacking.pop("updates-fields") > 0
    assert lacking == {
        "elements-guide-age": 1,
        "management-filing": 1,
        "management-backlog": 1,
    }
