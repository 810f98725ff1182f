"""The QR code (ISO/IEC 18004) of a page's address as inline SVG."""

from __future__ import annotations

from functools import cache

from zxingcpp import BarcodeFormat, create_barcode

_BORDER = 2
_LEVEL = "M"
_MASK = 2
"""Readers take any of the eight masks; weighing them would take most of the time."""
_BITS = bytes.maketrans(b"\0\xff", b"10")
_TURN = b"\xff" * 3
"""What lies between two lines: a module beyond the one, down to the next, a module before it."""


def draw_qr(address: str) -> str:
    """The code as SVG: one line through all modules, dashed where they are dark.

    Raises:
        ValueError: for an address that no code can hold.
    """
    # The reader of the same library, which others wrote than this writer, reads it in the tests.
    code = create_barcode(address, BarcodeFormat.QRCode, ec_level=_LEVEL, data_mask=_MASK)
    picture = code.to_image(scale=1, add_quiet_zones=False)
    modules = bytes(memoryview(picture))  # type: ignore[arg-type] # their types do not say so
    size = int(picture.shape[1])
    lines = [modules[at : at + size] for at in range(0, len(modules), size)]
    lines[1::2] = [line[::-1] for line in lines[1::2]]
    return f'{_start(size)}{_measure_runs(_TURN.join([*lines, b""]))}"/></svg>'


@cache
def _start(size: int) -> str:
    """All up to the dashes; the line goes to and fro, and turns where nothing is dark."""
    whole, left, right = size + 2 * _BORDER, _BORDER - 1, size + _BORDER + 1
    ways = "v1".join(f"H{left if line % 2 else right}" for line in range(size))
    return (
        f'<svg role="img" aria-label="本页网址二维码" viewBox="0 0 {whole} {whole}" class="gk-qr">'
        f'<path fill="none" stroke="#000" d="M{_BORDER} {_BORDER}.5{ways}" stroke-dasharray="'
    )


def _measure_runs(modules: bytes) -> str:
    """The lengths of the runs of dark and of light modules by turns, from a dark one to a light."""
    line = int(modules.translate(_BITS), 2)
    changes = (line ^ line >> 1) << -len(modules) % 8
    lengths, begun = [], 0
    for byte in changes.to_bytes(-(-len(modules) // 8), "big"):
        before, between, behind = _CHANGES[byte]
        if behind:
            lengths.append(f"{begun + before}{between}")
            begun = behind
        else:
            begun += before
    return " ".join([*lengths, str(begun)]).removeprefix("0 ")


def _list_lengths(byte: int) -> tuple[int, str, int]:
    """How many modules stand before the first change, between changes, and from the last one."""
    first, *others = f"{byte:08b}".split("1")
    if not others:
        return len(first), "", 0
    *between, last = [len(zeros) + 1 for zeros in others]
    return len(first), "".join(f" {length}" for length in between), last


_CHANGES = [_list_lengths(byte) for byte in range(256)]
"""By eight bits, each of which says whether a module is unlike the one before it."""
