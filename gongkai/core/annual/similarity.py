"""How much of a report's text is that of another report (AR-J), whatever the numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.annual.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LENGTH = 10
"""A run of so many characters is no coincidence."""
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LEFT_OUT = re.compile(r"[^\w#]")
_PRESCRIBED = re.compile(r"本列数据的勾稽关系为[^。]*?之和[^。]*?之和")
"""What the form itself makes every report say."""


def prepare_text(text: str) -> str:
    """The prose of a report without headings, tables, punctuation; every number as #."""
    prose = _PRESCRIBED.sub("", parse_text(text).prose)
    return _LEFT_OUT.sub("", _NUMBERS.sub("#", prose))


def measure_copied(own: str, other: str) -> float:
    """The share, 0 to 1, of a prepared text that stands in another in runs of ten characters."""
    return find_copies({"own": own, "other": other}, ("own",))["own"].get("other", 0.0)


def find_copies(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each of some texts, the share of it in each text that shares a run with it."""
    runs: dict[str, set[str]] = {}
    for name, text in texts.items():
        for run in _list_runs(text):
            runs.setdefault(run, set()).add(name)
    return {name: _share_runs(name, texts[name], runs) for name in names}


def _share_runs(name: str, own: str, runs: dict[str, set[str]]) -> dict[str, float]:
    covered: dict[str, int] = {}
    reached: dict[str, int] = {}
    for start in range(len(own) - _LENGTH + 1):
        for other in runs.get(own[start : start + _LENGTH], ()):
            end = start + _LENGTH
            covered[other] = covered.get(other, 0) + end - max(start, reached.get(other, 0))
            reached[other] = end
    return {other: count / len(own) for other, count in covered.items() if other != name}


def _list_runs(text: str) -> set[str]:
    return {text[start : start + _LENGTH] for start in range(len(text) - _LENGTH + 1)}
