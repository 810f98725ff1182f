"""What a page may do besides being read: nothing but run the theme's own scripts.

Pages are held to a narrow form of HTML, in which every parser sees the same tags; each tag and
attribute must be on a list. A browser that honours the content-security policy holds to it too.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.publish.active_tags import DATA_KIND, FINE, IRREGULAR, read_tag
from gongkai.publish.active_xml import check_xml
from gongkai.publish.allowed_markup import LOADABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from gongkai.publish.active_tags import Tag

_SCRIPT = re.compile(
    rb'<script\s[^>]*></script>|<script type="%s">[^<]*</script>' % re.escape(DATA_KIND.encode())
)
_TAG = re.compile("<([^<>]*)>")
_GOVERNED = re.compile(rb"<(?:link|script|body|img)\b")
_POLICY = 'meta http-equiv="Content-Security-Policy" content="{}"'
_UNSAFE_STYLE = re.compile(r"@import|expression\(|url\(\s*[\"']?\s*(?:[a-z]+:|//)", re.IGNORECASE)
_UNSAFE_PICTURE = re.compile(
    r"<(?:[a-z]+:)?(?:script|foreignobject|iframe|animate|set|handler)|\son[a-z]+\s*=|<!entity"
    r"|(?:href|src)\s*=\s*[\"']\s*(?!#)|<\?xml-stylesheet|javascript:|data:",
    re.IGNORECASE,
)
_MOST_LINES = 1 << 14


class PageCheck:
    """The check of one page after another, which have most of their lines in common.

    A line that stood in two pages running, faultless and with every tag ended, is not read again:
    whether it has a fault depends on the line alone, and on how deep in the site the page lies.
    """

    def __init__(self, files: Collection[str], base: str) -> None:
        self._files = files
        self._base = base
        self._known: dict[int, set[bytes]] = {}
        self._last: dict[int, set[bytes]] = {}

    def look(self, path: str, data: bytes, policy: str | None) -> tuple[str, ...]:
        """What is wrong with an HTML page: a sentence a fault, none twice, in order."""
        depth = path.count("/")
        known = self._known.setdefault(depth, set())
        lines = [line for line in data.split(b"\n") if line not in known]
        try:
            tags = _read_lines(b"\n".join(lines).decode())
            if tags is None:
                lines, tags = [], _read_tags(data.decode())
        except UnicodeDecodeError:
            return ("页面不是 UTF-8 编码",)
        needs = {address for tag in tags.values() for address in tag.needs}
        faults = {fault for tag in tags.values() for fault in tag.faults}
        faults.update(self._check_needs(path, needs))
        faults.update(_check_whole(data, tags, policy))
        if not faults and all(_is_anchored(address, depth) for address in needs):
            self._learn(depth, lines)
        return tuple(sorted(faults))

    def _learn(self, depth: int, lines: Iterable[bytes]) -> None:
        known, last = self._known[depth], self._last.get(depth, set())
        if len(known) > _MOST_LINES:
            known.clear()
        self._last[depth] = {*lines}
        common = self._last[depth] & last
        # The policy is looked for among the tags that are read.
        known.update(line for line in common if b"http-equiv" not in line.lower())

    def _check_needs(self, path: str, needs: set[str]) -> Iterator[str]:
        depth = path.count("/")
        for address in needs:
            place = "-/" * depth if _is_anchored(address, depth) else path
            target = _resolve(place, address, self._base)
            if target not in self._files or not target.endswith(LOADABLE):
                yield "页面引用了本站没有的资源"


def check_page(
    path: str, data: bytes, policy: str | None, files: Collection[str], base: str
) -> tuple[str, ...]:
    """What is wrong with a single HTML page: a sentence a fault, none twice, in order."""
    return PageCheck(files, base).look(path, data, policy)


def check_asset(path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a style sheet, a vector picture or an XML file."""
    if path.endswith(".css") and _UNSAFE_STYLE.search(data.decode("utf-8", "replace")):
        yield "样式引用了外部资源"
    if path.endswith(".xml"):
        yield from check_xml(data)
    if path.endswith(".svg") and _UNSAFE_PICTURE.search(data.decode("utf-8", "replace")):
        yield "文件含有脚本或外部资源"


def _read_lines(text: str) -> Mapping[str, Tag] | None:
    """The telling tags in some lines, whatever their order; None where one ends in another."""
    tags, is_whole = _list_tags(text)
    return _read_all(tags) if is_whole and "\n" not in "".join(tags) else None


def _read_tags(text: str) -> Mapping[str, Tag]:
    """What each telling tag says, by what stands between its angle brackets."""
    tags, is_whole = _list_tags(text)
    return _read_all(tags) if is_whole else {**_read_all(tags), "<": IRREGULAR}


def _list_tags(text: str) -> tuple[set[str], bool]:
    """What stands between angle brackets, and whether every opening one has its closing one."""
    found = _TAG.findall(text)
    return {*found}, len(found) == text.count("<")


def _read_all(tags: Iterable[str]) -> dict[str, Tag]:
    return {text: tag for text in tags if (tag := read_tag(text)) is not FINE}


def _check_whole(data: bytes, tags: Mapping[str, Tag], policy: str | None) -> Iterator[str]:
    if not all(tag.is_regular for tag in tags.values()):
        yield "页面含有不规范的标记"
    if not all(_SCRIPT.match(data, at) for at in _find(data, b"<script")):
        yield "页面含有内嵌脚本"
    if policy is None or not _carries(data, tags, _POLICY.format(policy)):
        yield "页面没有应有的内容安全策略"


def _find(data: bytes, piece: bytes) -> Iterator[int]:
    at = data.find(piece)
    while at >= 0:
        yield at
        at = data.find(piece, at + 1)


def _carries(data: bytes, tags: Mapping[str, Tag], wanted: str) -> bool:
    """Whether the policy stands in the page, alone, and before all that it is to govern.

    The words of a document may name the attribute; only a tag that has it counts.
    """
    if [text for text, tag in tags.items() if tag.is_policy] != [wanted]:
        return False
    before, *after = data.split(f"<{wanted}>".encode())
    return len(after) == 1 and not _GOVERNED.search(before)


def _is_anchored(address: str, depth: int) -> bool:
    """Whether it leads to the same file from wherever so deep in the site."""
    up = "../" * depth
    return address.startswith("/") or (address.startswith(up) and address[len(up) :][:3] != "../")


@lru_cache(maxsize=1 << 12)
def _resolve(path: str, address: str, base: str) -> str:
    """The path in the site of what an address on a page leads to; foreign ones lead nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return parts.path.removeprefix(base)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
