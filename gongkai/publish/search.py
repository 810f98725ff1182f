"""Where the search index of a site stands: in `search/data/`; handbook/search.md tells its format.

The index answers exactly: a query finds the documents of which one block contains its search form
(`gongkai.core.search_form`). Everything in it is a function of the records; no program but this
package's own writes or reads it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "search/data"
ENTRY = f"{FOLDER}/entry.json"
"""Where a query begins: the names of the shards, which are folders."""
SUFFIX = ".gk"
"""How the names of a shard's files end."""
NAME = 16
"""Hexadecimal digits of the name of a shard."""


class SearchIndexError(Exception):
    """The search index does not answer; the message is Chinese."""


def format_entry(shards: Sequence[str]) -> bytes:
    """Where a query begins, with the names of the shards, the newest documents first."""
    return (json.dumps({"format": 3, "shards": list(shards)}) + "\n").encode()
