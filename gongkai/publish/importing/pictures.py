"""Pictures out of other files, in the two forms that a document here may show."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from gongkai.core.importing.blocks import CarriedFile

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT = {"PNG": "png", "JPEG": "jpg"}
_CONVERTED = ("GIF", "BMP", "TIFF", "WEBP", "PNG", "JPEG")
_MOST_PIXELS = 60_000_000
_WHOLE = (0.0, 0.0, 0.0, 0.0)


class PictureRefusedError(ValueError):
    """A picture that cannot be shown on a page; the message is Chinese."""


class Pictures:
    """The pictures of one file; the same picture is kept once."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, tuple[float, ...]], str] = {}
        self._files: list[CarriedFile] = []

    def add(self, data: bytes, crop: Sequence[float] = _WHOLE) -> str:
        """The name of the picture among the carried files.

        `crop` are the shares cut off at left, top, right and bottom, from 0 to 1: what was cut
        away is not carried.

        Raises:
            PictureRefusedError: when it is of a kind that no browser shows, or broken.
        """
        key = (hashlib.sha256(data).hexdigest(), tuple(crop))
        if key not in self._names:
            ending, content = _convert(data, tuple(crop))
            name = f"image{len(self._files) + 1}.{ending}"
            self._files.append(CarriedFile(name, content))
            self._names[key] = name
        return self._names[key]

    @property
    def files(self) -> tuple[CarriedFile, ...]:
        """The pictures, in the order of their first appearance."""
        return tuple(self._files)


def _convert(data: bytes, crop: tuple[float, ...]) -> tuple[str, bytes]:
    try:
        with Image.open(BytesIO(data), formats=_CONVERTED) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise PictureRefusedError("图片超过六千万像素")
            image.load()
            if image.format in _KEPT and not any(crop):
                return _KEPT[image.format], data
            return "png", _write_png(image, crop)
    except UnidentifiedImageError as error:
        raise PictureRefusedError(_name_kind(data)) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureRefusedError):
            raise
        raise PictureRefusedError("图片已损坏") from error


def _write_png(image: Image.Image, crop: tuple[float, ...]) -> bytes:
    left, top, right, bottom = (min(max(share, 0.0), 1.0) for share in crop)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise PictureRefusedError("图片被裁剪得没有剩余")
    target = BytesIO()
    clear = "A" in image.getbands() or "transparency" in image.info
    image.convert("RGBA" if clear else "RGB").crop(box).save(target, "PNG")
    return target.getvalue()


def _name_kind(data: bytes) -> str:
    if data[40:44] == b" EMF" or data.startswith(b"\xd7\xcd\xc6\x9a"):
        return "EMF、WMF 矢量图，浏览器不能显示"
    return "不能识别的图片格式"
