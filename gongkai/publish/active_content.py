"""What a page may do besides being read: nothing but run the theme's own scripts.

Pages are held to a narrow form of HTML, in which every parser sees the same tags; each tag and
attribute must be on a list. A browser that honours the content-security policy holds to it too.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.publish.active_xml import check_xml
from gongkai.publish.allowed_markup import (
    ANYWHERE,
    ATTRIBUTES,
    LINK_KINDS,
    LOADED_LINKS,
    PREFIXES,
    SCHEMES,
    TAGS,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MARKUP = re.compile(
    r'<!doctype html>|</[a-z][a-z0-9]*>|<[a-z][a-z0-9]*(?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*\s*/?>'
)
_ATTRIBUTE = re.compile(r'\s([a-zA-Z:-]+)(?:="([^"]*)")?')
_DATA_KIND = "application/ld+json"
_SCRIPT = re.compile(
    rf'<script\s[^>]*></script>|<script type="{re.escape(_DATA_KIND)}">[^<]*</script>'
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
_UNSAFE_STYLE = re.compile(r"@import|expression\(|url\(\s*[\"']?\s*(?:[a-z]+:|//)", re.IGNORECASE)
_UNSAFE_PICTURE = re.compile(
    r"<(?:[a-z]+:)?(?:script|foreignobject|iframe|animate|set|handler)|\son[a-z]+\s*=|<!entity"
    r"|(?:href|src)\s*=\s*[\"']\s*(?!#)|<\?xml-stylesheet|javascript:|data:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Tag:
    """What one tag's text says."""

    faults: tuple[str, ...]
    needs: tuple[str, ...]
    """Addresses of what the browser loads because of it."""


def check_page(
    path: str, data: bytes, policy: str | None, files: Collection[str], base: str
) -> Iterator[str]:
    """What is wrong with an HTML page: a sentence a fault, none twice."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "页面不是 UTF-8 编码"
        return
    markup = _MARKUP.findall(text)
    tags = set(markup)
    faults: dict[str, None] = {}
    if "<" in _MARKUP.sub("", text):
        faults["页面含有不规范的标记"] = None
    if text.count("<script") != len(_SCRIPT.findall(text)):
        faults["页面含有内嵌脚本"] = None
    if policy is None or not _carries(text, markup, policy):
        faults["页面没有应有的内容安全策略"] = None
    for tag in tags:
        read = _read_tag(tag)
        faults |= dict.fromkeys(read.faults)
        for address in read.needs:
            if _resolve(path, address, base) not in files:
                faults["页面引用了本站没有的资源"] = None
    yield from sorted(faults)


def check_asset(path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a style sheet, a vector picture or an XML file."""
    if path.endswith(".css") and _UNSAFE_STYLE.search(data.decode("utf-8", "replace")):
        yield "样式引用了外部资源"
    if path.endswith(".xml"):
        yield from check_xml(data)
    if path.endswith(".svg") and _UNSAFE_PICTURE.search(data.decode("utf-8", "replace")):
        yield "文件含有脚本或外部资源"


def _carries(text: str, markup: list[str], policy: str) -> bool:
    """Whether the policy stands in the page, alone, and before all that it is to govern.

    The words of a document may name the attribute; only a tag that has it counts.
    """
    wanted = _POLICY.format(policy)
    if sum("http-equiv" in tag.lower() for tag in markup) != 1 or markup.count(wanted) != 1:
        return False
    before = text[: text.index(wanted)]
    return not re.search(r"<(?:link|script|body|img)\b", before)


@lru_cache(maxsize=1 << 16)
def _read_tag(tag: str) -> _Tag:
    if tag.startswith(("</", "<!")):
        name = tag.strip("</>")
        return _Tag(() if name in TAGS or name == "!doctype html" else (_unknown(name),), ())
    name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0]
    faults = [] if name in TAGS else [_unknown(name)]
    values = {n: html.unescape(v) for n, v in _ATTRIBUTE.findall(tag)}
    allowed = ATTRIBUTES.get(name, frozenset()) | ANYWHERE
    faults += [
        f"页面含有不允许的属性 {attribute}"
        for attribute in values
        if attribute not in allowed and not attribute.startswith(PREFIXES)
    ]
    if len(_ATTRIBUTE.findall(tag)) != len(values):
        faults.append("页面含有重复的属性")
    faults += _check_addresses(name, values)
    return _Tag(tuple(faults), tuple(_list_needs(name, values)))


def _unknown(name: str) -> str:
    return f"页面含有不允许的标记 {name}"


def _check_addresses(name: str, values: dict[str, str]) -> Iterator[str]:
    for attribute in ("href", "src", "action"):
        address = values.get(attribute, "")
        scheme = _SCHEME.match(address)
        if (scheme and scheme.group().lower() not in SCHEMES) or not _is_plain(address):
            yield "页面含有不允许的链接"
        elif attribute != "href" and scheme:
            yield "页面含有外部资源"
    if name == "link" and values.get("rel") not in LINK_KINDS:
        yield "页面含有不允许的 link"
    if name == "script" and not _is_known_script(values):
        yield "页面含有内嵌脚本"


def _is_known_script(values: dict[str, str]) -> bool:
    """Whether it is a file of the theme, or a block of data, which no browser runs."""
    if "src" in values:
        return values.get("type") in {None, "module"}
    return values == {"type": _DATA_KIND}


def _is_plain(address: str) -> bool:
    """Whether no browser could read another scheme or host out of the address."""
    return not re.search(r"[\x00-\x20\x7f\\]|^//", address)


def _list_needs(name: str, values: dict[str, str]) -> Iterator[str]:
    if name == "img" or "src" in values:
        yield values.get("src", "")
    elif name == "link" and values.get("rel") in LOADED_LINKS:
        yield values.get("href", "")


def _resolve(path: str, address: str, base: str) -> str:
    """The path in the site of what an address on a page leads to; foreign ones lead nowhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return parts.path.removeprefix(base)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
