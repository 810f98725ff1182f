from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.index_number import (
    IndexNumber,
    IndexNumberError,
    IndexRangeExhaustedError,
    Problem,
    check_index_number,
    format_index_number,
    next_index_number,
    parse_index_number,
)

CODE = "11441700007280420Y"


@pytest.mark.parametrize(
    ("text", "code", "year", "serial", "month"),
    [
        ("000014349/2017-00110", "000014349", 2017, 110, None),
        ("11441700007280420Y/2021-00050", CODE, 2021, 50, None),
        ("11441700007280420y/2021-00050", CODE, 2021, 50, None),
        ("113417020032563511/202504-00057", "113417020032563511", 2025, 57, 4),
        ("11370322004222241N/2021-5135380", "11370322004222241N", 2021, 5135380, None),
        ("01527918X-2020-153077", "01527918X", 2020, 153077, None),
        ("01527918-X-2020-153077", "01527918X", 2020, 153077, None),
        ("01527918-X/2020/153077", "01527918X", 2020, 153077, None),
    ],
)
def test_parse(text: str, code: str, year: int, serial: int, month: int | None) -> None:
    assert parse_index_number(text) == IndexNumber(code, year, serial, text, month)
    assert check_index_number(text, own_code=None) == ()
    assert check_index_number(text, own_code=code) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11441700007280420Y",
        "11441700007280420Y/21-00050",
        "11441700007280420Y/202113-00050",
        "11441700007280420Y/2021-",
        "11441700007280420Y/2021-00050 ",
        "11441700007280420I/2021-00050",
        "１1441700007280420Y/2021-00050",
        "330201-017-01-02-20200101-0001",
        "530000201912310000123",
    ],
)
def test_malformed(text: str) -> None:
    message = "索引号格式不对，应为“机构代码/年份-序号”"
    with pytest.raises(IndexNumberError, match="格式不对"):
        parse_index_number(text)
    assert check_index_number(text, own_code=CODE) == (Problem("malformed", message),)


@pytest.mark.parametrize(
    ("text", "own_code", "problems"),
    [
        (
            "11441700007280421Y/2021-00050",
            None,
            [
                (
                    "check-digit",
                    "统一社会信用代码有误：按前面各位推算，末位校验码应为2",
                )
            ],
        ),
        (
            "035210000/2017-00001",
            "035210000",
            [("check-digit", "组织机构代码有误：按前面各位推算，末位校验码应为8")],
        ),
        (
            "000014349/2017-00110",
            CODE,
            [("foreign-code", f"机构代码不是本机关的代码“{CODE}”")],
        ),
        ("01527918X-2020-1", "01527918-X", []),
        ("N2330106MF1234567L/2024-00001", None, []),
    ],
)
def test_check(text: str, own_code: str | None, problems: list[tuple[str, str]]) -> None:
    assert [(p.code, p.message) for p in check_index_number(text, own_code)] == problems


@given(st.integers(1950, 2099), st.integers(1, 10**9))
def test_format_is_parsed_back(year: int, serial: int) -> None:
    text = format_index_number(CODE, year, serial)
    assert parse_index_number(text) == IndexNumber(CODE, year, serial, text)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "00101"),
        ([f"{CODE}/2026-00101", f"{CODE}/2026-00103"], "00104"),
        ([f"{CODE}/2025-00150", "000014349/2026-00150"], "00101"),
        ([f"{CODE}/2026-00050", f"{CODE}/2026-00900", "没有编号"], "00101"),
        ([f"{CODE}/202603-00120", f"{CODE.lower()}-2026-121"], "00122"),
    ],
)
def test_next(taken: list[str], expected: str) -> None:
    assert next_index_number(taken, CODE, 2026, 101, 200) == f"{CODE}/2026-{expected}"


def test_exhausted_range() -> None:
    with pytest.raises(IndexRangeExhaustedError) as caught:
        next_index_number([f"{CODE}/2026-00200"], CODE, 2026, 101, 200)
    assert str(caught.value) == (
        "2026年的索引号序号段 00101—00200 已经用完，请在机构设置中另划号段"
    )


@pytest.mark.parametrize(("first", "last"), [(0, 10), (5, 4), (-3, -1)])
def test_impossible_range(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="序号段"):
        next_index_number([], CODE, 2026, first, last)


@given(st.lists(st.integers(0, 2), max_size=60))
def test_units_never_collide(units: list[int]) -> None:
    ranges = [(1, 100), (101, 200), (201, 99999)]
    taken: list[str] = []
    for unit in units:
        first, last = ranges[unit]
        # Each unit sees only its own numbers, as on branches that were not merged yet.
        seen = [text for text in taken if first <= parse_index_number(text).serial <= last]
        taken.append(next_index_number(seen, CODE, 2026, first, last))
    assert len(set(taken)) == len(taken)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    codes = {problem.code for problem in check_index_number(text, CODE)}
    assert codes <= {"malformed", "check-digit", "foreign-code"}
