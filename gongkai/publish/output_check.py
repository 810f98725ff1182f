"""Verification of a built site against what was cleared, before it goes live.

Exactly the expected files, byte for byte; pages whose text is the cleared one and that are nothing
but text; no word that stands only in what is held, withheld or withdrawn.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.rules import RULES
from gongkai.publish.active_content import check_asset, check_page
from gongkai.publish.negative_space import LeakSearch, Public, Secret
from gongkai.publish.output_inventory import check_inventory
from gongkai.publish.page_text import read_body_text
from gongkai.publish.readable import read_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.core.gate import ClearedDocument
    from gongkai.publish.output_scan import OutputScan


@dataclass(frozen=True)
class Expected:
    """What the output must be."""

    files: Mapping[str, str]
    """SHA-256 of every file, by path; all known before MkDocs rendered anything."""
    policies: Mapping[str, str]
    """The content-security policy of every HTML page, by path."""
    documents: Mapping[str, ClearedDocument]
    """The documents, by the path of their page."""
    copies: frozenset[str] = frozenset()
    """Files whose bytes were signed as they are: attachments, the catalogue, the theme."""
    generated: frozenset[str] = frozenset()
    """Pages that lead on from addresses of the old site; all of their bytes are the engine's."""
    base: str = "/"
    """The path under which the site is served."""


def check_output(
    folder: Path,
    expected: Expected,
    secrets: Iterable[Secret],
    public: Public,
    scan: OutputScan,
) -> Iterator[Finding]:
    """Each difference between the output and what was cleared.

    Pages of documents hold what the scanner has seen in their sources; the others are put together
    of many and scanned here.
    """
    faults, plain = check_inventory(folder, expected.files)
    yield from (_at(path, message) for path, message in faults)
    search = LeakSearch(secrets, public)
    for path in plain:
        data = (folder / path).read_bytes()
        digest = expected.files.get(path)
        same = hashlib.sha256(data).hexdigest() == digest
        if digest is not None and not same:
            yield _at(path, "内容与审查通过的不一致")
        yield from (_at(path, message) for message in _check_content(path, data, expected))
        if path.endswith(".html") and path not in expected.documents:
            yield from (_at(path, message) for message in scan.look(data))
        if not (same and path in expected.copies):
            search.look(path, read_views(path, data))
    for path, owner in search.list_leaks():
        yield _at(path, f"出现了{owner}的内容")


def _at(path: str, message: str) -> Finding:
    return RULES["output-altered"].at(f"site/{path}", 0, message)


def _check_content(path: str, data: bytes, expected: Expected) -> Iterator[str]:
    if path in expected.generated:
        return
    if not path.endswith(".html"):
        yield from check_asset(path, data)
        return
    policy = expected.policies.get(path)
    yield from check_page(path, data, policy, expected.files, expected.base)
    document = expected.documents.get(path)
    rendered = document.rendered if document is not None else None
    if rendered is not None and read_body_text(data) != rendered.text:
        yield "页面正文与审查通过的不一致"
