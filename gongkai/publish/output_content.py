"""What one file of a built site holds, against what was cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.active_content import PageCheck, check_asset
from gongkai.publish.han_variants import is_same_text
from gongkai.publish.page_text import read_body_text, read_narrow_body
from gongkai.publish.traditional import PREFIX, original_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.publish.output_expected import Expected
    from gongkai.publish.output_scan import OutputScan


class ContentCheck:
    """The check of one file after another.

    Pages of documents hold what the scanner has seen in their sources; the others are put together
    of many and scanned here, but for traditional ones, which are conversions of those.
    """

    def __init__(self, expected: Expected, scan: OutputScan) -> None:
        self._expected = expected
        self._scan = scan
        self._pages = PageCheck(expected.files, expected.base)

    def look(self, path: str, data: bytes) -> Iterator[str]:
        """What is wrong with a file, a sentence each."""
        expected = self._expected
        is_page = path.endswith(".html")
        if path not in expected.generated:
            yield from self._look_at_page(path, data) if is_page else check_asset(path, data)
        if is_page and path not in expected.documents and not path.startswith(PREFIX):
            yield from self._scan.look(data)

    def _look_at_page(self, path: str, data: bytes) -> Iterator[str]:
        faults = self._pages.look(path, data, self._expected.policies.get(path))
        yield from faults
        document = self._expected.documents.get(original_url(path))
        rendered = document.rendered if document is not None else None
        if rendered is None:
            return
        shown = read_body_text(data) if faults else read_narrow_body(data)
        is_same = is_same_text if path.startswith(PREFIX) else str.__eq__
        if not is_same(shown, rendered.text):
            yield "页面正文与审查通过的不一致"
