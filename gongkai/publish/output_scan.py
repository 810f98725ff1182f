"""The scanner over the finished pages: what only the putting together of cleared texts makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

from gongkai.core.findings import Severity
from gongkai.core.scan import ScanContext, scan_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.gate import ClearedDocument
    from gongkai.core.scan import Hit


class OutputScan:
    """Looks for blocking hits that no reviewer let stand in any document."""

    def __init__(self, allowed: frozenset[str], documents: Iterable[ClearedDocument]) -> None:
        self._context = ScanContext(allowed=allowed)
        waived = (d.draft.source for d in documents if d.draft.source.waived)
        self._known = {hit.value for source in waived for hit in self._find(source.reviewed_text)}

    def look(self, page: bytes) -> Iterator[str]:
        """What must not stand on a page, masked."""
        root = lxml.html.document_fromstring(page.decode("utf-8", "replace"))
        text = "\n".join(part for part in root.itertext() if part.strip())
        for hit in self._find(text):
            if hit.value not in self._known:
                yield f"页面上出现了{hit.masked}"

    def _find(self, text: str) -> Iterator[Hit]:
        found = scan_text(text, self._context)
        return (hit for hit in found if hit.severity is Severity.BLOCK)
