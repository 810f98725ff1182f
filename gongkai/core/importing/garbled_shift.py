"""Chinese bytes read from the wrong one on: 　（三）深入 becomes ?。ㄈ┥钊.

A site lost the first of two bytes at the beginning of a paragraph, so that every character behind
it is made of halves of two. Pairs that no table holds were dropped, and with them half a character
on either side: what was there can be guessed, but is nowhere certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.han_number import parse_han_number
from gongkai.core.importing.garbled_glosses import mend_glosses
from gongkai.core.importing.garbled_kinds import Damage, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = re.compile(r"[?？\ufffd]。(?=[\u0100-\u024f\u00e0-\u00ff\u2500-\u257f\u3105-\u3129])")
_NUMBERED = re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3})[）)]")
_LAST_GLOSS = re.compile(r"[〓?][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_LOST = "〓"
"""The printer's sign for a character that is not at hand."""
_SHOWN, _READ = 24, 60
_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")
_MOST_NUMBERED = 40


class Numbering:
    """Reads the lines of a text in order, for what number is meant follows from the last one."""

    def __init__(self) -> None:
        self._last = 0

    def read(self, line: str) -> Iterator[Spot]:
        """What is shifted in the line, with what it probably was."""
        if match := _NUMBERED.match(line):
            self._last = parse_han_number(match[1])
        for match in _START.finditer(line):
            number, rest = self._take_number(line[match.end() :][:_READ])
            reading = mend_glosses(_LAST_GLOSS.sub(_LOST, number + _realign(rest))).text
            yield Spot(
                Damage.SHIFTED,
                line[match.start() :][:_SHOWN],
                mended=False,
                reading=reading[:_SHOWN],
            )

    def _take_number(self, run: str) -> tuple[str, str]:
        """The number of the paragraph, and the run from the byte behind it on."""
        fitting = {n: p for n, p in _PREFIXES.items() if _begins(run, p)}
        number = self._last + 1
        if number not in fitting:
            return "", "。" + run
        self._last = number
        return f"（{_spell(number)}）", run[len(fitting[number]) :]


def _begins(run: str, prefix: str) -> bool:
    """Whether a run begins so, and with the first byte of ） behind it."""
    following = run[len(prefix) : len(prefix) + 1].encode("gbk", "ignore")
    return run.startswith(prefix) and following[:1] in {b"\xa9", b"?"}


def _realign(run: str) -> str:
    """The run read from the second byte of its first character on, up to where both agree again."""
    data, ends = b"", set()
    for character in run:
        data += character.encode("gbk", "replace")
        ends.add(len(data))
    if run.startswith("?"):
        return run
    read, place = "", 1
    while place < len(data) and place not in ends:
        pair = data[place : place + 2]
        read += pair.decode("gbk", "ignore") or _LOST if len(pair) > 1 else ""
        place += 2
    return read + data[place:].decode("gbk", "ignore")


def _spell(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]


def _shift(text: str) -> str:
    """What remains of a text at the beginning of a paragraph if the first byte is lost.

    Without its first two characters, ?。, and the last, half of which belongs to what follows.
    """
    data = text.encode("gbk")[3:-1]
    pairs = (data[place : place + 2] for place in range(0, len(data), 2))
    return "".join(pair.decode("gbk", "ignore") for pair in pairs if len(pair) > 1)


_PREFIXES = {n: _shift(f"　（{_spell(n)}）") for n in range(1, _MOST_NUMBERED)}
"""What is left of each number, the ） excepted."""
