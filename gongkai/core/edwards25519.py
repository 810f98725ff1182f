"""Properties of encoded points on edwards25519 that signature libraries do not check (RFC 8032)."""

from __future__ import annotations

from typing import Final, TypeAlias

FIELD_PRIME: Final = 2**255 - 19
GROUP_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
POINT_SIZE: Final = 32
"""Length of an encoded point, in bytes."""

_D: Final = -121665 * pow(121666, -1, FIELD_PRIME) % FIELD_PRIME
_SIGN_BIT: Final = 1 << 255
_WITHOUT_X: Final = frozenset({1, FIELD_PRIME - 1})
"""The two y whose only x is 0."""
_ROOT_OF_MINUS_ONE: Final = pow(2, (FIELD_PRIME - 1) // 4, FIELD_PRIME)
_Point: TypeAlias = tuple[int, int, int, int]
"""X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z (RFC 8032 section 5.1.4)."""


def is_canonical(point: bytes) -> bool:
    """Whether `point` is the only encoding of its coordinates: y below p, and no sign on x = 0."""
    encoded = int.from_bytes(point, "little")
    y = encoded & ~_SIGN_BIT
    negative_zero = encoded >= _SIGN_BIT and y in _WITHOUT_X
    return len(point) == POINT_SIZE and y < FIELD_PRIME and not negative_zero


def is_on_curve(point: bytes) -> bool:
    """Whether some x satisfies -x² + y² = 1 + d·x²·y² for the y of `point`."""
    y = _read_y(point)
    numerator, denominator = y * y - 1, _D * y * y + 1
    # For a ratio, u/v is a square exactly when u·v is: no inversion needed.
    return pow(numerator * denominator, (FIELD_PRIME - 1) // 2, FIELD_PRIME) in {0, 1}


def is_small_order(point: bytes) -> bool:
    """Whether the order of `point` divides 8, so that one signature would fit any message.

    Orders 1, 2 and 4 have y in {1, -1, 0}; doubling a point of order 8 gives y = 0, hence
    x² = -y² and d·y⁴ + 2·y² = 1. Encodings with y at or above p are reduced first.
    """
    y = _read_y(point)
    return y in {0, 1, FIELD_PRIME - 1} or (_D * y**4 + 2 * y * y - 1) % FIELD_PRIME == 0


def is_in_prime_subgroup(point: bytes) -> bool:
    """Whether `GROUP_ORDER` times a `point` on the curve is the identity.

    A key outside the subgroup differs from one inside it by a point of small order: both verify
    signatures of one private key. Keys made as RFC 8032 section 5.1.5 says are inside.
    """
    multiple = single = _decompress(point)
    # From the top: half the bits of the order are zero in a row, and doubling is the cheaper step.
    for bit in f"{GROUP_ORDER:b}"[1:]:
        multiple = _double(multiple)
        if bit == "1":
            multiple = _add(multiple, single)
    x, y, z, _ = multiple
    return x == 0 and y == z


def _decompress(point: bytes) -> _Point:
    """The point with either sign of x: a point and its negative have one order."""
    y = _read_y(point)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, FIELD_PRIME) % FIELD_PRIME
    x = pow(square, (FIELD_PRIME + 3) // 8, FIELD_PRIME)
    if (x * x - square) % FIELD_PRIME:
        x = x * _ROOT_OF_MINUS_ONE % FIELD_PRIME
    return x, y, 1, x * y % FIELD_PRIME


def _add(left: _Point, right: _Point) -> _Point:
    """The sum of two points, equal ones too (RFC 8032 section 5.1.4)."""
    x1, y1, z1, t1 = left
    x2, y2, z2, t2 = right
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * _D * t1 * t2, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD_PRIME, g * h % FIELD_PRIME, f * g % FIELD_PRIME, e * h % FIELD_PRIME


def _double(point: _Point) -> _Point:
    """A point added to itself (RFC 8032 section 5.1.4)."""
    x, y, z, _ = point
    a, b = x * x, y * y
    h = a + b
    e, g = h - (x + y) ** 2, a - b
    f = 2 * z * z + g
    return e * f % FIELD_PRIME, g * h % FIELD_PRIME, f * g % FIELD_PRIME, e * h % FIELD_PRIME


def _read_y(point: bytes) -> int:
    return (int.from_bytes(point, "little") & ~_SIGN_BIT) % FIELD_PRIME
