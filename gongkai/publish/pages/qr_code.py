"""The QR code (ISO/IEC 18004) of a page's address as inline SVG."""

from __future__ import annotations

import re
from functools import cache

from zxingcpp import BarcodeFormat, create_barcode

_BORDER = 2
_LEVEL = "M"
_MASK = 2
"""Readers take any of the eight masks; weighing them would take most of the time."""
_RUN = re.compile(rb"[\xff\n]*\0+")
"""In lines of modules, a run of dark ones with all that is light before it."""


def draw_qr(address: str) -> str:
    """The code as SVG, one horizontal stroke for each run of dark modules.

    Raises:
        ValueError: for an address that no code can hold.
    """
    # The reader of the same library, which others wrote than this writer, reads it in the tests.
    code = create_barcode(address, BarcodeFormat.QRCode, ec_level=_LEVEL, data_mask=_MASK)
    picture = code.to_image(scale=1, add_quiet_zones=False)
    modules = bytes(memoryview(picture))  # type: ignore[arg-type] # their types do not say so
    size = int(picture.shape[1])
    lines = b"\n".join([modules[at : at + size] for at in range(0, len(modules), size)])
    strokes = _find_strokes(size)
    path = "".join([strokes[run] for run in _RUN.findall(lines)])
    whole = size + 2 * _BORDER
    return (
        f'<svg role="img" aria-label="本页网址二维码" viewBox="0 0 {whole} {whole}" class="gk-qr">'
        f'<path stroke="#000" d="M{_BORDER} {_BORDER}.5{path}"/></svg>'
    )


@cache
def _find_strokes(size: int) -> _Strokes:
    return _Strokes(size)


class _Strokes(dict[bytes, str]):
    """What draws a run, by the run; codes of one size have a few hundred different ones."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def __missing__(self, run: bytes) -> str:
        light = run.rstrip(b"\0")
        first, *others = light.split(b"\n")
        # The pen stands behind the run before, from where the rest of its line is light.
        right = len(others[-1]) + len(first) - self._size if others else len(first)
        move = f"m{right} {len(others)}" if light else ""
        self[run] = f"{move}h{len(run) - len(light)}"
        return self[run]
