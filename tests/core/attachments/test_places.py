from __future__ import annotations

import pytest

from gongkai.core.attachments import inspect_attachment
from gongkai.core.attachments.inspection import PLACE
from tests.helpers.attachments import pack, workbook

NUMBER = "13800001234"


@pytest.mark.parametrize(
    ("row", "attributes", "places"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "", ((NUMBER, "第1张工作表A1单元格"),)),
        (
            '<c r="B7" t="s"><v>0</v></c>',
            'state="hidden"',
            ((NUMBER, "第1张工作表（隐藏）B7单元格"),),
        ),
        (f'<c r="C1"><v>{NUMBER}</v></c>', "", ((NUMBER, "第1张工作表C1单元格"),)),
        ('<c r="C1"><v>12345</v></c>', "", ()),
        (
            '<c r="A1" t="s"><v>0</v></c><c r="A2" t="s"><v>0</v></c>',
            "",
            ((NUMBER, "第1张工作表A1单元格"),),
        ),
        (f'<c r="甲乙丙"><v>{NUMBER}</v></c>', "", ((NUMBER, "第1张工作表"),)),
        ('<c r="A1" t="s"><v>9</v></c>', "", ()),
    ],
)
def test_where_numbers_stand(
    row: str, attributes: str, places: tuple[tuple[str, str], ...]
) -> None:
    book = workbook(
        f'<row r="1">{row}</row>', strings=f"<si><t>{NUMBER}</t></si>", attributes=attributes
    )
    found = inspect_attachment("a.xlsx", pack(book)).places
    assert found == places
    assert all(PLACE.fullmatch(place) for _, place in found)
