from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.core.report.completeness import build_columns
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.inspection import build_inspection
from gongkai.core.report.tables import Concerned, InspectionCounter
from gongkai.core.site import build_site
from tests.helpers.report_trees import NOW, Page, judge, make_column, make_tree


def count(columns: list[str], pages: list[Page]) -> dict[str, InspectionCounter]:
    verdict = judge(make_tree(columns, pages))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return {c.id: c for c in build_inspection(holdings, build_columns(holdings))}


def show(column: str, age: int) -> Page:
    day = (NOW.date() - timedelta(days=age)).isoformat()
    return Page(f"{column}/a", "zhidu", day, day)


@pytest.mark.parametrize(
    ("age", "head_room", "failed"), [(0, 14, False), (14, 0, False), (15, 0, True)]
)
def test_home_page(age: int, head_room: int, failed: bool) -> None:  # noqa: FBT001
    found = count([make_column("a", "zhidu")], [show("a", age)])["home"]
    assert (found.value, found.head_room, found.failed) == (age, head_room, failed)


def test_a_site_without_documents() -> None:
    found = count([make_column("a", "zhidu")], [])["home"]
    assert (found.value, found.failed, found.note) == (None, True, "网站还没有公开内容")


@pytest.mark.parametrize(
    ("nature", "age", "counted"),
    [("dynamic", 14, 0), ("dynamic", 15, 1), ("notice", 183, 0), ("notice", 184, 1)],
)
def test_dynamic_and_notice_columns(nature: str, age: int, counted: int) -> None:
    column = make_column("a", "zhidu", f"nature: {nature}\nmax_age: 1000")
    found = count([column], [show("a", age)])["dynamic"]
    assert (found.value, found.head_room, found.failed) == (counted, 5 - counted, False)


def test_kinds_count_together_and_fail_at_five() -> None:
    names = ("d1", "d2", "n1", "n2", "n3")
    columns = [
        make_column(name, "zhidu", f"nature: {'dynamic' if name < 'n' else 'notice'}")
        for name in names
    ]
    found = count(columns, [show(name, 200) for name in names])["dynamic"]
    assert (found.value, found.head_room, found.failed) == (5, 0, True)
    assert found.columns[0] == Concerned("栏目d1", "办公室", 200)
    assert not count(columns, [show(name, 200) for name in names[1:]])["dynamic"].failed


@pytest.mark.parametrize(("number", "failed"), [(9, False), (10, True)])
def test_other_columns_fail_at_ten(number: int, failed: bool) -> None:  # noqa: FBT001
    names = [f"c{n}" for n in range(number)]
    columns = [make_column(name, "zhidu", "max_age: 90") for name in names]
    columns.append(make_column("fresh", "zhidu", "max_age: 91"))
    found = count(columns, [show(name, 91) for name in [*names, "fresh"]])["other"]
    assert (found.value, found.head_room, found.failed) == (number, 10 - number, failed)


@pytest.mark.parametrize(("number", "failed"), [(4, False), (5, True)])
def test_empty_columns_fail_at_five(number: int, failed: bool) -> None:  # noqa: FBT001
    columns = [make_column(f"c{n}", "zhidu") for n in range(number)]
    columns.append(make_column("zero", "zhidu", "zero_statement: 本期无应公开信息。"))
    columns.append(make_column("unfit", "zhidu", "not_applicable: 本机关无此职责。"))
    found = count(columns, [])["empty"]
    assert (found.value, found.head_room, found.failed) == (number, 5 - number, failed)
    assert found.columns == tuple(Concerned(f"栏目c{n}", "办公室", None) for n in range(number))
    assert found.note == "另有空白栏目已作说明，未计入：栏目zero"
