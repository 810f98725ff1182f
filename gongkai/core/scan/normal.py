"""The normal form that the scanner reads, with the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_GONE = "\x00"
_LINES = "\x0b\x0c\x85\u2028\u2029"
_OTHER_INVISIBLE = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810)))
) | frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_FIRST_C1, _LAST_C1 = "\x80", "\x9f"
# A digit before a dot may belong to a network address, which keeps its own groups.
# The separator is looked for before the digit in front of it: there are fewer of them to try.
_JOINT = re.compile(
    r"(?s)[ ·‐-―−\n-](?<=[0-9].)(?:(?<!\n)[ ·‐-―−-]{0,5}|(?<=\n))(?=[0-9])(?![0-9]{1,3}\.[0-9])"
)
_QUICK = re.compile(r"[0-9][ ·‐-―−\n-]")
# What stands here must be its own fold.
_RARE = re.compile("[^\n -~\u4e00-\u9fff、。“”‘’《》—…]")
_FEW = 64


class _Folds(dict[int, str]):
    """What each character becomes, worked out when it is first met; always one character."""

    def __missing__(self, code: int) -> str:
        self[code] = form = _fold(chr(code))
        return form


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if character in _LINES:
        return "\n"
    if character == "\t" or category == "Zs":
        return " "
    if character in _OTHER_INVISIBLE or category == "Cf":
        return _GONE
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" and character != "\n" and not _FIRST_C1 <= character <= _LAST_C1:
        return _GONE
    # A circled number before a telephone number is not its first digit.
    form = character if category == "No" else unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 else character


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as the scanner reads it."""

    text: str
    """NFKC character by character, without invisible characters, digit runs without separators."""
    rare: frozenset[str]
    """The characters as given that are neither ASCII nor common Chinese."""
    joints: tuple[int, ...]
    """Offsets of digits before which a separator stood, ascending."""
    starts: tuple[int, ...]
    """Offsets in `text` where a stretch begins that was contiguous in the text as given."""
    origins: tuple[int, ...]
    """For each stretch the offset of its beginning in the text as given."""

    def origin(self, position: int) -> int:
        """The offset in the text as given of the character at the position."""
        stretch = bisect_right(self.starts, position) - 1
        return self.origins[stretch] + position - self.starts[stretch]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as given of a stretch that is not empty."""
        return self.origin(start), self.origin(end - 1) + 1


def _fold_text(text: str, rare: frozenset[str]) -> str:
    """The text with each character folded; replacing the few that change is quickest."""
    changed = [c for c in rare if _FOLDS[ord(c)] != c]
    if len(changed) > _FEW:
        return text.translate(_FOLDS)
    for character in changed:
        text = text.replace(character, _FOLDS[ord(character)])
    return text


def normalise(text: str) -> Normalised:
    """The normal form of any text.

    Characters whose NFKC is longer than one stay as they are, so that offsets need no table.
    """
    rare = frozenset(_RARE.findall(text))
    folded = _fold_text(text, rare)
    if _GONE not in folded:
        return _join(folded, rare)
    kept = [index for index, c in enumerate(folded) if c != _GONE]
    joined = _join(folded.replace(_GONE, ""), rare)
    places = range(len(joined.text))
    origins = tuple(kept[joined.origin(place)] for place in places)
    return Normalised(joined.text, rare, joined.joints, tuple(places), origins)


def _join(folded: str, rare: frozenset[str]) -> Normalised:
    """The text with the groups of each number joined."""
    if _QUICK.search(folded) is None:
        return Normalised(folded, rare, (), (0,), (0,))
    pieces, starts, origins = [], [0], [0]
    length = last = 0
    for match in _JOINT.finditer(folded):
        pieces.append(folded[last : match.start()])
        length += match.start() - last
        last = match.end()
        starts.append(length)
        origins.append(last)
    pieces.append(folded[last:])
    return Normalised("".join(pieces), rare, tuple(starts[1:]), tuple(starts), tuple(origins))
