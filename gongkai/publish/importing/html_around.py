"""What surrounds one page: the files that it names, and where its links lead."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote_to_bytes, urljoin

from gongkai.core.importing.blocks import CarriedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp)(;[^,]*)?,", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\.(?:docx?|wps|rtf|xlsx?|et|csv|pptx?|dps|pdf|ofd|ceb|txt|zip|rar|7z|tar|gz|mp4|mp3|jpe?g|png)"
    r"(?=$|[?#&])",
    re.IGNORECASE,
)


class Around(Protocol):
    """What a page's reader asks of the folder or site in which the page stands."""

    def find_file(self, address: str) -> CarriedFile | None:
        """The file at an address as the page has it, if it is there."""

    def name_target(self, address: str) -> str:
        """Where a link leads now, empty where nothing of that kind is left."""


class Alone:
    """A page by itself: only pictures within it come along, only whole addresses are kept."""

    def __init__(self, base: str = "") -> None:
        self._base = base
        self._pictures = 0

    def find_file(self, address: str) -> CarriedFile | None:
        """A picture that the address itself holds."""
        found = read_data_address(address)
        if found is None:
            return None
        self._pictures += 1
        return CarriedFile(f"tupian-{self._pictures}.{found[0]}", found[1])

    def name_target(self, address: str) -> str:
        """The whole address, if it is one or the page says where it stood."""
        try:
            whole = urljoin(self._base, address.strip())
        except ValueError:
            return ""
        return whole if re.match(r"(?:https?://|mailto:|tel:)", whole, re.IGNORECASE) else ""


def read_data_address(address: str) -> tuple[str, bytes] | None:
    """Ending and bytes of a picture that an address holds (RFC 2397)."""
    match = _DATA.match(address.strip())
    if match is None:
        return None
    rest = address.strip()[match.end() :]
    try:
        told = "base64" in (match[2] or "").lower()
        data = base64.b64decode(rest, validate=False) if told else unquote_to_bytes(rest)
    except (binascii.Error, ValueError):
        return None
    return match[1].lower().replace("jpeg", "jpg"), data


def is_attached(address: str) -> bool:
    """Whether an address names a file to download, be it in the query of a download program."""
    return _ATTACHED.search(address) is not None


def list_addresses(element: HtmlElement) -> Iterator[str]:
    """The addresses of links, pictures and embedded things in an element."""
    for node in element.iter("a", "area", "img", "iframe", "embed", "object", "frame"):
        for name in ("href", "src", "data"):
            value = (node.get(name) or "").strip()
            if value:
                yield value
