"""What stands in a cell as front-matter spells it: a number, or a placeholder as it was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from gongkai.core.annual.cells import PLACEHOLDERS, parse_change, parse_count, parse_money
from gongkai.core.annual.shapes import Kind

if TYPE_CHECKING:
    from gongkai.core.annual.shapes import Column

_PARSERS = {Kind.COUNT: parse_count, Kind.CHANGE: parse_change, Kind.MONEY: parse_money}
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_UNIT = re.compile(r"(?<=[0-9])(万元|元|件|项|个|宗|起|条)$")
_HEAD_UNIT = re.compile(r"\((?:单位:?)?(万元|元)\)")
_COUNTING = frozenset("件项个宗起条")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "－": "-"})
_WHOLE_DECIMALS = re.compile(r"(?<=[0-9])\.0+$")


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell, understood or not."""

    text: str
    """As front-matter spells it; meaningless where there is a fault."""
    fault: str = ""
    """Why it is no figure, in Chinese; empty when it is one."""


def read_value(text: str, column: Column, head: str = "") -> CellValue:
    """The value of a cell's text; a placeholder stays what it is, it is never made a zero.

    The head is the label above the cell as the file has it, which may name another unit.
    """
    bare = re.sub(r"[\s\u200b\ufeff]+", "", text)
    if bare in PLACEHOLDERS:
        return CellValue(bare)
    number = unicodedata.normalize("NFKC", bare).translate(_MINUS)
    unit = _UNIT.search(number)
    told = [unit[1]] if unit else _HEAD_UNIT.findall(unicodedata.normalize("NFKC", head))
    if told and not _fits(told[-1], column):
        return CellValue("", f"单位是“{told[-1]}”，格式要求“{column.measure}”，请换算后填写")
    if unit is not None:
        number = number[: unit.start()]
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    if column.kind is not Kind.MONEY:
        number = _WHOLE_DECIMALS.sub("", number)
    number = _read_sign(number, column)
    try:
        _PARSERS[column.kind](number)
    except PydanticCustomError as error:
        return CellValue("", error.message())
    return CellValue(number)


def _fits(unit: str, column: Column) -> bool:
    if column.kind is Kind.MONEY:
        return unit == column.measure
    return unit in _COUNTING


def _read_sign(number: str, column: Column) -> str:
    """The number with the one sign that the column allows."""
    if column.kind is Kind.CHANGE:
        number = re.sub(r"^减", "-", re.sub(r"^增", "", number))
    return number.removeprefix("+")
