from __future__ import annotations

import time
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publish.desk.sheet.differences import Fate, compare_texts, list_lines


def tell(old: str, new: str) -> list[str]:
    """Fate, numbers and changed words of each difference."""
    told = []
    for d in compare_texts(old, new):
        numbers = "→".join(str(x.number) if x else "" for x in (d.before, d.after))
        words = [p.text for p in (*d.old, *d.new) if p.changed]
        told.append(f"{d.fate} {numbers} {'|'.join(words)}".strip())
    return told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("甲\n乙\n", "甲\n乙\n", []),
        ("甲\n", "甲\n乙\n", ["新增 →2"]),
        ("甲\n乙\n", "乙\n", ["删去 1→"]),
        (
            "办理时限为20日。\n",
            "办理时限为15日。\n",
            ["改写 1→1 20|15"],
        ),
        (
            "第一段很长的话。\n第二段很长的话语。\n第三段说别的事情。\n",
            "第二段很长的话语。\n第三段说别的事情。\n第一段很长的话。\n",
            ["移动 1→3"],
        ),
        ("summary: 甲乙丙\n", "summary: 完全不同\n", ["改写 1→1 甲乙丙|完全不同"]),
        ("甲\n\n\n乙\n", "甲\n乙\n", []),
    ],
)
def test_told(old: str, new: str, told: list[str]) -> None:
    assert tell(old, new) == told


LINES = st.lists(st.sampled_from(["甲乙丙丁", "甲乙丙戊", "子丑寅卯", "", "辰巳"]), max_size=12)


@given(LINES, LINES)
def test_nothing_is_lost(old: list[str], new: list[str]) -> None:
    """What did not differ is the same on both sides; with the differences it makes the whole."""
    differences = compare_texts("\n".join(old), "\n".join(new))
    before = Counter(line.text for line in list_lines("\n".join(old)))
    after = Counter(line.text for line in list_lines("\n".join(new)))
    before.subtract(d.before.text for d in differences if d.before)
    after.subtract(d.after.text for d in differences if d.after)
    assert +before == +after
    assert min([*before.values(), *after.values(), 0]) == 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_make_the_lines(old: str, new: str) -> None:
    for d in compare_texts(old, new):
        if d.fate is Fate.CHANGED and d.before and d.after:
            assert "".join(p.text for p in d.old) == d.before.text
            assert "".join(p.text for p in d.new) == d.after.text


def make_noise(seed: int, width: int) -> str:
    """Lines that all look a little alike."""
    random = Random(seed)  # noqa: S311 - no secret
    return "\n".join("".join(random.choices("的了", k=width)) for _ in range(200_000 // width))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("的" * 50_000, "了" + "的" * 50_000),
        ("同一行\n" * 20_000, "同一行\n" * 19_999 + "别的\n"),
        ("a: b\n" * 5_000, "a: c\n" * 5_000),
        (make_noise(1, 900), make_noise(2, 900)),
        (make_noise(1, 20), make_noise(2, 20)),
    ],
)
def test_what_was_made_to_last_long_does_not(old: str, new: str) -> None:
    start = time.perf_counter()
    assert compare_texts(old, new)
    assert time.perf_counter() - start < 60
