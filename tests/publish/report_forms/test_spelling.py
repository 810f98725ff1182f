from __future__ import annotations

from datetime import date, datetime

import pytest

from gongkai.publish.report_forms.spelling import Speller
from gongkai.publish.report_forms.table import Cell, Rate

SPELLER = Speller("1", "2", "3", "4", "5", "6", "7")
NINE = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - as a workbook has it


@pytest.mark.parametrize(
    ("cell", "spelled"),
    [
        (None, ' s="1"/>'),
        ("", ' s="1"/>'),
        ("甲<&>", ' s="1" t="inlineStr"><is><t>甲&lt;&amp;&gt;</t></is></c>'),
        (" 甲", ' s="1" t="inlineStr"><is><t xml:space="preserve"> 甲</t></is></c>'),
        ("=1+1", ' s="1" t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("\0%s", ' s="1" t="inlineStr"><is><t>_x0000_%s</t></is></c>'),
        (1, ' s="2"><v>1</v></c>'),
        (1.0, ' s="3"><v>1</v></c>'),
        (2.5, ' s="3"><v>2.5</v></c>'),
        (0, ' s="2"><v>0</v></c>'),
        (Rate(1, 3), ' s="4"><v>0.3333333333333333</v></c>'),
        (Rate(0, 0), ' s="1"/>'),
        (date(2026, 11, 3), ' s="5"><v>46329</v></c>'),
        (NINE, ' s="6"><v>46329.375</v></c>'),
    ],
)
def test_a_cell_of_each_kind(cell: Cell, spelled: str) -> None:
    row = f'<row r="2" ht="16" customHeight="1"><c r="A2"{spelled}</row>'
    assert list(SPELLER.spell_rows([(cell,)], [10], 1)) == [row]


def test_rows_are_as_high_as_their_longest_text_up_to_what_programs_allow() -> None:
    rows: list[tuple[Cell, ...]] = [("短", 1), ("字" * 20, "字" * 5), ("字" * 900, "")]
    spelled = [*SPELLER.spell_rows(rows, [11, 11], 1)]
    heights = [row.split('"')[3] for row in spelled]
    assert heights == [str(14 * lines + 2) for lines in (1, 4, 29)]
    assert [row.split('"')[1] for row in spelled] == ["2", "3", "4"]
    (roomy,) = SPELLER.spell_rows([("短",)], [11], 3)
    assert 'ht="44"' in roomy
