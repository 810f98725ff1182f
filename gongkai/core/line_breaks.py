"""Files whose line breaks git has turned into CRLF, as it does on Windows unless told not to.

Signatures and seal cover bytes: such a checkout is refused file by file. This says the cause once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.tree import Tree

ATTRIBUTES = ".gitattributes"
_TEXT = (".md", ".yml", ".py", "/SEAL", "/STOCK")
_KEPT = re.compile(r"(?m)^\s*(?:\*\*?|/?content/\*\*)\s(?:.*\s)?(?:-text|binary)(?:\s|$)")


def check_line_breaks(tree: Tree, attributes: str | None) -> Iterator[Finding]:
    """One finding where files have CRLF and nothing forbids git to convert them.

    `attributes` is the text of the repository's `.gitattributes`, None where there is none.
    """
    converted = [
        path
        for path, file in tree.files.items()
        if path.endswith(_TEXT) and _has_crlf(file.data) and ".files/" not in path
    ]
    if not converted or (attributes is not None and _KEPT.search(attributes)):
        return
    lack = f"没有 {ATTRIBUTES}" if attributes is None else f" {ATTRIBUTES} 没有 content/** -text"
    message = f"{len(converted)} 个文件的换行是 CRLF（Windows 写法），仓库里{lack}"
    yield RULES["line-breaks-converted"].at(ATTRIBUTES, 0, message)


def _has_crlf(data: bytes) -> bool:
    """Looking for the one byte first is many times quicker where there is none."""
    return b"\r" in data and b"\r\n" in data
