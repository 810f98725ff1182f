"""Fields that an item of its kind should fill in although the model lets them out.

Those that the model or the column requires cannot be missing: the gate refuses such a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import (
    Document,
    FiscalReport,
    NormativeDocument,
    Procurement,
    PublicNotice,
    Statistics,
)
from gongkai.core.models.catalog import Block
from gongkai.core.models.finance import FiscalKind, ProcurementStage
from gongkai.core.models.service import DecisionResult, LicenceResult, PartyKind
from gongkai.core.report.tables import MissingField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

_SANGONG = frozenset({FiscalKind.SANGONG_BUDGET, FiscalKind.SANGONG_ACCOUNTS})
_AWARDED = frozenset(
    {ProcurementStage.RESULT, ProcurementStage.CONTRACT, ProcurementStage.ACCEPTANCE}
)
_OPEN_COPIES = (".docx", ".pdf")


def count_missing(holdings: Holdings, items: Iterable[Item]) -> tuple[MissingField, ...]:
    """The fields that items lack, by the field's name, with the ids of those items."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in items:
        for key in holdings.missing[item.id]:
            found.setdefault(key, []).append(item.id)
    return tuple(MissingField(*key, tuple(sorted(found[key]))) for key in sorted(found))


def list_missing(item: Item) -> Iterator[tuple[str, str]]:
    """Field and official name of everything that one item should state and does not."""
    record, column = item.record, item.column
    if column.block is Block.STATUTORY and item.art20 is None and column.art21 is None:
        yield "art20", "条例第二十条项次"
    if record.reprints is not None and record.source_url is None:
        yield _name(record, "source_url")
    yield from (_name(record, name) for name in _list_expected(record) if _lacks(record, name))
    if isinstance(record, NormativeDocument) and not _has_open_copies(record):
        yield "attachments", "Word 和 PDF 两种格式的附件"


def _list_expected(record: Document) -> Iterator[str]:
    """Names of fields that a record of its kind should fill in."""
    if isinstance(record, DecisionResult) and record.party_kind is not PartyKind.NATURAL:
        yield "party_code"
    if isinstance(record, LicenceResult):
        yield "expiry"
    elif isinstance(record, Statistics):
        yield "table"
    elif isinstance(record, Procurement) and record.stage in _AWARDED:
        yield "winner"
    elif isinstance(record, FiscalReport):
        yield "attachments"
        if record.fiscal_kind in _SANGONG:
            yield "sangong"
    elif isinstance(record, PublicNotice):
        yield "area"
        if record.start is not None and not record.open_ended:
            yield "end"


def _lacks(record: Document, name: str) -> bool:
    return getattr(record, name) in (None, ())


def _name(record: Document, field: str) -> tuple[str, str]:
    return field, type(record).model_fields[field].title or field


def _has_open_copies(record: Document) -> bool:
    files = [attachment.file for attachment in record.attachments]
    return all(any(file.endswith(ending) for file in files) for ending in _OPEN_COPIES)
