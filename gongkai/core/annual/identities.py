"""The identities of the annual report's tables: within one report, between years, in a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.annual.cells import is_blank, sum_cells
from gongkai.core.annual.figures import Part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from gongkai.core.annual.cells import Cell
    from gongkai.core.annual.figures import Figures
    from gongkai.core.annual.shapes import Row


class Outcome(StrEnum):
    """What came of a comparison."""

    HOLDS = "成立"
    FAILS = "不成立"
    UNCERTAIN = "有空缺，无法核对"
    """The sides differ, but a number in place of a placeholder could make them equal."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A row, a column or a cell of a table."""

    part: Part
    row: str
    """Key of the row, empty for a column."""
    name: str
    """As an official names it, without the table."""

    def __str__(self) -> str:
        """The name with the table's."""
        return f"{self.part}{self.name}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sides of one identity in one place."""

    kind: str
    """AR-A to AR-F or AR-K."""
    spot: Spot
    left: str
    left_value: int | Decimal
    right: str
    right_value: int | Decimal
    outcome: Outcome

    def __str__(self) -> str:
        """Both sides as a Chinese clause."""
        return f"{self.spot}：{self.left}{self.left_value}，{self.right}{self.right_value}"


def check_tables(figures: Figures) -> tuple[Identity, ...]:
    """The identities within one report: AR-A and AR-B for each column, AR-C and AR-D for each row.

    2021: 7, 7, 25 and 3; 2019: 7, 7, 23 and 3.
    """
    return (
        *_check_results(figures),
        *_check_balance(figures),
        *_check_applicants(figures),
        *_check_disputes(figures),
    )


def check_years(before: Figures, after: Figures) -> tuple[Identity, ...]:
    """AR-E for each column of table 3; AR-F for each kind of document, where both forms know it."""
    return (*_check_carried(before, after), *_check_in_force(before, after))


def check_whole(whole: Figures, parts: tuple[Figures, ...]) -> tuple[Identity, ...]:
    """AR-K: each cell of a consolidated report is the sum of that cell in its parts.

    Raises:
        ValueError: when a part is of another form or year.
    """
    for part in parts:
        if (part.form.version, part.year) != (whole.form.version, whole.year):
            reason = f"{part.issuer}的报告与汇总报告的年度或者格式不同"
            raise ValueError(reason)
    summed = [[cell for _, cell in part.list_places()] for part in parts]
    return tuple(
        _compare(
            "AR-K",
            Spot(place.part, place.row.key, place.name),
            ("各部门之和", tuple(below)),
            ("汇总数", (cell,)),
        )
        for (place, cell), *below in zip(whole.list_places(), *summed, strict=True)
    )


def _compare(
    kind: str, spot: Spot, left: tuple[str, tuple[Cell, ...]], right: tuple[str, tuple[Cell, ...]]
) -> Identity:
    sides = sum_cells(left[1]), sum_cells(right[1])
    return Identity(kind, spot, left[0], sides[0], right[0], sides[1], _judge(left[1], right[1]))


def _judge(left: tuple[Cell, ...], right: tuple[Cell, ...]) -> Outcome:
    difference = sum_cells(left) - sum_cells(right)
    if difference == 0:
        return Outcome.HOLDS
    # A number is never below 0, so only a placeholder on the smaller side can explain it.
    smaller = right if difference > 0 else left
    return Outcome.UNCERTAIN if any(map(is_blank, smaller)) else Outcome.FAILS


def _cell(figures: Figures, row: str, position: int) -> Cell:
    return figures.requests.cells(row)[position]


def _list_columns(figures: Figures) -> Iterator[tuple[int, Spot]]:
    for position, column in enumerate(figures.form.requests.columns):
        yield position, Spot(Part.REQUESTS, "", f"“{column.label}”列")


def _row_spot(part: Part, row: Row) -> Spot:
    return Spot(part, row.key, f"“{row.name}”行")


def _check_results(figures: Figures) -> Iterator[Identity]:
    for position, spot in _list_columns(figures):
        parts = tuple(_cell(figures, row, position) for row in figures.form.requests.parts)
        total = (_cell(figures, "r7", position),)
        yield _compare("AR-A", spot, ("各项办理结果之和", parts), ("（七）总计", total))


def _check_balance(figures: Figures) -> Iterator[Identity]:
    for position, spot in _list_columns(figures):
        received = tuple(_cell(figures, row, position) for row in ("new", "carried"))
        settled = tuple(_cell(figures, row, position) for row in ("r7", "forward"))
        yield _compare(
            "AR-B", spot, ("新收与上年结转之和", received), ("办理总计与结转下年度之和", settled)
        )


def _check_applicants(figures: Figures) -> Iterator[Identity]:
    for row in figures.form.requests.figures:
        *parts, total = figures.requests.cells(row.key)
        spot = _row_spot(Part.REQUESTS, row)
        yield _compare("AR-C", spot, ("各类申请人之和", tuple(parts)), ("总计", (total,)))


def _check_disputes(figures: Figures) -> Iterator[Identity]:
    for row in figures.form.disputes.rows:
        *parts, total = figures.disputes.cells(row.key)
        spot = _row_spot(Part.DISPUTES, row)
        yield _compare("AR-D", spot, ("各种结果之和", tuple(parts)), ("总计", (total,)))


def _check_carried(before: Figures, after: Figures) -> Iterator[Identity]:
    for position, spot in _list_columns(after):
        yield _compare(
            "AR-E",
            spot,
            (f"{before.year}年度结转下年度", (_cell(before, "forward", position),)),
            (f"{after.year}年度上年结转", (_cell(after, "carried", position),)),
        )


def _check_in_force(before: Figures, after: Figures) -> Iterator[Identity]:
    old = {row.key: (row, columns) for row, columns in before.form.proactive.rows}
    for row, columns in after.form.proactive.rows:
        keys = [column.key for column in columns]
        if "in_force" not in keys or old.get(row.key) != (row, columns):
            continue
        last = dict(zip(keys, before.proactive.cells(row.key), strict=True))["in_force"]
        now = dict(zip(keys, after.proactive.cells(row.key), strict=True))
        # What was repealed stands on the other side, so that no side falls below 0.
        yield _compare(
            "AR-F",
            _row_spot(Part.PROACTIVE, row),
            (f"{before.year}年度现行有效与本年制发之和", (last, now["made"])),
            ("本年废止与现行有效之和", (now["repealed"], now["in_force"])),
        )
