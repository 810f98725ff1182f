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
from gongkai.publish.han_variants import fold_variants, is_same_text
from gongkai.publish.negative_space import LeakSearch, Public, Secret
from gongkai.publish.output_inventory import check_inventory
from gongkai.publish.page_text import read_body_text
from gongkai.publish.readable import View, read_views
from gongkai.publish.traditional import PREFIX, original_url

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
    of many and scanned here, but for traditional ones, which are conversions of those.
    """
    faults, plain = check_inventory(folder, expected.files)
    yield from (_at(path, message) for path, message in faults)
    secrets = tuple(secrets)
    search = LeakSearch(secrets, public)
    has_traditional = any(path.startswith(PREFIX) for path in plain)
    folded = LeakSearch(map(_fold_secret, secrets if has_traditional else ()), _fold_public(public))
    for path in plain:
        data = (folder / path).read_bytes()
        digest = expected.files.get(path)
        same = hashlib.sha256(data).hexdigest() == digest
        if digest is not None and not same:
            yield _at(path, "内容与审查通过的不一致")
        yield from (_at(path, message) for message in _check_content(path, data, expected))
        if path.startswith(PREFIX):
            if not folded.idle:
                folded.look(path, map(_fold_view, read_views(path, data)))
            continue
        if path.endswith(".html") and path not in expected.documents:
            yield from (_at(path, message) for message in scan.look(data))
        if not (same and path in expected.copies):
            search.look(path, read_views(path, data))
    for path, owner in (*search.list_leaks(), *folded.list_leaks()):
        yield _at(path, f"出现了{owner}的内容")


def _fold_secret(secret: Secret) -> Secret:
    """The secret as it is found in traditional characters as well as in simplified ones."""
    texts, names = (tuple(map(fold_variants, part)) for part in (secret.texts, secret.names))
    return Secret(secret.owner, texts, names)


def _fold_public(public: Public) -> Public:
    return Public(
        list_main=lambda: map(fold_variants, public.list_main()),
        list_further=lambda: map(fold_variants, public.list_further()),
    )


def _fold_view(view: View) -> View:
    return View(tuple(map(fold_variants, view.pieces)))


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
    document = expected.documents.get(original_url(path))
    rendered = document.rendered if document is not None else None
    if rendered is None:
        return
    shown = read_body_text(data)
    is_same = is_same_text if path.startswith(PREFIX) else str.__eq__
    if not is_same(shown, rendered.text):
        yield "页面正文与审查通过的不一致"
