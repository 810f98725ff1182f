"""Amounts of money and their units."""

from __future__ import annotations

import pytest

from gongkai.core.annual.doubts import find_doubts
from gongkai.core.annual.money import check_money
from tests.helpers.annual import make_figures

JUMP = "表二“行政事业性收费”上年12.50万元、本年126000万元，相差千倍以上，请核对是否按万元填写"


@pytest.mark.parametrize(
    ("text", "version", "now", "faults"),
    [
        ("行政事业性收费1,152.08万元。", "2021", "1152.08", ()),
        ("行政事业性收费金额为1152.1万元。", "2021", "1152.08", ()),
        ("行政事业性收费11520800元。", "2021", "1152.08", ()),
        (
            "行政事业性收费1152.08元。",
            "2021",
            "1152.08",
            ("正文称“行政事业性收费1152.08元”，表二“行政事业性收费”为1152.08万元",),
        ),
        ("免征行政事业性收费9万元。", "2021", "1152.08", ()),
        ("政府采购金额320.6万元。", "2019", "3206000", ()),
        (
            "政府集中采购总金额3206000万元。",
            "2019",
            "3206000",
            ("正文称“政府集中采购总金额3206000万元”，表二“政府集中采购”为3206000元",),
        ),
    ],
)
def test_text_and_table(text: str, version: str, now: str, faults: tuple[str, ...]) -> None:
    if version == "2021":
        figures = make_figures(version, shoufei=now)
    else:
        figures = make_figures(version, caigou=["1", now])
    assert check_money(text, figures, None) == faults


@pytest.mark.parametrize(
    ("last", "now", "faults"),
    [
        ("12.50", "126000", (JUMP,)),
        ("12.50", "14.00", ()),
        ("12.50", "-", ()),
        ("0", "126000", ()),
    ],
)
def test_a_jump_between_years(last: str, now: str, faults: tuple[str, ...]) -> None:
    before, after = make_figures(year=2024, shoufei=last), make_figures(shoufei=now)
    assert check_money("", after, before) == faults


def test_forms_with_other_units_are_not_compared() -> None:
    before = make_figures("2019", 2020, caigou=["1", "3206000"])
    assert check_money("", make_figures(shoufei="12.50"), before) == ()


@pytest.mark.parametrize(("issuer", "count"), [("示例市公安局", 1), ("示例市人民政府", 0)])
def test_rules_by_a_body_that_may_make_none(issuer: str, count: int) -> None:
    figures = make_figures(issuer=issuer, guizhang=["1", "0", "1"])
    assert len([*find_doubts(figures)]) == count
    assert [*find_doubts(make_figures(issuer=issuer))] == []
