"""What one file of a built site holds, against what was cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.active_content import check_asset, check_page
from gongkai.publish.han_variants import is_same_text
from gongkai.publish.page_text import read_body_text
from gongkai.publish.traditional import PREFIX, original_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.publish.output_expected import Expected
    from gongkai.publish.output_scan import OutputScan


def check_content(path: str, data: bytes, expected: Expected, scan: OutputScan) -> Iterator[str]:
    """What is wrong with a file, a sentence each.

    Pages of documents hold what the scanner has seen in their sources; the others are put together
    of many and scanned here, but for traditional ones, which are conversions of those.
    """
    is_page = path.endswith(".html")
    if path not in expected.generated:
        yield from _check_page(path, data, expected) if is_page else check_asset(path, data)
    if is_page and path not in expected.documents and not path.startswith(PREFIX):
        yield from scan.look(data)


def _check_page(path: str, data: bytes, expected: Expected) -> Iterator[str]:
    policy = expected.policies.get(path)
    yield from check_page(path, data, policy, expected.files, expected.base)
    document = expected.documents.get(original_url(path))
    rendered = document.rendered if document is not None else None
    if rendered is None:
        return
    shown = read_body_text(data)
    is_same = is_same_text if path.startswith(PREFIX) else str.__eq__
    if not is_same(shown, rendered.text):
        yield "页面正文与审查通过的不一致"
