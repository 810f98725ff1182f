"""The QR code (ISO/IEC 18004) of a page's address as inline SVG."""

from __future__ import annotations

import re
from functools import cache

from zxingcpp import BarcodeFormat, create_barcode

_BORDER = 2
_LEVEL = "M"
_MASK = 2
"""Readers take any of the eight masks; weighing them would take most of the time."""
_RUNS = re.compile(rb"(?:\0+\xff*){1,2}")
"""Two runs of dark modules, each with all that is light behind it."""
_RUN = re.compile(rb"(\0+)(\xff*)")
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
    dashes = " ".join([_DASHES[runs] for runs in _RUNS.findall(_TURN.join(lines))])
    return f'{_start(size)}{dashes}"/></svg>'


@cache
def _start(size: int) -> str:
    """All up to the dashes; the line goes to and fro, and turns where nothing is dark."""
    whole, left, right = size + 2 * _BORDER, _BORDER - 1, size + _BORDER + 1
    ways = "v1".join(f"H{left if line % 2 else right}" for line in range(size))
    return (
        f'<svg role="img" aria-label="本页网址二维码" viewBox="0 0 {whole} {whole}" class="gk-qr">'
        f'<path fill="none" stroke="#000" d="M{_BORDER} {_BORDER}.5{ways}" stroke-dasharray="'
    )


class _Dashes(dict[bytes, str]):
    """Lengths of dashes and gaps, by the runs; there are some thousand different ones."""

    def __missing__(self, runs: bytes) -> str:
        pairs = _RUN.findall(runs)
        self[runs] = " ".join([f"{len(dark)} {len(light) or 1}" for dark, light in pairs])
        return self[runs]


_DASHES = _Dashes()
