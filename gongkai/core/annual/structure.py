"""The parts of a report: declared or asked for by its form, against the headings that it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.annual.text import parse_text, split_sentences
from gongkai.core.han_number import parse_han_number

if TYPE_CHECKING:
    from gongkai.core.annual.shapes import Form

_NUMBER = r"([0-9]+|[一二三四五六七八九十]+)"
_DECLARATION = re.compile(
    rf"(?:报告|全文|年报|本文)[^。；]{{0,20}}?(?:由|包括|包含|分为|共分为?|分)(?P<names>[^。；]{{0,300}}?)(?:等|共|以下|下列|这)*{_NUMBER}(?:个|大)?"
    r"(?:部分|方面|章节|章)"
)
_COUNTED = re.compile("部分|方面|章")
_QUOTED = re.compile(r"“([^”]+)”")
_GENERIC = re.compile(
    "情况|工作|政府|信息|公开|相关|有关|开展|推进|加强|建设|部分|[的和与及、，（）]"
)
_LIKE = 0.2
"""Titles of which at least this share of letter pairs agrees may name the same part."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the text says of its own parts."""

    number: int
    names: tuple[str, ...]
    """Empty where only the number is given."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Wanted parts against headings."""

    missing: tuple[str, ...]
    """Wanted, without a heading that could be meant."""
    extra: tuple[str, ...]
    """Headings that nothing wanted could mean."""
    in_order: bool
    """Whether those found stand in the order in which they are wanted."""


def find_declaration(text: str) -> Declaration | None:
    """The sentence that tells of how many parts the report is made, as 由…等十一个部分组成."""
    for paragraph in parse_text(text).paragraphs:
        for sentence in filter(_COUNTED.search, split_sentences(paragraph.text)):
            for match in _DECLARATION.finditer(sentence):
                names = tuple(filter(None, re.split(r"、|，|以及", match["names"])))
                is_whole = sentence[match.end() :].startswith("组成")
                if len(names) > 1 or (is_whole and not names):
                    return Declaration(_read_number(match[2]), names if len(names) > 1 else ())
    return None


def compare_parts(wanted: tuple[str, ...], headings: tuple[str, ...]) -> Parts:
    """Wanted titles and headings, paired one to one by likeness, the likest first."""
    scores = [
        (_measure_likeness(name, heading), -row, -column)
        for row, name in enumerate(wanted)
        for column, heading in enumerate(headings)
    ]
    pairs: dict[int, int] = {}
    for score, row, column in sorted(scores, reverse=True):
        if score >= _LIKE and -row not in pairs and -column not in pairs.values():
            pairs[-row] = -column
    found = [pairs[row] for row in range(len(wanted)) if row in pairs]
    return Parts(
        tuple(name for row, name in enumerate(wanted) if row not in pairs),
        tuple(h for column, h in enumerate(headings) if column not in pairs.values()),
        found == sorted(found),
    )


def check_declaration(text: str) -> tuple[str, ...]:
    """What the declared parts and the headings have against each other, as Chinese clauses."""
    declared, headings = find_declaration(text), parse_text(text).headings
    if declared is None:
        return ()
    faults = []
    if declared.number != len(headings):
        faults.append(f"正文称由{declared.number}个部分组成，实有{len(headings)}个部分")
    if declared.names and len(declared.names) != declared.number:
        faults.append(f"正文称有{declared.number}个部分，只列出{len(declared.names)}个名称")
    if declared.names:
        parts = compare_parts(declared.names, headings)
        if parts.missing:
            faults.append(f"列出而没有写的部分：{'、'.join(parts.missing)}")
        if parts.extra:
            faults.append(f"没有列出而写了的部分：{'、'.join(parts.extra)}")
    return tuple(faults)


def check_sections(text: str, form: Form) -> tuple[str, ...]:
    """The sections of the form that the report lacks or puts in another order."""
    parts = compare_parts(form.sections, parse_text(text).headings)
    faults = [f"缺少“{name}”部分" for name in parts.missing]
    if not parts.in_order:
        faults.append("各部分的顺序与规定格式不同")
    return tuple(faults)


def _read_number(text: str) -> int:
    return int(text) if text.isascii() else parse_han_number(text)


def _measure_likeness(one: str, other: str) -> float:
    """The share of the shorter title's letter pairs that the other has too."""
    first, second = _list_pairs(one), _list_pairs(other)
    return len(first & second) / min(len(first), len(second))


def _list_pairs(title: str) -> set[str]:
    """Neighbouring letters of what is peculiar to a title; what stands in quotes counts whole."""
    quoted = _QUOTED.findall(title)
    core = "".join(quoted) + "\n" + _GENERIC.sub("", _QUOTED.sub("", title))
    words = core if core.strip() else title
    pairs = {words[n : n + 2] for n in range(len(words) - 1)}
    return {pair for pair in pairs if "\n" not in pair} or {words.strip()}
