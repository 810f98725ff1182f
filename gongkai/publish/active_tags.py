"""What a single tag of a page may say, read by its shape: the tag without its attributes' values.

Pages have few shapes and many values; a shape is judged once.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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
    from collections.abc import Iterator

DATA_KIND = "application/ld+json"
_BLANK = r"[ \t\n\f\r]"
"""What parts attributes in a browser's eyes; to it, other white space is part of a name."""
_SHAPE = re.compile(
    r"!doctype html|/[a-z][a-z0-9]*"
    rf'|[a-z][a-z0-9]*(?:{_BLANK}+[a-zA-Z:-]+(?:="")?)*{_BLANK}*/?'
)
_NAME = re.compile(r"[a-z][a-z0-9]*")
_BARE_ID = re.compile(r"\A([a-z][a-z0-9]* id=)([a-z0-9-]+)(?= |\Z)")
"""What stands first in a tag and needs no quotes: in it all parsers see the same."""
_ATTRIBUTE = re.compile(rf'{_BLANK}([a-zA-Z:-]+)(="")?')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ADDRESSES = ("href", "src", "action")
_PLAIN_ADDRESS = re.compile(r"(?!//)[a-z0-9#./](?:[^\x00-\x20\x7f\\&:]|&amp;)*")
"""What has no scheme, no other host and no character that is read in several ways."""


class Tag(NamedTuple):
    """What one tag says."""

    faults: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Addresses of what the browser loads because of it."""
    is_policy: bool = False
    """Whether it speaks of an attribute with which a page gives itself a policy."""
    is_regular: bool = True
    """Whether it has the narrow form in which every parser sees the same."""


IRREGULAR = Tag(is_regular=False)
FINE = Tag()
"""What most tags say: nothing that matters."""


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    faults: tuple[str, ...]
    quoted: tuple[str, ...]
    """The attributes with a value, in order."""
    bare: tuple[str, ...]
    """The attributes without."""
    is_telling: bool
    """Whether any value matters."""


@lru_cache(maxsize=1 << 15)
def read_tag(tag: str) -> Tag:
    """What stands between a tag's angle brackets."""
    parts = _BARE_ID.sub(r'\1"\2"', tag).split('"')
    shape = _read_shape('""'.join(parts[::2])) if len(parts) % 2 else None
    if shape is None:
        return IRREGULAR
    is_policy = "http-equiv" in tag.lower()
    if not shape.is_telling:
        return _tell(shape.faults, is_policy=is_policy)
    values = dict(zip(shape.quoted, parts[1::2], strict=True)) | dict.fromkeys(shape.bare, "")
    if "&" in values.get("class", ""):
        return IRREGULAR
    if shape.name == "a" and _PLAIN_ADDRESS.fullmatch(values.get("href", "#")):
        return _tell(shape.faults, is_policy=is_policy)
    values = {name: html.unescape(value) for name, value in values.items()}
    faults = (*shape.faults, *_check_addresses(shape.name, values))
    return _tell(faults, tuple(_list_needs(shape.name, values)), is_policy=is_policy)


def _tell(faults: tuple[str, ...], needs: tuple[str, ...] = (), *, is_policy: bool) -> Tag:
    return Tag(faults, needs, is_policy) if faults or needs or is_policy else FINE


@lru_cache(maxsize=1 << 12)
def _read_shape(text: str) -> _Shape | None:
    """None where the tag has not the narrow form."""
    if not _SHAPE.fullmatch(text):
        return None
    if text.startswith(("/", "!")):
        name = text.removeprefix("/")
        known = name in TAGS or text.startswith("!")
        return _Shape(name, () if known else (_unknown(name),), (), (), is_telling=False)
    match = _NAME.match(text)
    name = match.group() if match else ""
    found = _ATTRIBUTE.findall(text)
    quoted = tuple(attribute for attribute, value in found if value)
    bare = tuple(attribute for attribute, value in found if not value)
    telling = not {*_ADDRESSES, "class"}.isdisjoint({*quoted, *bare})
    telling = telling or name in {"img", "link", "script"}
    unknown = [] if name in TAGS else [_unknown(name)]
    faults = (*unknown, *_check_names(name, (*quoted, *bare)))
    return _Shape(name, faults, quoted, bare, is_telling=telling)


def _check_names(name: str, attributes: tuple[str, ...]) -> Iterator[str]:
    allowed = ATTRIBUTES.get(name, frozenset()) | ANYWHERE
    for attribute in dict.fromkeys(attributes):
        if attribute not in allowed and not attribute.startswith(PREFIXES):
            yield f"页面含有不允许的属性 {attribute}"
    if len(set(attributes)) != len(attributes):
        yield "页面含有重复的属性"


def _unknown(name: str) -> str:
    return f"页面含有不允许的标记 {name}"


def _check_addresses(name: str, values: dict[str, str]) -> Iterator[str]:
    for attribute in _ADDRESSES:
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
    return values == {"type": DATA_KIND}


def _is_plain(address: str) -> bool:
    """Whether no browser could read another scheme or host out of the address."""
    return not re.search(r"[\x00-\x20\x7f\\]|^//", address)


def _list_needs(name: str, values: dict[str, str]) -> Iterator[str]:
    if name == "img" or "src" in values:
        yield values.get("src", "")
    elif name == "link" and values.get("rel") in LOADED_LINKS:
        yield values.get("href", "")
