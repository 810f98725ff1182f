"""Where each file of a snapshot stands in the state folder, and the text that says so.

    gongkai-snapshot/v2 gaj.shili.example
    <SHA-256> <number of the pack> <first byte> <bytes> catalog/site.yml

Older engines kept one file for each content; their snapshots are read too:

    gongkai-snapshot/v1 gaj.shili.example
    <SHA-256> catalog/site.yml
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.publish.collector import pause_collector

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE = "gongkai-snapshot/v2"
OLDER_TYPE = "gongkai-snapshot/v1"
_NUMBER = "(0|[1-9][0-9]{0,15})"
_LINE = re.compile(rf"^([0-9a-f]{{64}}) {_NUMBER} {_NUMBER} {_NUMBER} ([^\n]+)$", re.MULTILINE)
_OLDER_LINE = re.compile(r"^([0-9a-f]{64}) ([^\n]+)$", re.MULTILINE)


class Place(NamedTuple):
    """Where the bytes of a file are."""

    sha256: str
    file: str
    """Name of a pack, or of a file of an older engine."""
    start: int
    size: int | None
    """None for a whole file of an older engine."""


def name_pack(number: int) -> str:
    """The name of a pack in the folder."""
    return f"{number}.pack"


def read_number(name: str) -> int | None:
    """The number of the pack of that name, or None for what is no pack."""
    stem = name.removesuffix(".pack")
    return int(stem) if stem != name and re.fullmatch(_NUMBER, stem) else None


def format_index(site: str, places: Mapping[str, Place]) -> bytes:
    """The text of an index; `places` by path."""
    lines = [f"{TYPE} {site}\n"]
    for path, (sha256, file, start, size) in places.items():
        lines.append(f"{sha256} {file.removesuffix('.pack')} {start} {size} {path}\n")
    return "".join(lines).encode()


@lru_cache(maxsize=2)
def parse_index(data: bytes, site: str) -> Mapping[str, Place]:
    """The places by path that an index of the site spells; empty when it spells none."""
    try:
        first, _, rest = data.decode("utf-8").partition("\n")
    except UnicodeDecodeError:
        return {}
    with pause_collector():
        if first == f"{TYPE} {site}":
            found = {
                path: Place(sha256, name_pack(int(number)), int(start), int(size))
                for sha256, number, start, size, path in _LINE.findall(rest)
            }
        elif first == f"{OLDER_TYPE} {site}":
            found = {
                path: Place(sha256, sha256, 0, None) for sha256, path in _OLDER_LINE.findall(rest)
            }
        else:
            return {}
    # Every line counts, and none may be cut short.
    return found if rest.endswith("\n") and len(found) == rest.count("\n") else {}
