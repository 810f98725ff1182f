"""The table from old columns to new ones."""

from __future__ import annotations

import pytest

from gongkai.core.importing.site.mapping import (
    Goal,
    MappingRefusedError,
    parse_mapping,
    propose_mapping,
)
from tests.helpers.tiny_site import load, make_files

CATALOG = load(make_files())


def test_a_proposal_names_every_column_and_guesses_only_by_name() -> None:
    pages = [("通告", "甲"), ("通告", "乙"), ("图片\u3000新闻", "丙"), ("", "丁")]
    rows = propose_mapping(CATALOG, pages).splitlines()
    assert [row for row in rows if not row.startswith("#")] == [
        "图片\u3000新闻\t1\t\t\t\t\t丙",
        "通告\t2\ttonggao\t\t\t\t甲",
        "（没有栏目）\t1\t\t\t\t\t丁",
    ]


def test_a_table_that_is_filled_in() -> None:
    first = "通告\t2\ttonggao\tgongwen\tbangongshi\t综合政务/其他\t甲"
    text = f"\ufeff# 注\n{first}\n新闻\t1\t略去：不属政府信息\n"
    assert parse_mapping(CATALOG, text, ["通告", "新闻"]) == {
        "通告": Goal("tonggao", "gongwen", "bangongshi", "综合政务/其他"),
        "新闻": Goal("", reason="不属政府信息"),
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "对照表缺少旧栏目“通告”"),
        ("通告\t2\n", "第 1 行：旧栏目“通告”还没有填栏目编号；整栏不迁的填“略去：理由”"),
        ("通告\t2\txinwen\n", "第 1 行：没有栏目 xinwen"),
        ("通告\t2\t略去\n", "第 1 行：略去的栏目须写明理由，如“略去：不属政府信息”"),
        ("通告\t2\ttonggao\tnianbao\n", "第 1 行：栏目 tonggao 只收这些类型：gongwen"),
        ("通告\t2\ttonggao\t\tjingbao\n", "第 1 行：没有部门 jingbao"),
        ("通告\t2\ttonggao\n通告\t2\ttonggao\n", "第 2 行：同一旧栏目写了两行"),
    ],
)
def test_tables_that_cannot_be_followed(text: str, problem: str) -> None:
    with pytest.raises(MappingRefusedError) as error:
        parse_mapping(CATALOG, text, ["通告"])
    assert str(error.value) == problem
