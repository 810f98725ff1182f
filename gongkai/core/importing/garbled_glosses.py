"""Readings in brackets that a faulty conversion put behind characters: 關(guān)于, 印發(fā)."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import Style, pinyin

from gongkai.core.importing.garbled_kinds import Damage, Mended, Spot
from gongkai.core.search_form import search_form

_GLOSS = re.compile(
    r"(?P<character>[\u3400-\u9fff\U00020000-\U0003ffff])"
    r"[(（](?P<reading>[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6})[)）]"
)


def mend_glosses(text: str) -> Mended:
    """The text without glosses that give a reading of the traditional character before them.

    People gloss rare characters, too (亳(bó)州), which are simplified in a simplified text: those
    stay, and are reported.
    """
    if "(" not in text and "（" not in text:
        return Mended(text)
    spots: list[Spot] = []

    def judge(match: re.Match[str]) -> str:
        character = match["character"]
        if _reads(character, match["reading"]) and search_form(character) != character:
            spots.append(Spot(Damage.GLOSS, match[0], mended=True, reading=character))
            return character
        return match[0]

    return Mended(_GLOSS.sub(judge, text), tuple(spots))


def find_glosses(text: str) -> tuple[Spot, ...]:
    """Glosses that stay although they give no reading of what stands before them."""
    return tuple(
        Spot(Damage.GLOSS, match[0], mended=False)
        for match in _GLOSS.finditer(text)
        if _has_tone(match["reading"]) and not _reads(match["character"], match["reading"])
    )


def _reads(character: str, reading: str) -> bool:
    """Whether the reading is one of the character's."""
    readings = pinyin(character, style=Style.TONE, heteronym=True)[0]
    return unicodedata.normalize("NFC", reading) in readings


def _has_tone(reading: str) -> bool:
    return not reading.isascii()
