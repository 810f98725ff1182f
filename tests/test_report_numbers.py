"""Every number of the sample's report against the plain count of `tests/helpers/plain_count`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.helpers.plain_count.checks import count_checks
from tests.helpers.plain_count.columns import (
    count_columns,
    count_forecast,
    count_head,
    count_inspection,
)
from tests.helpers.plain_count.coverage import count_coverage
from tests.helpers.plain_count.evidence import (
    count_agenda,
    count_delegations,
    count_findings,
    count_versions,
)
from tests.helpers.plain_count.gathering import gather
from tests.helpers.plain_count.openness import (
    count_backlog,
    count_channels,
    count_deadlines,
    count_filings,
    count_quiet_days,
    count_rates,
    count_register,
)
from tests.helpers.plain_count.repository import read_plain
from tests.helpers.plain_count.reviews import count_ledger, count_lifecycle, count_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNTS = (
    count_head,
    count_columns,
    count_inspection,
    count_forecast,
    count_reviews,
    count_coverage,
    count_ledger,
    count_lifecycle,
    count_rates,
    count_quiet_days,
    count_channels,
    count_register,
    count_filings,
    count_backlog,
    count_deadlines,
    count_findings,
    count_versions,
    count_delegations,
    count_agenda,
)


@pytest.fixture(scope="module")
def report(sample: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads((sample / "build" / "report" / "report.json").read_text())


def list_numbers(value: Any, path: str = "") -> Iterator[tuple[str, float]]:  # noqa: ANN401
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from list_numbers(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from list_numbers(inner, f"{path}[]")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


def gather_reported(report: Any) -> dict[str, list[float]]:  # noqa: ANN401
    found: dict[str, list[float]] = {}
    for path, number in list_numbers(report):
        if not path.startswith(".checks[]"):
            found.setdefault(path, []).append(number)
    return found


def test_every_number_beside_checks(report: Any, sample: Path) -> None:  # noqa: ANN401
    assert gather_reported(report) == gather(COUNTS, read_plain(sample))


def test_every_check(report: Any, sample: Path) -> None:  # noqa: ANN401
    reported = {
        check["duty"]["id"]: (check["judged"], check["judged"] - check["kept"])
        for check in report["checks"]
    }
    assert reported == count_checks(read_plain(sample))


def test_gaps_tell_who_falls_short(report: Any) -> None:  # noqa: ANN401
    """Each case once, however much is wrong with it; the days are all settled by notices."""
    for check in report["checks"]:
        cases = {(gap["id"], gap["title"]) for gap in check["gaps"]}
        assert (len(cases), 0) == (check["judged"] - check["kept"], check["uncertain"])
