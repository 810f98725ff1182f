"""The identities of the tables: each found broken, none broken by itself."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.annual.figures import describe_blanks, find_blanks, parse_figures
from gongkai.core.annual.forms import FORM_BY_VERSION
from gongkai.core.annual.identities import (
    Outcome,
    check_tables,
    check_whole,
    check_years,
)
from tests.helpers.annual import empty_values, make_figures, make_values, seed_001

ONE = ["1", "0", "0", "0", "0", "0", "1"]


def broken(**rows: list[str] | str) -> list[tuple[str, str]]:
    results = check_tables(parse_figures(make_values("2021", 2025, **rows)))
    return [(i.kind, str(i)) for i in results if i.outcome is not Outcome.HOLDS]


@pytest.mark.parametrize(("version", "rows"), [("2019", 23), ("2021", 25)])
def test_the_number_of_identities(version: str, rows: int) -> None:
    kinds = [i.kind for i in check_tables(make_figures(version))]
    assert [kinds.count(f"AR-{letter}") for letter in "ABCD"] == [7, 7, rows, 3]
    assert len(kinds) == 17 + rows


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ({"new": ONE, "r1": ONE, "r7": ONE}, []),
        (
            {"r3_7": ["0", "1", "0", "0", "0", "0", "0"]},
            [
                ("AR-A", "表三“商业企业”列：各项办理结果之和1，（七）总计0"),
                ("AR-C", "表三“属于行政执法案卷”行：各类申请人之和1，总计0"),
            ],
        ),
        (
            {"forward": ONE},
            [
                ("AR-B", "表三“自然人”列：新收与上年结转之和0，办理总计与结转下年度之和1"),
                ("AR-B", "表三“总计”列：新收与上年结转之和0，办理总计与结转下年度之和1"),
            ],
        ),
        (
            {"new": ["1", "0", "0", "0", "0", "0", "2"], "r1": ONE, "r7": ONE},
            [
                ("AR-B", "表三“总计”列：新收与上年结转之和2，办理总计与结转下年度之和1"),
                ("AR-C", "表三“本年新收政府信息公开申请数量”行：各类申请人之和1，总计2"),
            ],
        ),
        (
            {"fuyihou": ["0", "1", "0", "1", "1"]},
            [("AR-D", "表四“复议后起诉”行：各种结果之和2，总计1")],
        ),
    ],
)
def test_what_does_not_hold_is_told_with_both_sides(
    rows: dict[str, list[str]], found: list[tuple[str, str]]
) -> None:
    assert broken(**rows) == found


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (["1", "-", "", "/", "不适用", "0", "1"], Outcome.HOLDS),
        (["1", "-", "0", "0", "0", "0", "2"], Outcome.UNCERTAIN),
        (["3", "-", "0", "0", "0", "0", "2"], Outcome.FAILS),
        (["3", "0", "0", "0", "0", "0", "-"], Outcome.UNCERTAIN),
    ],
)
def test_a_placeholder_counts_as_zero_and_may_explain_only_what_is_missing(
    row: list[str], outcome: Outcome
) -> None:
    results = check_tables(make_figures(r1=row))
    assert [i.outcome for i in results if i.kind == "AR-C" and i.spot.row == "r1"] == [outcome]


def test_tv_11_the_figures_of_seed_001() -> None:
    figures = parse_figures(seed_001())
    assert {i.outcome for i in check_tables(figures)} == {Outcome.HOLDS}
    assert len(check_tables(figures)) == 40
    assert len(find_blanks(figures)) == 162
    assert (
        describe_blanks(figures)
        == "表三有“-”151格，同表其他格又写“0”；表四有“-”11格，同表其他格又写“0”"
    )
    assert figures.disputes.cells("fuyi") == (1, "-", "-", "-", 1)


def test_without_placeholders_there_is_nothing_to_tell() -> None:
    assert describe_blanks(make_figures()) == ""
    assert describe_blanks(make_figures(xuke="")) == "表二有空格1格，同表其他格又写“0”"


def test_tv_13_what_was_carried_forward_must_arrive() -> None:
    before = make_figures(year=2024, forward=["3", "0", "0", "0", "0", "0", "3"])
    after = make_figures(carried=["2", "1", "0", "0", "0", "0", "2"])
    failed = [str(i) for i in check_years(before, after) if i.outcome is not Outcome.HOLDS]
    assert failed == [
        "表三“自然人”列：2024年度结转下年度3，2025年度上年结转2",
        "表三“商业企业”列：2024年度结转下年度0，2025年度上年结转1",
        "表三“总计”列：2024年度结转下年度3，2025年度上年结转2",
    ]


@pytest.mark.parametrize(
    ("last", "now", "failed"),
    [
        (["0", "0", "5"], ["2", "1", "6"], []),
        (
            ["0", "0", "1"],
            ["0", "2", "0"],
            ["表二“规章”行：2024年度现行有效与本年制发之和1，本年废止与现行有效之和2"],
        ),
    ],
)
def test_documents_in_force_follow_from_last_years(
    last: list[str], now: list[str], failed: list[str]
) -> None:
    results = check_years(make_figures(year=2024, guizhang=last), make_figures(guizhang=now))
    assert [str(i) for i in results if i.outcome is not Outcome.HOLDS] == failed
    assert [i.kind for i in results] == ["AR-E"] * 7 + ["AR-F"] * 2


def test_forms_that_count_otherwise_are_not_compared() -> None:
    results = check_years(make_figures("2019", 2020), make_figures(year=2021))
    assert {i.kind for i in results} == {"AR-E"}


def test_a_whole_is_the_sum_of_its_parts() -> None:
    parts = (
        make_figures(new=ONE, r1=ONE, r7=ONE, shoufei="1.25"),
        make_figures(xuke="4", shoufei="0.75"),
    )
    whole = make_figures(new=ONE, r1=ONE, r7=ONE, xuke="5", shoufei="2.00")
    failed = [str(i) for i in check_whole(whole, parts) if i.outcome is not Outcome.HOLDS]
    assert failed == ["表二“行政许可”行“本年处理决定数量”栏：各部门之和4，汇总数5"]
    with pytest.raises(ValueError, match="年度或者格式不同"):
        check_whole(whole, (make_figures("2019", 2020),))


@st.composite
def consistent_values(draw: st.DrawFn) -> dict[str, Any]:
    """Random tables in which every identity holds."""
    version = draw(st.sampled_from([*FORM_BY_VERSION]))
    values, form = empty_values(version), FORM_BY_VERSION[version].requests
    small = st.integers(0, 40)
    grid = {key: [draw(small) for _ in range(6)] for key in (*form.parts, "carried", "forward")}
    grid["r7"] = [sum(grid[key][n] for key in form.parts) for n in range(6)]
    settled = [a + b for a, b in zip(grid["r7"], grid["forward"], strict=True)]
    # What was carried over can never be more than what was settled or is carried on.
    grid["carried"] = [min(pair) for pair in zip(grid["carried"], settled, strict=True)]
    grid["new"] = [a - b for a, b in zip(settled, grid["carried"], strict=True)]
    values["requests"] = {key: [str(n) for n in (*row, sum(row))] for key, row in grid.items()}
    return values


@given(consistent_values(), st.data())
def test_any_single_changed_cell_is_found(values: dict[str, Any], data: st.DataObject) -> None:
    assert {i.outcome for i in check_tables(parse_figures(values))} == {Outcome.HOLDS}
    changed = deepcopy(values)
    row = data.draw(st.sampled_from(sorted(changed["requests"])))
    position = data.draw(st.integers(0, 6))
    old = changed["requests"][row][position]
    changed["requests"][row][position] = str(
        data.draw(st.integers(0, 400).filter(lambda number: str(number) != old))
    )
    failed = {i.kind for i in check_tables(parse_figures(changed)) if i.outcome is Outcome.FAILS}
    assert failed & {"AR-A", "AR-B", "AR-C"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (make_values() | {"form": "2008"}, "没有这个格式版本"),
        (make_values(new=["1"] * 6), "应为7格，现有6格"),
        (make_values(new=["一"] * 7), "应为不带符号的整数"),
        (make_values(xuke="-1"), "应为不带符号的整数"),
        (make_values("2019", caigou=["1", "1.234"]), "应为金额数字"),
        (make_values("2019", xuke=["1", "+1", "0"]), "应为整数，减少的前加“-”"),
    ],
)
def test_what_is_no_figure_is_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_figures(values)


def test_a_decrease_is_a_figure() -> None:
    values = make_values("2019", xuke=["9", "-2", "0"])
    assert parse_figures(values).proactive.cells("xuke") == (9, -2, 0)
