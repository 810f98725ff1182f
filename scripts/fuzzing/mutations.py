"""Altered bytes: every position in turn, and what an attacker or an editor would do by design.

A mutation depends on seed, name of the target and number alone, so that it can be repeated.
"""

from __future__ import annotations

from math import gcd
from random import Random
from typing import TYPE_CHECKING

from scripts.fuzzing.remakes import REMAKES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from scripts.fuzzing.material import Material

_BYTES = b"\x00\t\n\r \"'#%&*-/:<>?@[\\]`{|}~0aA\x7f\x80\xc2\xe2\xff"
_INSERTS = (
    *(chr(code).encode() for code in (0xFEFF, 0x200B, 0x202E, 0x2028, 0x85, 0xA0, 0x3000, 0xAD)),
    *(b"\r\n", b"\n\n", b"\n---\n", b"<!-- -->", b"<script>", b"&lt;", b"{{ x }}", b" #x", b"\\"),
)
_RUN = 8
STRUCTURED = 3
"""Every so many mutations, one is of the whole text instead of one position."""


if TYPE_CHECKING:
    Strike: TypeAlias = Callable[[bytes, int, Random], bytes]


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
