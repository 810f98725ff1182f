"""Checking the optional files of `catalog/` against themselves and the units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.management import REGULATION
from gongkai.core.quarters import end_quarter
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog_checks import LoadedFile
    from gongkai.core.findings import Finding
    from gongkai.core.models.catalog import Units
    from gongkai.core.models.management import Backlog, BacklogDocument, Filing, Filings


def check_management(loaded: dict[str, LoadedFile]) -> Iterator[Finding]:
    """Every problem in `filings.yml` and `backlog.yml`; empty files have none."""
    yield from _check_filings(loaded["filings"])
    yield from _check_backlog(loaded["backlog"], loaded["units"].value)


def _fault(file: LoadedFile, place: str, position: int, message: str) -> Finding:
    line = file.lines.find((place, position))
    return RULES["catalog-broken"].at(file.path, line, message)


def _check_filings(file: LoadedFile) -> Iterator[Finding]:
    value: Filings = file.value
    branches: set[str] = set()
    for position, branch in enumerate(value.branches):
        if branch.id in branches:
            yield _fault(file, "branches", position, f"报备单位编号重复：{branch.id}")
        branches.add(branch.id)
    seen: set[tuple[str, str]] = set()
    for position, filing in enumerate(value.filings):
        if (filing.branch, filing.quarter) in seen:
            yield _fault(file, "filings", position, "同一单位同一季度报备了两次")
        seen.add((filing.branch, filing.quarter))
        for message in _find_filing_faults(value, filing, branches):
            yield _fault(file, "filings", position, message)


def _find_filing_faults(value: Filings, filing: Filing, branches: set[str]) -> Iterator[str]:
    if filing.branch not in branches:
        yield f"报备单位不存在：{filing.branch}"
    if value.first is None or filing.quarter < value.first:
        yield "早于起始季度，或没有填写起始季度"
    if filing.decided > filing.made:
        yield f"各类公开属性合计 {filing.decided} 件，多于制发公文 {filing.made} 件"
    if filing.filed <= end_quarter(filing.quarter):
        yield "季度尚未结束就已报备"


def _check_backlog(file: LoadedFile, units: Units) -> Iterator[Finding]:
    value: Backlog = file.value
    known = {unit.id for unit in units.units}
    seen: set[str] = set()
    for position, document in enumerate(value.documents):
        if document.number in seen:
            yield _fault(file, "documents", position, f"档号重复：{document.number}")
        seen.add(document.number)
        for message in _find_backlog_faults(document, known):
            yield _fault(file, "documents", position, message)


def _find_backlog_faults(document: BacklogDocument, units: set[str]) -> Iterator[str]:
    if document.unit not in units:
        yield f"部门不存在：{document.unit}"
    if (document.decision is None) != (document.date is None):
        yield "处理决定和决定日期应当同时填写"
    if document.date is not None and document.date < REGULATION:
        yield "决定日期早于《政府信息公开条例》施行之日"
