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
        is_page, is_generated = path.endswith(".html"), path in expected.generated
        faults: tuple[str, ...] = ()
        if is_page and not is_generated:
            policy = expected.policies.get(path)
            faults = self._pages.look(path, data, policy)
            yield from faults
            yield from self._compare(path, data, is_narrow=not faults)
        elif not is_generated:
            yield from check_asset(path, data)
        if is_page and path not in expected.documents and not path.startswith(PREFIX):
            yield from self._scan.look(data, is_narrow=not faults and not is_generated)

    def _compare(self, path: str, data: bytes, *, is_narrow: bool) -> Iterator[str]:
        document = self._expected.documents.get(original_url(path))
        rendered = document.rendered if document is not None else None
        if rendered is None:
            return
        shown = read_narrow_body(data) if is_narrow else read_body_text(data)
        is_same = is_same_text if path.startswith(PREFIX) else str.__eq__
        if not is_same(shown, rendered.text):
            yield "页面正文与审查通过的不一致"
