"""Cells of the annual report's tables: numbers, or a placeholder kept as it was written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from gongkai.core.annual.shapes import Kind
from gongkai.core.models.fields import parse_amount, parse_whole

Cell: TypeAlias = int | Decimal | str
"""A number, or one of `PLACEHOLDERS`."""

PLACEHOLDERS = ("", "-", "－", "—", "——", "/", "／", "无", "不适用")
"""What stands in tables where a number is due; none of them is a zero."""
_LARGEST = 999_999_999_999


def parse_count(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file held
    """A whole number from 0, or a placeholder as written."""
    if isinstance(value, int) and value < 0:
        raise PydanticCustomError("whole", "应为不带符号的整数")
    return value if value in PLACEHOLDERS else parse_whole(value)


def parse_change(value: Any) -> Any:  # noqa: ANN401
    """A whole number, below 0 for a decrease, or a placeholder as written."""
    if not isinstance(value, str) or value in PLACEHOLDERS:
        return value
    if re.fullmatch(r"-?[1-9][0-9]{0,11}|0", value):
        return int(value)
    raise PydanticCustomError("change", "应为整数，减少的前加“-”")


def parse_money(value: Any) -> Any:  # noqa: ANN401
    """An amount with at most two decimals, or a placeholder as written."""
    return value if value in PLACEHOLDERS else parse_amount(value)


def _tell(kind: str, **limits: int) -> WithJsonSchema:
    """What programs are told of a cell: a number within limits, or a placeholder as written."""
    return WithJsonSchema({"anyOf": [{"type": kind, **limits}, {"enum": list(PLACEHOLDERS)}]})


CELL_TYPES: dict[Kind, Any] = {
    Kind.COUNT: Annotated[
        int | str, BeforeValidator(parse_count), _tell("integer", minimum=0, maximum=_LARGEST)
    ],
    Kind.CHANGE: Annotated[
        int | str,
        BeforeValidator(parse_change),
        _tell("integer", minimum=-_LARGEST, maximum=_LARGEST),
    ],
    Kind.MONEY: Annotated[
        Decimal | str,
        BeforeValidator(parse_money),
        _tell("number", minimum=0, exclusiveMaximum=_LARGEST + 1),
    ],
}
"""How a model reads the cells of a column."""


def is_blank(cell: Cell) -> bool:
    """Whether a placeholder stands where a number is due."""
    return isinstance(cell, str)


def count_cell(cell: Cell) -> int | Decimal:
    """The number of a cell; a placeholder counts as 0."""
    return 0 if isinstance(cell, str) else cell


def sum_cells(cells: tuple[Cell, ...]) -> int | Decimal:
    """The sum of cells, placeholders as 0."""
    return sum((count_cell(cell) for cell in cells), start=0)
