"""Addresses that a web server answers with another status: moved (301) and withdrawn (410).

They are read from a built site alone, and written as what nginx and Caddy include.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from gongkai.core.log import EventKind, LogRefusedError, parse_log
from gongkai.core.stock import STOCK_PATH, StockRefusedError, parse_stock
from gongkai.publish.manifest import FOLDER, LOG
from gongkai.publish.redirects import LIST, find_page_path, format_redirect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOVED_MAP, GONE_MAP, CADDY = "moved.map", "gone.map", "addresses.caddy"
_PREFIXES = ("", "zh-hant/")
_TARGET = re.compile(rb'<link rel="canonical" href="([^"]+)">')
_MARK = "# 由 gongkai hosting addresses 写出，每次发布重写\n"


class AddressesError(Exception):
    """A folder that is no built site; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Both kinds, in order."""

    moved: tuple[tuple[str, str], ...]
    """Old address, with its query, and path on this site."""
    gone: tuple[str, ...]
    """Paths, ending in a slash, where a notice of withdrawal stands."""


def read_addresses(site: Path) -> Addresses:
    """The addresses of a built site.

    Raises:
        AddressesError: when the folder is none, or its list or log cannot be read.
    """
    try:
        log = parse_log((site / LOG).read_bytes().decode("utf-8"))
        stock = site / FOLDER / STOCK_PATH
        items = parse_stock(stock.read_bytes().decode("utf-8")).items if stock.exists() else ()
    except (OSError, UnicodeDecodeError, LogRefusedError, StockRefusedError) as error:
        raise AddressesError(f"{site} 不是本程序生成的网站，或者不完整") from error
    last = {line.event.subject: line.event.kind for line in log.lines}
    gone = sorted(
        f"/{prefix}{subject}/"
        for subject, kind in last.items()
        for prefix in _PREFIXES
        if kind is EventKind.WITHDRAW and (site / f"{prefix}{subject}/index.html").is_file()
    )
    moved = {
        spelling: new
        for old, new in _list_moved(site, tuple(item.address for item in items))
        for spelling in (old, encode_path(old))
    }
    return Addresses(tuple(sorted(moved.items())), tuple(gone))


def encode_path(address: str) -> str:
    """An address as browsers ask for it: what must not stand in a path is percent-encoded."""
    path, mark, query = address.partition("?")
    return quote(path, safe="%/:@!$&'()*+,;=-._~") + mark + query


def _list_moved(site: Path, olds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What leads on by a page of the site, and what only a web server can lead on."""
    for old in olds:
        path = find_page_path(old)
        page = site / path if path else None
        data = page.read_bytes() if page is not None and page.is_file() else b""
        target = _TARGET.search(data)
        if target is not None and data == format_redirect(target[1].decode()):
            yield old, urlsplit(target[1].decode()).path
    if (site / LIST).exists():
        for line in (site / LIST).read_text("utf-8").splitlines():
            old, _, new = line.partition(" ")
            yield old, urlsplit(new).path


def format_addresses(addresses: Addresses) -> dict[str, str]:
    """Files for nginx (two `map` bodies) and Caddy by their names."""
    return {
        MOVED_MAP: _MARK + "".join(_map_moved(addresses.moved)),
        GONE_MAP: _MARK
        + "".join(f"{_quote(p)} 1;\n{_quote(p + 'index.html')} 1;\n" for p in addresses.gone),
        CADDY: _MARK + _format_caddy(addresses),
    }


def _map_moved(moved: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Lines of an nginx `map`; it matches strings whatever their case, so some become patterns."""
    counts = Counter(old.lower() for old, _ in moved)
    for old, new in moved:
        source = old if counts[old.lower()] == 1 else f"~^{re.escape(old)}$"
        yield f"{_quote(source)} {_quote(new)};\n"


def _format_caddy(addresses: Addresses) -> str:
    text = ""
    if addresses.moved:
        lines = "".join(f"\t{_quote(old)} {_quote(new)}\n" for old, new in addresses.moved)
        text += f'map {{uri}} {{gongkai_moved}} {{\n{lines}\tdefault ""\n}}\n'
        text += '@gongkai_moved expression `{gongkai_moved} != ""`\n'
        text += "redir @gongkai_moved {gongkai_moved} 301\n"
    if addresses.gone:
        paths = " ".join(f"{path} {path}index.html" for path in addresses.gone)
        text += f"@gongkai_gone path {paths}\nerror @gongkai_gone 410\n"
    return text


def _quote(text: str) -> str:
    """A word of either program's configuration: printable ASCII without blanks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
