from __future__ import annotations

import re

import lxml.etree
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.publish.pages.qr_code import draw_qr

SVG = "https://cs.shili.example/tonggao/zixun-dianhua/"
_QUIET = 4
_ZOOM = 3


def paint(svg: str) -> np.ndarray:
    """The picture that the path draws, as a program for SVG reads it: dark modules are black."""
    root = lxml.etree.fromstring(svg)
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    assert width == height
    picture = np.full((height, width), 255, np.uint8)
    (path,) = root
    commands = re.findall(r"([Mmh])([-\d. ]+)", path.attrib["d"])
    assert "".join(name + rest for name, rest in commands) == path.attrib["d"]
    x = y = 0
    for name, rest in commands:
        numbers = [float(number) for number in rest.split()]
        if name == "h":
            assert numbers[0] > 0
            assert (picture[y, x : x + int(numbers[0])] == 255).all(), "drawn twice"
            picture[y, x : x + int(numbers[0])] = 0
            x += int(numbers[0])
        elif name == "M":
            assert numbers[1] % 1 == 0.5, "a stroke of one unit lies on the middle of its line"
            x, y = int(numbers[0]), int(numbers[1])
        else:
            x, y = x + int(numbers[0]), y + int(numbers[1])
    return picture


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
        '<path stroke="#000" d="M2 2.5h7m'
    )
    assert len(svg) < 2100


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        draw_qr("https://www.shili.example/" + "长" * 2000)
