"""The short way through a head of plain fields: one line a value, or a list of such lines.

Most heads are nothing else. For these, and only these, the values are known without the YAML
library; tests hold every head of it against what the library reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Fields: TypeAlias = dict[str, str | list[str]]
    Places: TypeAlias = list[tuple[tuple[str | int, ...], int]]

_QUOTED = r'"([^"\\\n#]*)"'
_PLAIN = r"([\w（《“〔][^\s:#]*+(?:(?:\x3a|\x20+)(?![\s:])[^\s:#]++)*+)"
"""Begins with no mark of YAML's, holds no colon before a blank, ends with neither."""
_FIELD = re.compile(rf"([a-z][a-z0-9_]{{0,39}}):(?: (?:{_QUOTED}|{_PLAIN}))?")
_ITEM = re.compile(rf"- (?:{_QUOTED}|{_PLAIN})")


def read_plain_head(text: str) -> tuple[Fields, Places] | None:
    """The fields, and the line (from 0) of each of them and of their items, in the text's order.

    None for what may hold anything else. The text holds only what a source file may.
    """
    fields: Fields = {}
    places: Places = []
    key = ""
    items: list[str] | None = None
    *lines, rest = text.split("\n")
    if rest or not lines:
        return None
    for number, line in enumerate(lines):
        if line.startswith("- "):
            match = _ITEM.fullmatch(line)
            if match is None or items is None:
                return None
            places.append(((key, len(items)), number))
            items.append(match[match.lastindex or 0])
            continue
        match = _FIELD.fullmatch(line)
        if match is None or match[1] in fields or items == []:
            return None
        key, value = match[1], match[match.lastindex or 0]
        places.append(((key,), number))
        items = [] if match.lastindex == 1 else None
        fields[key] = value if items is None else items
    return None if items == [] else (fields, places)
