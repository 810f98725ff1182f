from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gongkai.publish.importing.pictures import PictureRefusedError, Pictures
from tests.helpers.word_files import picture

PNG = picture().getvalue()


@pytest.mark.parametrize(
    ("form", "name", "kept"),
    [
        ("PNG", "image1.png", True),
        ("JPEG", "image1.jpg", True),
        ("GIF", "image1.png", False),
        ("BMP", "image1.png", False),
        ("TIFF", "image1.png", False),
        ("WEBP", "image1.png", False),
    ],
)
def test_pictures_become_png_or_jpg(form: str, name: str, *, kept: bool) -> None:
    data = picture(form=form).getvalue()
    pictures = Pictures()
    assert pictures.add(data) == name
    assert (pictures.files[0].data == data) is kept


def test_the_same_picture_is_kept_once_and_cut_ones_apart() -> None:
    pictures = Pictures()
    names = [pictures.add(PNG), pictures.add(PNG), pictures.add(PNG, (0.25, 0, 0.25, 0))]
    assert names == ["image1.png", "image1.png", "image2.png"]
    with Image.open(BytesIO(pictures.files[1].data)) as cut:
        assert cut.size == (60, 60)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不能识别"),
        (b"<svg/>", "不能识别"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "矢量图"),
        (b"\0" * 40 + b" EMF", "矢量图"),
        (PNG[:60], "损坏|不能识别"),
    ],
)
def test_what_no_browser_shows_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefusedError, match=reason):
        Pictures().add(data)


def test_a_picture_cut_away_wholly_is_refused() -> None:
    with pytest.raises(PictureRefusedError, match="没有剩余"):
        Pictures().add(PNG, (0.5, 0, 0.5, 0))


@given(st.integers(0, len(PNG)), st.binary(max_size=20))
def test_damage_is_refused_or_read(at: int, put: bytes) -> None:
    try:
        Pictures().add(PNG[:at] + put + PNG[at + len(put) :], (0.1, 0, 0, 0))
    except PictureRefusedError:
        return
