"""The checks of the sample's annual reports beside a plain count of the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gongkai.core.report.annual_checks import check_annual
from gongkai.core.report.annual_counts import check_annual_counts
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.website_checks import check_website_forms
from gongkai.publish.workspace import open_workspace
from tests.test_sample import DOCUMENTS, PUBLIC

REPOSITORY = Path(__file__).parents[1]
REPORTS: dict[int, dict[str, Any]] = {
    int(str(front["year"])): front
    for name, front in sorted(PUBLIC.items())
    if name.startswith("nianbao/")
}
LATEST = max(REPORTS)


def read_rows(year: int, table: str) -> dict[str, list[int]]:
    rows: dict[str, Any] = REPORTS[year][table]
    return {name: [int(cell) for cell in row] for name, row in rows.items()}


def test_the_identities_hold_when_added_up_by_hand() -> None:
    for year in REPORTS:
        rows = read_rows(year, "requests")
        handled = [row for name, row in rows.items() if re.fullmatch(r"r[1-6](_\d)?", name)]
        assert [sum(column) for column in zip(*handled, strict=True)] == rows["r7"]
        for new, carried, done, forward in zip(
            *(rows[name] for name in ("new", "carried", "r7", "forward")), strict=True
        ):
            assert new + carried == done + forward
        assert all(sum(row[:-1]) == row[-1] for row in rows.values())
        assert all(sum(row[:-1]) == row[-1] for row in read_rows(year, "disputes").values())
    for year in REPORTS.keys() & {year + 1 for year in REPORTS}:
        forward = read_rows(year - 1, "requests")["forward"]
        assert read_rows(year, "requests")["carried"] == forward


def test_the_checks_come_to_the_same_numbers() -> None:
    holdings = collect_holdings(open_workspace(REPOSITORY).verdict, None)
    assert holdings is not None
    found = {
        check.duty.id.removeprefix("annual-"): (check.judged, check.kept)
        for source in (check_annual, check_annual_counts, check_website_forms)
        for check in source(holdings)
    }
    reports = len(REPORTS)
    later = len(REPORTS.keys() & {year + 1 for year in REPORTS})
    rows = sum(len(read_rows(year, "requests")) for year in REPORTS)
    forms = sum(name.startswith("wangzhan-nianbao/") for name in PUBLIC)
    expected = {
        "results": 7 * reports,
        "balance": 7 * reports,
        "applicants": rows,
        "disputes": 3 * reports,
        "carried": 7 * later,
        "in-force": 2 * later,
        "whole": 0,
        "growth": later,
        "parts": 0,
        "altered": 0,
        **dict.fromkeys(("website-parts", "website-sums", "website-counts"), forms),
    }
    accounts = count_accounts()
    (told,) = [
        int(re.sub(r"\D", "", figure["value"]))
        for figure in list_figures()
        if figure["name"] == "移动新媒体账号数量"
    ]
    assert found == {
        name: (judged, judged - (name == "website-counts" and accounts > told))
        for name, judged in {**dict.fromkeys(found, reports), **expected}.items()
    }


def list_figures() -> list[dict[str, str]]:
    figures: Any = DOCUMENTS[f"wangzhan-nianbao/baobiao-{LATEST}"]["figures"]
    return list(figures)


def count_accounts() -> int:
    """The accounts that were run at the end of the last year and still are."""
    matrices = [front["accounts"] for name, front in PUBLIC.items() if name.startswith("xinmeiti/")]
    return sum(
        account["status"] == "正常运行" and account["opened"] <= f"{LATEST}-12-31"
        for accounts in matrices
        for account in accounts  # type: ignore[attr-defined]
    )


def test_documents_are_those_of_the_files() -> None:
    papers = [front for name, front in PUBLIC.items() if name.startswith("guifanxing/")]
    repeals: list[Any] = [f.get("repeals", ()) for f in PUBLIC.values() if "repeals" in f]
    assert all(str(name).startswith("guifanxing/") for names in repeals for name in names)
    year = str(LATEST)
    made = [front for front in papers if str(front["made"]).startswith(year)]
    living = [
        f for f in papers if str(f["made"])[:4] <= year and str(f["expiry"]) > f"{year}-12-31"
    ]
    assert REPORTS[LATEST]["proactive"]["guifanxing"] == [str(len(made)), "0", str(len(living))]
