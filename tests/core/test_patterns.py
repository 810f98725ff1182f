from __future__ import annotations

import re

import pytest

from gongkai.core.patterns import compile_later


def test_a_later_pattern_finds_what_a_pattern_finds() -> None:
    text = "鲁政发〔2026〕3号，鲁政办发〔2025〕12号"
    later, now = compile_later(r"〔([0-9]{4})〕([0-9]+)号"), re.compile(r"〔([0-9]{4})〕([0-9]+)号")

    def try_all(pattern: re.Pattern[str]) -> list[object]:
        first = pattern.search(text)
        assert first is not None
        found = [match.span() for match in pattern.finditer(text)]
        return [first.groups(), found, pattern.findall(text, 10), pattern.sub(r"\\2", text)]

    assert try_all(later) == try_all(now)
    assert try_all(later) == try_all(now)  # what was asked for once is kept
    assert later.pattern == now.pattern


def test_a_later_pattern_is_faulty_only_when_it_is_used() -> None:
    later = compile_later("(")
    with pytest.raises(re.error):
        later.search("")
