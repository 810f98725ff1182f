"""Attachments and pictures of an older site in formats that a document may have, or the reason."""

from __future__ import annotations

import re

from gongkai.publish.importing.attaching import ENDINGS
from gongkai.publish.importing.attaching import find_ending as find_plain_ending
from gongkai.publish.importing.pictures import PictureRefusedError, Pictures

_CONVERTED = frozenset({"gif", "bmp", "webp", "tif", "tiff"})
_SAVE_AS = {
    **dict.fromkeys(("doc", "wps", "rtf"), "docx 或 pdf"),
    **dict.fromkeys(("xls", "et"), "xlsx"),
    **dict.fromkeys(("ppt", "dps"), "pptx 或 pdf"),
    "ceb": "pdf",
}
_PACKED = frozenset({"zip", "rar", "7z", "tar", "gz"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_QUERY_NAME = re.compile(r"(?:file|show)?name=([^&]+)", re.IGNORECASE)


class MisfitError(ValueError):
    """A file that no document may have; the message is Chinese and says what to do."""


def fit_file(path: str, data: bytes) -> tuple[str, bytes]:
    """Ending and bytes of the file in a format that a document may have.

    Raises:
        MisfitError: when its format is not allowed.
    """
    ending = find_ending(path)
    if ending in _CONVERTED:
        return _convert(data)
    if ending not in ENDINGS:
        raise MisfitError(_advise(ending))
    if data.startswith(_OLD_OFFICE):
        raise MisfitError(
            f"扩展名是 {ending}，内容却是旧版 Office 格式；请另存后放进所属文件的附件"
        )
    return ending, data


def _convert(data: bytes) -> tuple[str, bytes]:
    pictures = Pictures()
    try:
        name = pictures.add(data)
    except PictureRefusedError as error:
        raise MisfitError(f"{error}，不能作为图片公开") from error
    return find_plain_ending(name), pictures.files[0].data


def _advise(ending: str) -> str:
    if ending in _SAVE_AS:
        return f"{ending} 格式不能公开；请另存为 {_SAVE_AS[ending]} 后放进所属文件的附件"
    if ending in _PACKED:
        return f"{ending} 压缩包不能公开；请解开后把其中的文件逐个放进所属文件的附件"
    return f"{ending or '没有扩展名的'} 格式不能作为附件公开"


def find_ending(path: str) -> str:
    """The ending of a file's name, be it in the query of a download program."""
    name = path.rpartition("/")[2]
    program, mark, query = name.partition("?")
    match = _QUERY_NAME.search(query) if mark else None
    told = match[1] if match else (program if mark else name)
    return find_plain_ending(told) if "." in told else ""
