"""Figures that no identity forbids and that yet cannot be as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.cells import count_cell
from gongkai.core.annual.figures import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.figures import Figures

_RULES = "guizhang"
_MAKERS = ("政府", "人民政府", "部", "委员会", "总局", "人民银行", "审计署")
"""How bodies are called that may make rules (规章); 立法法第九十一条、第九十三条."""


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
