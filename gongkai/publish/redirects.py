"""From the addresses of the old site to the new ones, for existing stock (存量).

Where an old address can be a file of a static site, a page stands there that leads on; the others
are listed in `gongkai/redirects.txt`, from which the web server's own rules are made.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.site import SiteModel

LIST = "gongkai/redirects.txt"
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~-]{0,99}")
_PAGE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~-]{0,99}\.html?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_TEMPLATE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url={target}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>网址已变更</title>
<link rel="canonical" href="{target}">
</head>
<body>
<main>
<h1>网址已变更</h1>
<p>本页内容现在的网址是：<a href="{target}">{target}</a></p>
</main>
</body>
</html>
"""


def list_redirects(site: SiteModel, own: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the pages at old addresses, and of the list of the other addresses.

    `own` are the paths of the site's own files: nothing of the old site comes in their way.
    """
    paths = {path.casefold() for path in own}
    tops = {path.split("/")[0] for path in paths}
    tops |= {column.id for column in site.catalog.columns}
    others: list[str] = []
    taken: set[str] = set()
    for old, new in sorted(_list_moves(site)):
        path = find_page_path(old)
        fold = (path or "").casefold()
        if path is None or fold.split("/")[0] in tops or _clashes(fold, taken):
            others.append(f"{old} {new}\n")
        else:
            taken.add(fold)
            yield path, format_redirect(new)
    if others:
        yield LIST, "".join(others).encode()


def _list_moves(site: SiteModel) -> Iterator[tuple[str, str]]:
    """Old address and new one of whatever of the stock still has an address."""
    known = site.by_id.keys() | {ended.id for ended in site.ended}
    for item in site.catalog.stock.items if site.catalog.stock else ():
        if item.id in known:
            yield item.address, f"{site.catalog.site.url}{item.id}/"


def find_page_path(address: str) -> str | None:
    """The file that a web server gives out for an old address, or None where that is not certain.

    An address with a query or with names that some file system does not take has none.
    """
    segments = address.removeprefix("/").split("/")
    name = segments.pop() or "index.html"
    safe = all(_SEGMENT.fullmatch(s) and not _is_odd(s) for s in segments)
    if not safe or not _PAGE.fullmatch(name) or _is_odd(name):
        return None
    return "/".join((*segments, name))


def _is_odd(name: str) -> bool:
    return name.endswith(".") or ".." in name or _DEVICE.fullmatch(name) is not None


def _clashes(path: str, taken: set[str]) -> bool:
    """Whether a path is another's, or one would have to be a folder and a file."""
    above = path.split("/")
    parents = {"/".join(above[:n]) for n in range(1, len(above))}
    return bool(({path} | parents) & taken) or any(t.startswith(f"{path}/") for t in taken)


def format_redirect(target: str) -> bytes:
    """The page that leads to an absolute address."""
    return _TEMPLATE.format(policy=POLICY, target=escape(target)).encode()
