"""Altered bytes: every position in turn, and what an attacker or an editor would do by design.

A mutation depends on seed, name of the target and number alone, so that it can be repeated.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from math import gcd
from random import Random
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

_BYTES = b"\x00\t\n\r \"'#%&*-/:<>?@[\\]`{|}~0aA\x7f\x80\xc2\xe2\xff"
_INSERTS = (
    *(chr(code).encode() for code in (0xFEFF, 0x200B, 0x202E, 0x2028, 0x85, 0xA0, 0x3000, 0xAD)),
    *(b"\r\n", b"\n\n", b"\n---\n", b"<!-- -->", b"<script>", b"&lt;", b"{{ x }}", b" #x", b"\\"),
)
_NUMBERS = (
    "0",
    "-1",
    "+1",
    "01",
    "1.0",
    "1e3",
    "0x1",
    "1_0",
    "99999999999999999999",
    "٣",
    "１",
    "",
)
_CONFUSABLE = str.maketrans("acegiopsxyACEHKMOPTX-:,.0", "асеgіорѕхуАСЕНКМОРТХ‐：，．Ｏ")
SECRETS = (
    "渡口拟于下旬秘密撤销三名站员停职",
    "渡口拟于下旬秘密撤销三名站员令第3号",
    "11010519491231002X",
    "11010519491231002X/2026-00001",
    "渡口秘撤站员〔2026〕第003号",
    "secret-of-the-ferry/three-men-suspended",
)
"""What no message may tell."""
_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
_RUN = 8
STRUCTURED = 3
"""Every so many mutations, one is of the whole text instead of one position."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is altered, and valid texts of the same kind to mix it with."""

    name: str
    data: bytes
    start: int
    end: int
    """Mutations strike from start to end; what lies outside stays as it is."""
    spares: tuple[bytes, ...]

    @property
    def part(self) -> bytes:
        """What is struck."""
        return self.data[self.start : self.end]

    def wrap(self, part: bytes) -> bytes:
        """The whole with another part."""
        return self.data[: self.start] + part + self.data[self.end :]


if TYPE_CHECKING:
    Strike: TypeAlias = Callable[[bytes, int, Random], bytes]
    Remake: TypeAlias = Callable[[Material, Random], bytes]


def mutate(material: Material, seed: int, number: int) -> bytes:
    """The mutation of that number."""
    rng = Random(f"{seed}:{material.name}:{number}")  # noqa: S311 - to be repeated, not secret
    if number % STRUCTURED == STRUCTURED - 1 or not material.part:
        remake = REMAKES[number // STRUCTURED % len(REMAKES)]
        return remake(material, rng)
    step = number - number // STRUCTURED
    position, turn = find_position(len(material.part), seed, step)
    strike = STRIKES[(turn + position) % len(STRIKES)]
    return material.wrap(strike(material.part, position, rng))


def find_position(length: int, seed: int, step: int) -> tuple[int, int]:
    """Position of that step in a scattered order in which none comes twice, and which turn it is.

    The kinds of strikes turn with the positions, so that in time each position takes each of them.
    """
    stride = max(1, length * 5 // 8)
    while gcd(stride, length) != 1:
        stride += 1
    return (seed + step * stride) % length, step // length


def count_steps(number: int) -> int:
    """How many of the first mutations strike single positions."""
    return number - number // STRUCTURED


def _flip(part: bytes, at: int, rng: Random) -> bytes:
    return part[:at] + bytes([part[at] ^ 1 << rng.randrange(8)]) + part[at + 1 :]


def _replace(part: bytes, at: int, rng: Random) -> bytes:
    return part[:at] + bytes([rng.choice(_BYTES)]) + part[at + 1 :]


def _delete(part: bytes, at: int, _rng: Random) -> bytes:
    return part[:at] + part[at + 1 :]


def _insert(part: bytes, at: int, rng: Random) -> bytes:
    return part[:at] + rng.choice((*_INSERTS, bytes([rng.choice(_BYTES)]))) + part[at:]


def _duplicate(part: bytes, at: int, rng: Random) -> bytes:
    return part[: at + 1] + part[at : at + 1] * rng.choice((1, 1, 2, 64)) + part[at + 1 :]


def _delete_run(part: bytes, at: int, rng: Random) -> bytes:
    return part[:at] + part[at + rng.randint(2, _RUN) :]


def _repeat_run(part: bytes, at: int, rng: Random) -> bytes:
    end = at + rng.randint(2, _RUN)
    return part[:end] + part[at:end] + part[end:]


def _swap(part: bytes, at: int, rng: Random) -> bytes:
    other = rng.randrange(len(part))
    made = bytearray(part)
    made[at], made[other] = made[other], made[at]
    return bytes(made)


def _scramble(part: bytes, at: int, rng: Random) -> bytes:
    end = at + rng.randint(2, _RUN)
    return part[:at] + rng.randbytes(len(part[at:end])) + part[end:]


STRIKES: tuple[Strike, ...] = (
    _flip,
    _replace,
    _delete,
    _insert,
    _duplicate,
    _delete_run,
    _repeat_run,
    _swap,
    _scramble,
)


def _on_text(change: Callable[[str, Random], str]) -> Remake:
    def remake(material: Material, rng: Random) -> bytes:
        made = change(material.part.decode("utf-8", "surrogateescape"), rng)
        try:
            return material.wrap(made.encode("utf-8", "surrogateescape"))
        except UnicodeEncodeError:
            return material.data

    return remake


def _on_lines(change: Callable[[list[str], Random], None]) -> Remake:
    def remake(text: str, rng: Random) -> str:
        lines = text.splitlines(keepends=True)
        if lines:
            change(lines, rng)
        return "".join(lines)

    return _on_text(remake)


def _swap_lines(lines: list[str], rng: Random) -> None:
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]


def _repeat_line(lines: list[str], rng: Random) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))


def _drop_line(lines: list[str], rng: Random) -> None:
    del lines[rng.randrange(len(lines))]


def _shuffle_lines(lines: list[str], rng: Random) -> None:
    rng.shuffle(lines)


def _pad_line(lines: list[str], rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = rng.choice((" " + lines[at], lines[at].rstrip("\n") + rng.choice(" \t　") + "\n"))


def _end_lines(text: str, rng: Random) -> str:
    return text.replace(
        "\n", rng.choice(("\r\n", "\r", "\n\n", "\u2028", "\x0b")), rng.choice((-1, 1))
    )


def _mark_order(text: str, _rng: Random) -> str:
    return "\ufeff" + text


def _confuse(text: str, rng: Random) -> str:
    places = [i for i, c in enumerate(text) if ord(c) in _CONFUSABLE]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at].translate(_CONFUSABLE) + text[at + 1 :]


def _normalise(text: str, rng: Random) -> str:
    return unicodedata.normalize(rng.choice(_FORMS), text)


def _change_case(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + _RUN].swapcase() + text[at + _RUN :]


def _change_number(text: str, rng: Random) -> str:
    numbers = [*re.finditer(r"\d{1,18}", text, re.ASCII)]
    if not numbers:
        return text
    found = rng.choice(numbers)
    near = (str(int(found[0]) + 1), str(max(0, int(found[0]) - 1)), f"0{found[0]}", found[0][:-1])
    return text[: found.start()] + rng.choice((*_NUMBERS, *near)) + text[found.end() :]


def _quote_value(text: str, rng: Random) -> str:
    values = [*re.finditer(r"(?<=: )\S[^\n]*", text)]
    if not values:
        return text
    found = rng.choice(values)
    quoted = (
        json.dumps(found[0]),
        json.dumps(found[0], ensure_ascii=False),
        f"'{found[0]}'",
        f"|\n  {found[0]}",
        f"[{found[0]}]",
        f"&a {found[0]}",
        f"!!str {found[0]}",
        f"{found[0]} # x",
    )
    return text[: found.start()] + rng.choice(quoted) + text[found.end() :]


def _respell_json(text: str, rng: Random) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    spellings = (
        lambda: json.dumps(value),
        lambda: json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n",
        lambda: json.dumps(value, ensure_ascii=False, indent=2) + "\n",
        lambda: json.dumps(value, ensure_ascii=False, indent=1),
        lambda: json.dumps([value], ensure_ascii=False, indent=1) + "\n",
        lambda: text.replace('": ', '" : ', 1),
        lambda: text.replace("{", '{"type": "x", ', 1),
    )
    return rng.choice(spellings)()


def _tell(text: str, rng: Random) -> str:
    """A secret where a value, a key, a number or a line of text stood."""
    secret = rng.choice(SECRETS)
    places = [*re.finditer(r"(?<=: )\S[^\n]*|^[a-z_]+(?=:)|(?<=/)\S+|^.+$", text, re.MULTILINE)]
    if not places:
        return secret
    found = rng.choice(places)
    shown = (secret, f"{found[0]}{secret}", f"{secret}{found[0]}", f"[{secret}]", f"<{secret}>")
    return text[: found.start()] + rng.choice(shown) + text[found.end() :]


def _truncate(text: str, rng: Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _behead(text: str, rng: Random) -> str:
    return text[rng.randrange(len(text) + 1) :]


def _append(text: str, rng: Random) -> str:
    more = ("\n", " ", "\0", "---\n", text, text[-80:], "\n" * 5000, "x: y\n", "<!-- -->\n")
    return text + rng.choice(more)


def _splice(material: Material, rng: Random) -> bytes:
    other = rng.choice(material.spares or (material.data,))
    cut = rng.randrange(len(material.part) + 1)
    return material.wrap(material.part[:cut] + other[rng.randrange(len(other) + 1) :])


def _graft(material: Material, rng: Random) -> bytes:
    """A line of another valid text in the place of the line that begins alike, or of any."""
    other = rng.choice(material.spares or (material.data,)).splitlines(keepends=True)
    lines = material.part.splitlines(keepends=True)
    if not lines or not other:
        return material.data
    line = rng.choice(other)
    key = line[: line.find(b":") + 1]
    alike = [i for i, own in enumerate(lines) if key and own.startswith(key)]
    lines[rng.choice(alike or range(len(lines)))] = line
    return material.wrap(b"".join(lines))


def _exchange(material: Material, rng: Random) -> bytes:
    return rng.choice(material.spares or (b"",))


REMAKES: tuple[Remake, ...] = (
    _on_lines(_swap_lines),
    _on_lines(_repeat_line),
    _on_lines(_drop_line),
    _on_lines(_shuffle_lines),
    _on_lines(_pad_line),
    _on_text(_end_lines),
    _on_text(_mark_order),
    _on_text(_confuse),
    _on_text(_normalise),
    _on_text(_change_case),
    _on_text(_change_number),
    _on_text(_quote_value),
    _on_text(_respell_json),
    _on_text(_tell),
    _on_text(_truncate),
    _on_text(_behead),
    _on_text(_append),
    _splice,
    _graft,
    _exchange,
)
