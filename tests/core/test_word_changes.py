from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.word_changes import Marked, Piece, mark_changes


def show(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{p.text}]" if p.changed else p.text for p in pieces)


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        (
            "自收到之日起七个工作日内",
            "自收到之日起五个工作日内",
            "自收到之日起[七]个工作日内",
            "自收到之日起[五]个工作日内",
        ),
        ("应当在15日内答复", "应当在16日内答复", "应当在[15]日内答复", "应当在[16]日内答复"),
        ("增长1.3%以上的", "增长11.3%以上的", "增长[1.3%]以上的", "增长[11.3%]以上的"),
        (
            "说明理由。",
            "说明理由；检索未果的，附说明。",
            "说明理由。",
            "说明理由[；检索未果的，附说明]。",
        ),
        (None, "新增一条。", "", "[新增一条。]"),
        ("删去一条。", None, "[删去一条。]", ""),
        ("甲乙丙丁", "子丑寅卯", "[甲乙丙丁]", "[子丑寅卯]"),
        ("收费标准由市局定", "收取的费用由省厅定", "收[费标准由市局]定", "收[取的费用由省厅]定"),
    ],
)
def test_words_that_changed(before: str | None, after: str | None, left: str, right: str) -> None:
    marked = mark_changes(before, after)
    assert (show(marked.before), show(marked.after)) == (left, right)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_lost_and_kinds_alternate(before: str, after: str) -> None:
    marked = mark_changes(before, after)
    for pieces, text in ((marked.before, before), (marked.after, after)):
        assert "".join(p.text for p in pieces) == text
        assert all(p.text for p in pieces)
        assert all(a.changed is not b.changed for a, b in pairwise(pieces))


def test_the_same_has_no_marks() -> None:
    same = (Piece("没有变化", changed=False),)
    assert mark_changes("没有变化", "没有变化") == Marked(same, same)
