"""The words by which Pagefind knows a document.

Pagefind compares words, drops accents, lowers case and, in the browser, lets the page's language
cut a query into words. None of this may touch a search form, so every character becomes three
ASCII letters or digits (its code point to base 36), and every two neighbours are one word: the
query 公安局 is the phrase "公安 安局" so spelled. A lone `|` is no word, but takes a place, so
that no phrase runs across it. `theme/assets/js/search.js` spells queries in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# U+0000 to U+0003 are in no search form, so these words never meet a pair.
LONG, PRESENT, PINYIN, COLUMN = "000", "001", "002", "003"
BREAK = "|"
# The first places are the title's: a hit there needs nothing more to be known as one.
TITLE_PLACES = 128
PINYIN_LENGTH = 3

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SHORT_CODES = 36**3


class _Codes(dict[str, str]):
    """The spelling of each character, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        number = ord(character)
        spelling = _spell(number, 3) if number < _SHORT_CODES else LONG + _spell(number, 4)
        self[character] = spelling
        return spelling


def _spell(number: int, length: int) -> str:
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


CODES = _Codes()


@dataclass(frozen=True, slots=True)
class IndexText:
    """The words of one document, and at which place each block begins."""

    words: str
    starts: tuple[int, ...]


def build_index_text(
    title: str, blocks: Iterable[str], *, column: str, pinyin: str = ""
) -> IndexText:
    """Words in the order: title, characters of the title, other characters, blocks, extras.

    A character of its own stands once in a document, for queries of one character.
    """
    heading = search_form(title)
    forms = [search_form(block) for block in blocks]
    in_title = set(heading)
    words = [*_pair(heading), BREAK, *_mark_present(in_title), BREAK]
    words.extend([BREAK] * (TITLE_PLACES - len(words)))
    words.extend(_mark_present(set("".join(forms)) - in_title))
    starts = []
    for form in forms:
        words.append(BREAK)
        starts.append(len(words))
        words.extend(_pair(form))
    for spelling in pinyin.split():
        words.append(BREAK)
        words.extend(_cut_pinyin(search_form(spelling)))
    words.extend((BREAK, COLUMN + "".join(CODES[c] for c in column)))
    return IndexText(" ".join(words), tuple(starts))


def _pair(form: str) -> Iterator[str]:
    codes = [CODES[character] for character in form]
    return (first + second for first, second in pairwise(codes))


def _mark_present(characters: set[str]) -> list[str]:
    return [PRESENT + CODES[character] for character in sorted(characters)]


def _cut_pinyin(spelling: str) -> Iterator[str]:
    letters = "".join(c for c in spelling if c in _DIGITS)
    pieces = len(letters) - PINYIN_LENGTH + 1
    return (PINYIN + letters[i : i + PINYIN_LENGTH] for i in range(pieces))
