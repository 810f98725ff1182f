"""Figures that no identity forbids and yet hardly are as they stand: powers, units of money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.cells import count_cell
from gongkai.core.annual.figures import Part
from gongkai.core.annual.shapes import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.figures import Figures

_RULES = "guizhang"
_MAKERS = ("政府", "人民政府", "部", "委员会", "总局", "人民银行", "审计署")
"""How bodies are called that may make rules (规章); 立法法第九十一条、第九十三条."""
_UNIT_FACTOR = range(1_000, 100_001)
"""A change of money by such a factor looks like a change of unit, which is one of 10,000."""


def find_doubts(figures: Figures) -> Iterator[str]:
    """What no identity forbids but no such body would report: rules made by one that may not."""
    if figures.issuer.endswith(_MAKERS):
        return
    for row, columns in figures.form.proactive.rows:
        cells = figures.proactive.cells(row.key)
        if row.key == _RULES and any(count_cell(cell) for cell in cells):
            shown = "、".join(
                f"{column.label}{cell}" for column, cell in zip(columns, cells, strict=True)
            )
            yield f"{Part.PROACTIVE}“{row.name}”行填有{shown}，而本机关没有规章制定权"


def find_unit_doubts(before: Figures, after: Figures) -> Iterator[str]:
    """Amounts that changed as if one of two years were in another unit (AR-I)."""
    if before.form is not after.form:
        return
    for row, columns in after.form.proactive.rows:
        amounts = zip(
            columns, before.proactive.cells(row.key), after.proactive.cells(row.key), strict=True
        )
        for column, *cells in amounts:
            then, now = map(count_cell, cells)
            if column.kind is not Kind.MONEY or min(then, now) <= 0:
                continue
            if int(max(then, now) / min(then, now)) in _UNIT_FACTOR:
                unit = column.measure
                yield (
                    f"{Part.PROACTIVE}“{row.name}”上年{then}{unit}、本年{now}{unit}，"
                    f"相差千倍以上，请核对是否按{unit}填写"
                )
