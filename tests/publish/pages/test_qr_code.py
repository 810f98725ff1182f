from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.etree
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.publish.pages.qr_code import draw_qr

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "https://cs.shili.example/tonggao/zixun-dianhua/"
_QUIET = 4
_ZOOM = 3


def paint(svg: str) -> np.ndarray:
    """The picture that the path draws, as a program for SVG reads it: dark modules are black."""
    root = lxml.etree.fromstring(svg)
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    assert width == height
    (path,) = root
    assert path.attrib["fill"] == "none"
    picture = np.full((height, width), 255, np.uint8)
    for (x, y), dark in zip(
        walk(path.attrib["d"]), spell(path.attrib["stroke-dasharray"]), strict=False
    ):
        if dark:
            assert y >= 0, "between two lines"
            assert picture[y, x] == 255, "drawn twice"
            picture[y, x] = 0
    return picture


def walk(way: str) -> Iterator[tuple[int, int]]:
    """The modules that the pen goes over, one for each unit of its way."""
    commands = re.findall(r"([MHv])([-\d. ]+)", way)
    assert "".join(name + rest for name, rest in commands) == way
    x = y = 0
    for name, rest in commands:
        numbers = [float(number) for number in rest.split()]
        if name == "M":
            assert numbers[1] % 1 == 0.5, "a stroke of one unit lies on the middle of its line"
            x, y = int(numbers[0]), int(numbers[1])
        elif name == "v":
            assert numbers == [1]
            yield -1, -1  # between two lines, where nothing may be drawn
            y += 1
        else:
            target = int(numbers[0])
            yield from (
                (at, y) for at in (range(x, target) if target > x else range(x - 1, target - 1, -1))
            )
            x = target


def spell(dashes: str) -> Iterator[bool]:
    """Whether each unit of the way is drawn."""
    lengths = [int(number) for number in dashes.split()]
    assert len(lengths) % 2 == 0, "an odd number would be taken twice"
    for place, length in enumerate(lengths):
        yield from (place % 2 == 0 for _ in range(length))


def read(svg: str) -> zxingcpp.Barcode:
    padded = np.pad(paint(svg), _QUIET, constant_values=255)
    (found,) = zxingcpp.read_barcodes(np.kron(padded, np.ones((_ZOOM, _ZOOM), np.uint8)))
    return found


@pytest.mark.parametrize(
    "address",
    [
        SVG,
        "http://a.example/b/c/",
        "https://www.shili.example/zfxxgk/xingzheng-chufa/2026-11-22-0000000000001/",
        "https://www.shili.example/" + "a" * 200 + "/",
    ],
)
def test_readers_read_the_address(address: str) -> None:
    found = read(draw_qr(address))
    assert (found.text, found.format, found.ec_level) == (
        address,
        zxingcpp.BarcodeFormat.QRCode,
        "M",
    )


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"https://[a-z0-9.]{3,40}/[a-z0-9-]{1,60}/[a-z0-9-]{1,100}/", fullmatch=True))
def test_any_address_is_read(address: str) -> None:
    assert read(draw_qr(address)).text == address


def test_it_is_small_named_and_the_same_each_time() -> None:
    svg = draw_qr(SVG)
    assert svg == draw_qr(SVG)
    assert svg.startswith(
        '<svg role="img" aria-label="本页网址二维码" viewBox="0 0 37 37" class="gk-qr">'
        '<path fill="none" stroke="#000" d="M2 2.5H36v1H1v1H36v1'
    )
    assert len(svg) < 1500


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        draw_qr("https://www.shili.example/" + "长" * 2000)
