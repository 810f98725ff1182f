"""Amounts of money in the unit that the form prescribes (AR-I): 元 in 2019, 万元 in 2021."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.core.annual.cells import count_cell
from gongkai.core.annual.figures import Part
from gongkai.core.annual.shapes import Kind
from gongkai.core.annual.text import parse_text, split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.figures import Figures

_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_UNIT_FACTOR = range(1_000, 100_001)
"""A change of money by such a factor looks like a change of unit, which is one of 10,000."""
_MONEY = r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[万亿]?元)"
_WORDS = {
    "shoufei": re.compile(
        rf"行政事业性收费(?:本年)?(?:收费)?(?:总?金额|总额)?(?:共计?|合计|总计|为|是|：){{0,3}}{_MONEY}"
    ),
    "caigou": re.compile(
        rf"政府(?:集中)?采购(?:总?金额|总额)(?:共计?|合计|总计|为|是|：){{0,3}}{_MONEY}"
    ),
}
_OTHERS = re.compile("其中|上年|去年|免征|减免|降低|减少")


@dataclass(frozen=True, slots=True)
class _Amount:
    row: str
    name: str
    unit: str
    number: Decimal


def check_money(text: str, figures: Figures, before: Figures | None) -> tuple[str, ...]:
    """Amounts that the text tells otherwise, or that jumped as if the unit had changed."""
    amounts = [*_list_amounts(figures)]
    last = {amount.row: amount for amount in _list_amounts(before)} if before else {}
    return (*_compare_text(text, amounts), *_compare_years(amounts, last))


def _list_amounts(figures: Figures) -> Iterator[_Amount]:
    for row, columns in figures.form.proactive.rows:
        for column, cell in zip(columns, figures.proactive.cells(row.key), strict=True):
            if column.kind is Kind.MONEY:
                yield _Amount(row.key, row.name, column.measure, Decimal(count_cell(cell)))


def _compare_text(text: str, amounts: list[_Amount]) -> Iterator[str]:
    sentences = [s for p in parse_text(text).paragraphs for s in split_sentences(p.text)]
    for amount in amounts:
        for sentence in sentences:
            for match in _WORDS[amount.row].finditer(sentence):
                told = Decimal(match["number"])
                if _OTHERS.search(sentence[: match.end()]) or _agrees(told, match["unit"], amount):
                    continue
                yield (
                    f"正文称“{match[0]}”，{Part.PROACTIVE}“{amount.name}”为{amount.number}{amount.unit}"
                )


def _agrees(told: Decimal, unit: str, amount: _Amount) -> bool:
    """Whether two amounts are one, as far as the text's was rounded."""
    rounding = Decimal(1).scaleb(min(int(told.as_tuple().exponent), 0)) / 2 * _YUAN[unit]
    return abs(told * _YUAN[unit] - amount.number * _YUAN[amount.unit]) <= rounding


def _compare_years(amounts: list[_Amount], last: dict[str, _Amount]) -> Iterator[str]:
    for amount in amounts:
        then, now = last.get(amount.row), amount.number
        if then is None or then.unit != amount.unit or min(then.number, now) <= 0:
            continue
        if int(max(then.number, now) / min(then.number, now)) in _UNIT_FACTOR:
            yield (
                f"{Part.PROACTIVE}“{amount.name}”上年{then.number}{then.unit}、本年{now}{amount.unit}，"
                f"相差千倍以上，请核对是否按{amount.unit}填写"
            )
