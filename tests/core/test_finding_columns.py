from __future__ import annotations

import pytest

from gongkai.core.finding_columns import find_columns
from tests.helpers.tiny_site import load
from tests.helpers.tree import make_structure

COLUMNS = load(make_structure()).columns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tonggao", ["tonggao"]),
        ("通告", ["tonggao"]),
        ("政策", ["jiedu"]),
        ("zhengce", ["jiedu"]),
        ("ZCJD", ["jiedu"]),
        ("zheng ce", ["jiedu"]),
        ("动", ["dongtai"]),
        ("t", ["tonggao", "dongtai"]),
        ("gao", ["tonggao"]),
        ("公文", ["tonggao"]),
        ("dengji", ["tonggao"]),
        ("ongg", []),
        ("hengce", []),
        ("xinwen", []),
        ("", []),
        ("  ", []),
    ],
)
def test_columns_are_found_by_id_name_pinyin_and_letters(text: str, found: list[str]) -> None:
    assert [column.id for column in find_columns(COLUMNS, text)] == found
