"""Left-over code, invisible, private and lost characters, broken days, masked words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.days import guess_days
from gongkai.core.importing.garbled_encoding import find_wrong_encoding
from gongkai.core.importing.garbled_glosses import find_glosses
from gongkai.core.importing.garbled_kinds import Damage, Mended, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,12}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb]+"
)
_TAG = re.compile(
    r"</?(?:br|p|div|span|font|strong|b|a|img|table|tbody|tr|td|script|style|o:p)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LOST = re.compile(
    "\ufffd+|(?:锟斤拷|烫烫烫|屯屯屯)[锟斤拷烫屯]*|(?<=[\u3400-\u9fff])(?:[?][?？]+|[?](?=[、，；,;]))"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
# Bounded, for a long run would otherwise be gone through again from each of its characters.
_MASKED = re.compile(
    r"(?<![0-9A-Za-z])(?:[*＊]{2,40}|[×]{2,40}|[xX]{2,40})(?=[\u3400-\u9fff])"
    r"|(?<=[\u3400-\u9fff])[*＊×]{2,}"
)
_LONGEST_DAY = 14


def mend_entities(text: str) -> Mended:
    """The text with the characters that entities such as `&ldquo;` stand for."""
    if "&" not in text:
        return Mended(text)
    spots: list[Spot] = []

    def judge(match: re.Match[str]) -> str:
        read = html.unescape(match[0])
        if read == match[0] or (len(read) > 1 and read.endswith(";")) or not read.strip("\x00"):
            return match[0]
        read = " " if read == "\u00a0" else read
        spots.append(Spot(Damage.CODE, match[0], mended=True, reading=read))
        return read

    return Mended(_ENTITY.sub(judge, text), tuple(spots))


def mend_invisible(text: str) -> Mended:
    """The text without characters that nobody sees and a source file may not hold."""
    spots = tuple(
        Spot(Damage.INVISIBLE, " ".join(f"U+{ord(c):04X}" for c in match[0][:3]), mended=True)
        for match in _INVISIBLE.finditer(text)
    )
    return Mended(_INVISIBLE.sub("", text) if spots else text, spots)


def find_marks(text: str) -> Iterator[Spot]:
    """Damage that cannot be mended, for nothing tells what was there."""
    for pattern, kind in (
        (_LOST, Damage.LOST),
        (_PRIVATE, Damage.PRIVATE),
        (_MASKED, Damage.MASKED),
    ):
        for match in pattern.finditer(text):
            yield Spot(kind, _show(text, match), mended=False)
    for pattern in (_ENTITY, _TAG):
        for match in pattern.finditer(text):
            yield Spot(Damage.CODE, match[0][:30], mended=False)
    yield from find_wrong_encoding(text)
    yield from find_glosses(text)
    yield from _find_broken_days(text)


def _find_broken_days(text: str) -> Iterator[Spot]:
    for line in text.split("\n"):
        stripped = line.strip(" \t\u00a0\u3000")
        if 6 <= len(stripped) <= _LONGEST_DAY and (days := guess_days(stripped)):  # noqa: PLR2004
            yield Spot(Damage.DATE, stripped, mended=False, reading="、".join(map(str, days)))


def _show(text: str, match: re.Match[str]) -> str:
    """The damaged characters with their neighbours."""
    start, end = max(match.start() - 4, 0), match.end() + 6
    return text[start:end].replace("\n", " ")
