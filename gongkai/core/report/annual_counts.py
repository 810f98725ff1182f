"""Annual reports against what this site holds (AR-H): documents, decisions, published items."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.annual.cells import count_cell
from gongkai.core.annual.figures import Part, list_rows
from gongkai.core.annual.prose import count_published
from gongkai.core.models import LicenceResult, NormativeDocument, PenaltyResult
from gongkai.core.relations import compute_validity
from gongkai.core.report.annual_duties import DECISIONS, DOCUMENTS, PUBLISHED
from gongkai.core.report.annual_reports import list_yearlies
from gongkai.core.report.checks import Check, judge
from gongkai.core.report.item_gaps import DEAD, is_own, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.annual_reports import Yearly
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_DECISIONS = (("xuke", "行政许可", LicenceResult), ("chufa", "行政处罚", PenaltyResult))


def check_annual_counts(holdings: Holdings) -> Iterator[Check]:
    """The reports of this site's own body against the site."""
    body = holdings.catalog.site.body
    own = [yearly for yearly in list_yearlies(holdings) if yearly.record.issuer == body]
    counted = [yearly for yearly in own if "in_force" in _read_documents(yearly)]
    yield judge(DOCUMENTS, len(counted), _compare_documents(holdings, counted))
    yield judge(DECISIONS, len(own), _compare_decisions(holdings, own))
    yield judge(PUBLISHED, len(own), _compare_published(holdings, own))


def count_documents(holdings: Holdings, year: int) -> dict[str, int]:
    """Normative documents of this body made, ended and in force at the end of a year."""
    records = {item.id: item.record for item in holdings.items}
    papers = [
        item
        for item in holdings.items
        if isinstance(item.record, NormativeDocument)
        and is_own(item)
        and item.record.issuer == holdings.catalog.site.body
    ]
    counts = Counter({"made": sum(item.record.made.year == year for item in papers)})
    for item in papers:
        was, now = (
            compute_validity(item.id, records, holdings.effects, date(y, 12, 31))
            for y in (year - 1, year)
        )
        if item.record.made.year > year:
            continue
        counts["in_force"] += now not in DEAD
        counts["repealed"] += now in DEAD and was not in DEAD
    return counts


def _read_documents(yearly: Yearly) -> dict[str, int]:
    """What table 2 says of normative documents, by the column's key."""
    rows = dict(list_rows(yearly.record.layout))[Part.PROACTIVE]
    columns = next(columns for row, columns in rows if row.key == "guifanxing")
    cells = yearly.record.proactive.cells("guifanxing")
    return {c.key: int(count_cell(cell)) for c, cell in zip(columns, cells, strict=True)}


def _compare_documents(holdings: Holdings, yearlies: list[Yearly]) -> Iterator[Gap]:
    labels = (("made", "本年制发"), ("repealed", "本年废止"), ("in_force", "现行有效"))
    for yearly in yearlies:
        told, found = _read_documents(yearly), count_documents(holdings, yearly.record.year)
        for key, label in labels:
            fewer = yearly.is_latest and key != "repealed" and found[key] < told[key]
            if found[key] > told[key] or fewer:
                shown = f"表二行政规范性文件{label}{told[key]}件"
                text = f"{shown}，按本站公开的文件计{found[key]}件，请核对"
                yield make_gap(yearly.item, text)


def _compare_decisions(holdings: Holdings, yearlies: list[Yearly]) -> Iterator[Gap]:
    for yearly in yearlies:
        for key, name, model in _DECISIONS:
            told = int(count_cell(yearly.record.proactive.cells(key)[-1]))
            found = sum(
                isinstance(item.record, model)
                and item.record.decision_date.year == yearly.record.year
                for item in holdings.items
            )
            if found > told:
                text = f"表二{name}处理决定{told}件，本站公开的当年决定有{found}件，请核对"
                yield make_gap(yearly.item, text)


def _compare_published(holdings: Holdings, yearlies: list[Yearly]) -> Iterator[Gap]:
    years = Counter(item.published.year for item in holdings.items)
    for yearly in yearlies:
        told = count_published(yearly.account.text, yearly.account.figures)
        found = years[yearly.record.year]
        if told is not None and found > told:
            text = f"正文称主动公开政府信息{told}条，本站当年发布{found}条，请核对"
            yield make_gap(yearly.item, text)
