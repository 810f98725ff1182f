"""What kind of file each one of an older site is, by its name and its first bytes."""

from __future__ import annotations

import re
from enum import StrEnum

_QUERY = re.compile(r"[?@]")
_PAGES = frozenset(
    {"html", "htm", "shtml", "xhtml", "jhtml", "jsp", "php", "asp", "aspx", "do", "action", "cgi"}
)
_STYLES = frozenset({"css", "woff", "woff2", "ttf", "eot", "otf", "less", "scss", "cur", "ico"})
_SCRIPTS = frozenset({"js", "mjs", "map", "swf"})
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "tif", "tiff"})
_DATA = frozenset({"xml", "json", "rss", "atom"})
_ATTACHMENTS = frozenset(
    {"doc", "docx", "wps", "rtf", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "pdf", "ofd"}
    | {"ceb", "txt", "zip", "rar", "7z", "tar", "gz", "mp3", "mp4", "wav", "wmv", "avi", "flv"}
)
_MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|!--)", re.IGNORECASE)
_NAMED = re.compile(r"\.([a-z0-9]{2,5})(?=$|[&=#])")


class Kind(StrEnum):
    """Kinds of files, as the inventory names them."""

    PAGE = "网页"
    ATTACHMENT = "附件"
    PICTURE = "图片"
    STYLE = "样式、字体"
    SCRIPT = "脚本"
    DATA = "接口数据"
    OTHER = "其他"


def find_kind(path: str, start: bytes = b"") -> Kind:
    """The kind of a file; `start` are its first bytes, for names that do not tell."""
    name = path.rpartition("/")[2].lower()
    plain, *query = _QUERY.split(name, maxsplit=1)
    if query:
        named = [match[1] for match in _NAMED.finditer(query[0])]
        if any(ending in _ATTACHMENTS for ending in named):
            return Kind.ATTACHMENT
    kind = _KINDS.get(plain.rpartition(".")[2] if "." in plain else "", Kind.OTHER)
    if kind in {Kind.OTHER, Kind.DATA} and _MARKUP.match(start):
        return Kind.PAGE
    if kind is Kind.PAGE and start and not _looks_like_text(start):
        return Kind.ATTACHMENT
    return kind


def _looks_like_text(start: bytes) -> bool:
    """Whether the first bytes are those of a page: download programs bear the names of pages."""
    return not start.startswith((b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"Rar!"))


_KINDS = {
    **dict.fromkeys(_PAGES, Kind.PAGE),
    **dict.fromkeys(_ATTACHMENTS, Kind.ATTACHMENT),
    **dict.fromkeys(_PICTURES, Kind.PICTURE),
    **dict.fromkeys(_STYLES, Kind.STYLE),
    **dict.fromkeys(_SCRIPTS, Kind.SCRIPT),
    **dict.fromkeys(_DATA, Kind.DATA),
}
