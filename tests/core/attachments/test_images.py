from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from gongkai.core.attachments import Fault, inspect_attachment
from gongkai.core.attachments.cleaning import clean_attachment
from tests.helpers.attachments import chunk, exif, jpeg, png, segment

METADATA, TRAILING = "attachment-metadata", "attachment-trailing-bytes"
TEXTS, PHOTO = "含有图片附带的文字、缩略图或处理信息 1 处", "含有图片的拍摄信息 1 处"
TURNED = segment(0xE1, exif((0x0112, 3, 6)))

CASES: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("a.png", png(), []),
    ("a.png", png(chunk(b"pHYs", b"\0" * 9), chunk(b"tEXt", b"Software\0x")), []),
    ("a.png", png(chunk(b"tEXt", b"Author\0y")), [(METADATA, "含有图片附带的文字或拍摄信息 1 处")]),
    (
        "a.png",
        png(
            chunk(b"zTXt", b"a\0\0" + zlib.compress(b"y")),
            chunk(b"eXIf", b"x"),
            chunk(b"prVt", b""),
        ),
        [(METADATA, "含有图片附带的文字或拍摄信息 3 处")],
    ),
    (
        "a.png",
        png(chunk(b"acTL", b"\0" * 8), chunk(b"fdAT", b"\0" * 8)),
        [("attachment-hidden", "含有图片的附加画面 2 处")],
    ),
    ("a.png", png() + b"x", [(TRAILING, "图片结尾之后还有数据")]),
    (
        "a.png",
        png(width=20_000, height=20_000),
        [("attachment-too-complex", "图片超过 1 亿像素")],
    ),
    ("a.png", png()[:-1], [("attachment-unreadable", "图片已损坏")]),
    ("a.jpg", jpeg(), []),
    ("a.jpg", jpeg(TURNED), []),
    ("a.jpg", jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1x"), segment(0xEE, b"Adobe\0d\0\0\0\0\0")), []),
    ("a.jpg", jpeg(segment(0xE1, exif((0x0132, 4, 1)))), [(METADATA, PHOTO)]),
    (
        "a.jpg",
        jpeg(segment(0xE1, exif((0x8825, 4, 26)))),
        [(METADATA, "图片带有拍摄地点")],
    ),
    ("a.jpg", jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")), [(METADATA, TEXTS)]),
    ("a.jpg", jpeg(segment(0xED, b"Photoshop 3.0\0")), [(METADATA, TEXTS)]),
    ("a.jpg", jpeg(segment(0xFE, "乙".encode())), [(METADATA, TEXTS)]),
    ("a.jpg", jpeg(segment(0xE0, b"JFXX\0\x10x")), [(METADATA, TEXTS)]),
    ("a.jpg", jpeg(end=b"x"), [(TRAILING, "图片结尾之后还有数据")]),
    ("a.jpg", jpeg()[:-2], [("attachment-unreadable", "图片已损坏")]),
    (
        "a.jpg",
        jpeg(segment(0xC1, struct.pack(">BHH", 8, 60_000, 60_000))),
        [("attachment-too-complex", "图片超过 1 亿像素")],
    ),
]


@pytest.mark.parametrize(("name", "data", "faults"), CASES)
def test_what_an_image_tells_beside_its_picture(
    name: str, data: bytes, faults: list[tuple[str, str]]
) -> None:
    assert inspect_attachment(name, data).faults == tuple(Fault(*fault) for fault in faults)


@pytest.mark.parametrize(
    ("name", "data"),
    [case[:2] for case in CASES if {rule for rule, _ in case[2]} <= {METADATA, TRAILING}],
)
def test_a_clean_copy_keeps_the_picture_and_nothing_else(name: str, data: bytes) -> None:
    cleaned = clean_attachment(name, data).data
    assert inspect_attachment(name, cleaned).faults == ()
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(cleaned))
    assert after.tobytes() == before.tobytes()


def test_a_clean_copy_stays_turned_as_the_camera_was_held() -> None:
    data = jpeg(segment(0xE1, exif((0x0112, 3, 6), (0x0132, 4, 1))))
    cleaned = clean_attachment("a.jpg", data).data
    assert Image.open(io.BytesIO(cleaned)).getexif() == {0x0112: 6}
    assert inspect_attachment("a.jpg", cleaned).faults == ()
