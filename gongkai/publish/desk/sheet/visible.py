"""Text as it is, not as it looks: characters that nobody sees or that look like others, marked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUSPECT = re.compile(
    # Spaces where none are seen: before, behind, or several in a row.
    r"^ +| +$| {2,}"
    # A letter among digits: 2O26, 1l0.
    r"|(?<=[0-9])[OoIl](?=[0-9])"
    # All that is neither plain ASCII nor what Chinese papers are written with.
    r"|[^\n -~\u4e00-\u9fff、。〃〇《》〈〉「」『』【】〔〕〖〗“”‘’—…·，；：？！（）％～＋＝／"
    r"×÷±°℃㎡㎏①-⑳⑴-⒇Ⅰ-Ⅻ→←↑↓※★☆■□▲△●]",
    re.MULTILINE,
)
_OTHER_BLANKS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f"
_PICTURES = {"\t": "→", "\r": "␍", "\u3000": "□", "\xa0": "⍽", "\f": "␌", "\v": "␋"}
_NAMES = {
    "\t": "制表符",
    "\r": "回车符",
    " ": "空格（行首、行末或连续）",
    "\u3000": "全角空格",
    "\xa0": "不换行空格",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "左至右标记",
    "\u200f": "右至左标记",
    "\u202a": "左至右嵌入",
    "\u202b": "右至左嵌入",
    "\u202c": "方向结束",
    "\u202d": "强制左至右",
    "\u202e": "强制右至左",
    "\u2060": "词连接符",
    "\u2066": "左至右隔离",
    "\u2067": "右至左隔离",
    "\u2068": "首字方向隔离",
    "\u2069": "方向隔离结束",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\ufeff": "BOM 标记",
    "\ufffd": "无法解码的字符",
    "○": "圆圈符号，不是汉字“〇”",
    "◯": "大圆圈符号，不是汉字“〇”",
    "−": "数学减号",
    "‐": "连字符",
    "‑": "不换行连字符",
    "ー": "日文长音符，不是汉字“一”",
}
_LOOKS_LATIN = dict(
    zip(
        "аеорсухіјѕһԛԝАВЕКМНОРСТХУЅІЈԌҮѴΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲɑɡıⅼⅽⅾⅿⅹⅴⅰ",
        "aeopcyxijshqwABEKMHOPCTXYSIJGYVABEZHIKMNOPTYXovcagilcdmxvi",
        strict=True,
    )
)


_RADICALS = range(0x2E80, 0x2FE0)
"""Radicals, which look like the characters that they are part of."""


class Kind(StrEnum):
    """Why a character is marked."""

    BLANK = "空白"
    HIDDEN = "看不见"
    ALIKE = "易混"
    PRIVATE = "无标准字形"
    RARE = "少见"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown in place of a character."""

    kind: Kind
    shown: str
    name: str


@dataclass(frozen=True, slots=True)
class Tallied:
    """One marked character and how often it stands there."""

    code: str
    """As U+3000."""
    mark: Mark
    count: int


@cache
def find_mark(character: str) -> Mark | None:
    """How a character is marked that the pattern of suspects found; None for a harmless one."""
    name = _NAMES.get(character, unicodedata.name(character, "未命名字符"))
    kind, target = _find_kind(character)
    if kind is None:
        return None
    if kind in {Kind.HIDDEN, Kind.PRIVATE}:
        return Mark(kind, f"[U+{ord(character):04X}]", name)
    if kind is Kind.BLANK:
        shown = "·" if character == " " else _PICTURES.get(character, f"[U+{ord(character):04X}]")
        return Mark(kind, shown, name)
    note = f"{name}，形似“{target}”" if target else name
    return Mark(kind, character, note)


def _find_kind(character: str) -> tuple[Kind | None, str]:
    """The kind, and the common character that it looks like, if it does."""
    category = unicodedata.category(character)
    if character in _OTHER_BLANKS:
        return Kind.HIDDEN, ""
    if character in _KNOWN:
        return _KNOWN[character]
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category], ""
    folded = unicodedata.normalize("NFKC", character)
    if ord(character) in _RADICALS:
        return Kind.ALIKE, folded if folded != character else "部首"
    if character.isascii() or category[0] not in "LN" or category == "No":
        return None, ""
    return (Kind.ALIKE, folded) if folded != character else (Kind.RARE, "")


_KNOWN: dict[str, tuple[Kind, str]] = {
    "\t": (Kind.BLANK, ""),
    "\ufffd": (Kind.PRIVATE, ""),
    **{c: (Kind.ALIKE, "0" if c in "Oo" else "1") for c in "OoIl"},
    **{c: (Kind.ALIKE, latin) for c, latin in _LOOKS_LATIN.items()},
    **dict.fromkeys("○◯−‐‑ー", (Kind.ALIKE, "")),
}
_BY_CATEGORY = {
    "Zs": Kind.BLANK,
    **dict.fromkeys(("Cc", "Cf", "Cs", "Zl", "Zp", "Mn", "Me"), Kind.HIDDEN),
    **dict.fromkeys(("Co", "Cn"), Kind.PRIVATE),
}


def mark_text(text: str) -> Markup:
    """The text as HTML, each suspect character shown for what it is."""
    parts: list[Markup] = []
    last = 0
    for match in _SUSPECT.finditer(text):
        pieces = [_mark_up(character) for character in match.group()]
        parts += (escape(text[last : match.start()]), *pieces)
        last = match.end()
    return Markup("").join((*parts, escape(text[last:])))


def show_hidden(text: str) -> str:
    """The text with its hidden characters spelled out, so that none of them steers a terminal."""

    def show(match: re.Match[str]) -> str:
        marks = [(character, find_mark(character)) for character in match.group()]
        return "".join(
            mark.shown if mark and mark.kind in {Kind.HIDDEN, Kind.PRIVATE} else character
            for character, mark in marks
        )

    return _SUSPECT.sub(show, text)


@cache
def _mark_up(character: str) -> Markup:
    mark = find_mark(character)
    if mark is None:
        return escape(character)
    title = f"U+{ord(character):04X} {mark.name}"
    css = {Kind.BLANK: "blank", Kind.ALIKE: "alike", Kind.RARE: "rare"}.get(mark.kind, "hidden-ch")
    return Markup('<span class="ch {}" title="{}">{}</span>').format(css, title, mark.shown)


def tally(texts: Iterable[str]) -> tuple[Tallied, ...]:
    """Every marked character of the texts with its number, hidden ones first."""
    counts: Counter[str] = Counter()
    for text in texts:
        for match in _SUSPECT.finditer(text):
            counts.update(match.group())
    marks = {character: find_mark(character) for character in counts}
    order = [Kind.HIDDEN, Kind.PRIVATE, Kind.ALIKE, Kind.BLANK, Kind.RARE]
    found = [
        Tallied(f"U+{ord(character):04X}", mark, counts[character])
        for character, mark in marks.items()
        if mark is not None
    ]
    return tuple(sorted(found, key=lambda t: (order.index(t.mark.kind), t.code)))
