"""Properties of encoded points on edwards25519 that signature libraries do not check (RFC 8032)."""

from __future__ import annotations

from typing import Final

FIELD_PRIME: Final = 2**255 - 19
GROUP_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
POINT_SIZE: Final = 32
"""Length of an encoded point, in bytes."""

_D: Final = -121665 * pow(121666, -1, FIELD_PRIME) % FIELD_PRIME
_SIGN_BIT: Final = 1 << 255


def is_canonical(point: bytes) -> bool:
    """Whether `point` is the only encoding of its coordinates: y below p, and no sign on x = 0."""
    encoded = int.from_bytes(point, "little")
    y = encoded & ~_SIGN_BIT
    negative_zero = bool(encoded & _SIGN_BIT) and y in {1, FIELD_PRIME - 1}
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


def _read_y(point: bytes) -> int:
    return (int.from_bytes(point, "little") & ~_SIGN_BIT) % FIELD_PRIME
