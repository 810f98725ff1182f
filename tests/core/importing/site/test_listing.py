"""Lists of platforms, as CSV and JSON."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.site.listing import ListRefusedError, ListRow, parse_list

ROW = ListRow(2, "通告", "/a.html", "公告", "2019-07-15 09:30", "art/a.html", "审〔2019〕1号")


FIELDS = ("通告", "/a.html", "公告", "2019-07-15 09:30")
ENGLISH = "title,url,column,date,file,paper"
CHINESE = "标题\t网址\t栏目\t发布时间\t文件\t审查编号"


@pytest.mark.parametrize(
    "text",
    [
        f"{ENGLISH}\n{','.join(FIELDS)},./art/a.html,审〔2019〕1号\n",
        "\t".join(
            (f"\ufeff{CHINESE}\r\n{FIELDS[0]}", *FIELDS[1:], "art\\a.html", "审〔2019〕1号\r\n")
        ),
    ],
)
def test_a_list_as_csv(text: str) -> None:
    assert parse_list(text, is_json=False) == (ROW,)


@pytest.mark.parametrize(
    "text", ['[{"标题":"甲","链接":"/a"}]', '{"data":[{"title":"甲","URL":"/a"}]}']
)
def test_a_list_as_json(text: str) -> None:
    assert parse_list(text, is_json=True) == (ListRow(1, "甲", "/a"),)


@pytest.mark.parametrize(
    ("text", "is_json", "message"),
    [
        ("标题,日期\n甲,2019-07-15\n", False, "网址"),
        ("url\n", False, "没有一行"),
        ("", False, "没有一行"),
        ("{", True, "JSON"),
        ('{"a":1}', True, "列表"),
        ("[1]", True, "列表"),
        ("[" * 100_000, True, "JSON"),
    ],
)
def test_lists_that_cannot_be_read(text: str, *, is_json: bool, message: str) -> None:
    with pytest.raises(ListRefusedError, match=message):
        parse_list(text, is_json=is_json)


@given(st.text(), st.booleans())
def test_no_text_ends_in_another_error(text: str, is_json: bool) -> None:  # noqa: FBT001
    with suppress(ListRefusedError):
        assert parse_list(text, is_json=is_json)
