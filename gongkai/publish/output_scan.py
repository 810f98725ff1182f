"""The scanner over the finished pages: what only the putting together of cleared texts makes."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import lxml.html

from gongkai.core.findings import Severity
from gongkai.core.scan import ScanContext, scan_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.gate import ClearedDocument
    from gongkai.core.scan import Hit

_TAG = re.compile("<[^>]*>")


class OutputScan:
    """Looks for blocking hits that no reviewer let stand in any document."""

    def __init__(self, allowed: frozenset[str], documents: Iterable[ClearedDocument]) -> None:
        self._context = ScanContext(allowed=allowed)
        waived = (d.draft.source for d in documents if d.draft.source.waived)
        self._known = {hit.value for source in waived for hit in self._find(source.reviewed_text)}

    def look(self, page: bytes, *, is_narrow: bool = False) -> Iterator[str]:
        """What must not stand on a page, masked.

        `is_narrow` says that it has the narrow form of `gongkai.publish.active_content`, and that
        no parser is needed.
        """
        text = page.decode("utf-8", "replace")
        for hit in self._find("\n".join((_read_narrow if is_narrow else _read)(text))):
            if hit.value not in self._known:
                yield f"页面上出现了{hit.masked}"

    def _find(self, text: str) -> Iterator[Hit]:
        found = scan_text(text, self._context)
        return (hit for hit in found if hit.severity is Severity.BLOCK)


def _read(page: str) -> Iterable[str]:
    """The texts between a page's tags."""
    return (text for text in lxml.html.document_fromstring(page).itertext() if text.strip())


def _read_narrow(page: str) -> Iterable[str]:
    return (text for text in map(html.unescape, _TAG.split(page)) if text.strip())
