"""Traditional characters for simplified texts, and the comparison that overlooks this difference.

OpenCC converts by phrases (后面 and 皇后, 头发 and 发展) and leaves the words as they are: what was
reviewed keeps its terms. Of its configurations `s2tw` gives the forms that readers everywhere
know and type (為 眾 群 衛); `s2t` gives 爲 衆 羣 喫, `s2hk` 衞 枱, and those ending in `p` put
other words in the place of some.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import opencc

CONFIGURATION = "s2tw"
_FURTHER = (
    "着著了瞭复覆借藉坐座苏甦链鍊痹痺具俱象像仿彷幺么锺鍾迳逕钜鉅檐簷鲇鯰鮎鯰馀餘睾睪𫫇噁"
    "腭顎齶顎麹麴镟鏇昵暱缐線渖瀋侭儘讬託縆緪谘諮稆穭麺麵潨潀浚濬背揹熏薰夫伕澄澂拿拏戚鏚斫斲"
    "㓰劃㳽瀰䌽綵䙓襬䦆钁䩄靦𢭏擣𪨧崙𫗫餬𬞟蘋\ufa18禮\U0002f835灰"
)
"""Pairs that the conversion makes and that the table for search does not lead back.

Those that the words of pypinyin's dictionary and 20,000 official texts bring up; a newer OpenCC may
know more, so `is_same_text` does not rely on the list alone.
"""
_LONGEST_PHRASE = 8
_MOST_QUESTIONS = 64
"""More places than the table can miss; a text that differs at more is another text."""


@cache
def _make_converter() -> opencc.OpenCC:
    return opencc.OpenCC(CONFIGURATION)


def convert_text(text: str) -> str:
    """The text in traditional characters."""
    converted: str = _make_converter().convert(text)
    return converted


def fold_variants(text: str) -> str:
    """The text with one character for all that stand for each other, as long as before."""
    return text.translate(_make_table())


def is_same_text(traditional: str, simplified: str) -> bool:
    """Whether one text, without white space, is the other's conversion.

    A character that the table does not lead back is one if OpenCC itself makes it at this place,
    in some phrase around it.
    """
    first, second = fold_variants(traditional), fold_variants(simplified)
    if first == second:
        return True
    if len(first) != len(second):
        return traditional == convert_text(simplified)
    places = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    return len(places) <= _MOST_QUESTIONS and all(
        _becomes(simplified, at, traditional[at]) for at in places
    )


def _becomes(text: str, at: int, character: str) -> bool:
    for start in range(max(0, at - _LONGEST_PHRASE + 1), at + 1):
        for end in range(at + 1, min(len(text), at + _LONGEST_PHRASE) + 1):
            converted = convert_text(text[start:end])
            if len(converted) == end - start and converted[at - start] == character:
                return True
    return False


@cache
def _make_table() -> dict[int, str]:
    """The table for search, with the further pairs joined to it."""
    text = files("gongkai.core").joinpath("data/han_simplified.json").read_text("utf-8")
    pairs: str = json.loads(text)
    ends = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for first, second in zip(_FURTHER[::2], _FURTHER[1::2], strict=True):
        _join(ends, first, second)
    return {ord(character): end for character, end in ends.items()}


def _join(ends: dict[str, str], first: str, second: str) -> None:
    old, new = ends.get(second, second), ends.get(first, first)
    if old != new:
        ends |= {character: new for character, end in ends.items() if end == old}
        ends[old] = new
