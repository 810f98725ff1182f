"""Addresses of an older site: of each file that a mirror keeps, and where its links lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[:+]\d{1,5})?")
_FILE_ENDING = re.compile(
    r".*\.(?:html?|shtml|css|js|png|jpe?g|gif|pdf|docx?|xlsx?|csv|json|xml|txt|zip|rar)"
)
_PROGRAM = re.compile(
    r"(?P<program>[^?@]*\.(?:jsp|php|asp|aspx|do|action|cgi|jhtml|s?html?)|[^?@.]*)[?@](?P<query>.*)",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\.html$")
_INDEXES = ("index.html", "index.htm", "index.shtml", "index.jhtml", "default.htm", "default.html")
_MARK = "https://old.invalid"
"""Stands for an old site of which the folder does not tell the name."""


class LinkKind(StrEnum):
    """Where a link leads, as the inventory names it."""

    INTERNAL = "站内"
    EXTERNAL = "站外"
    BROKEN = "断链"
    OTHER = "其他"
    """Mail, telephone, scripts, places on the same page."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    kind: LinkKind
    path: str = ""
    """The file of the folder, for an internal link."""
    address: str = ""
    """The whole address, or from the root of the old site."""


def find_host(paths: Iterable[str]) -> str:
    """The folder on top that is named like a site and holds all the others; empty for none."""
    tops = {path.partition("/")[0] if "/" in path else "" for path in paths}
    top = tops.pop() if len(tops) == 1 else ""
    named = _HOST.fullmatch(top) and not _FILE_ENDING.fullmatch(top)
    return top if named else ""


def spell_address(path: str, host: str) -> str:
    """The address from the root of the old site of a file in a mirror, in visible ASCII.

    Programs are called with a query, which mirrors write into the name behind `?` or, for
    Windows, `@`, often with a further `.html`.
    """
    plain = path.removeprefix(f"{host}/") if host else path
    match = _PROGRAM.fullmatch(plain)
    if match is None:
        return "/" + quote(plain, safe="/~!$&'()*+,;=:@%")
    query = match["query"]
    program = match["program"]
    if not program.endswith((".html", ".htm")):
        query = _ADDED.sub("", query)
    return f"/{quote(program, safe='/~')}?{quote(query, safe='=&/~:,;%+')}"


class AddressBook:
    """Which file stands at which address."""

    def __init__(self, paths: Iterable[str], host: str, origin: str = "") -> None:
        """`origin` is scheme and host of the old site, where pages or a list tell them."""
        listed = sorted(paths)
        self._host = host
        self._hosts = {h for h in (host.partition("+")[0], urlsplit(origin).netloc) if h}
        self._paths: dict[str, str] = {}
        for path in listed:
            for address in _list_spellings(path, host):
                self._paths.setdefault(address, path)
        self.addresses = {path: spell_address(path, host) for path in listed}
        """The address of each file."""

    def look_up(self, address: str) -> str | None:
        """The file at an address from the root or with its host, or None."""
        return self.find("", address).path or None

    def find(self, path: str, link: str) -> Target:
        """Where a link on the page in a file leads."""
        link = link.strip()
        if not link or link.startswith("#"):
            return Target(LinkKind.OTHER)
        base = _MARK + self.addresses.get(path, "/")
        try:
            whole = urlsplit(urljoin(base, link))
        except ValueError:
            return Target(LinkKind.BROKEN, address=link)
        if whole.scheme not in {"http", "https"}:
            return Target(LinkKind.OTHER, address=link)
        own = f"{whole.scheme}://{whole.netloc}" == _MARK or whole.netloc in self._hosts
        asked = whole.path + (f"?{whole.query}" if whole.query else "")
        if not own:
            return Target(LinkKind.EXTERNAL, address=whole.geturl())
        found = self._find_path(whole.path, whole.query)
        if found is None:
            return Target(LinkKind.BROKEN, address=asked)
        return Target(LinkKind.INTERNAL, found, asked)

    def _find_path(self, path: str, query: str) -> str | None:
        plain = unquote(path) or "/"
        asked = [f"{plain}?{unquote(query)}"] if query else []
        for address in (*asked, plain, *(plain.rstrip("/") + "/" + name for name in _INDEXES)):
            if address in self._paths:
                return self._paths[address]
        return None


def _list_spellings(path: str, host: str) -> list[str]:
    """The addresses, with nothing quoted, that lead to a file."""
    plain = path.removeprefix(f"{host}/") if host else path
    spellings = ["/" + unquote(plain)]
    match = _PROGRAM.fullmatch(plain)
    if match is not None:
        query = unquote(match["query"])
        spellings += [f"/{match['program']}?{query}"]
        spellings += [f"/{match['program']}?{_ADDED.sub('', query)}"]
    elif plain.endswith(".html"):
        spellings.append("/" + unquote(plain.removesuffix(".html")))
    return spellings
