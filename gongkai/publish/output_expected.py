"""What the files of a built site must be, as known before the folder is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gongkai.core.gate import ClearedDocument


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
    reused: frozenset[str] = frozenset()
    """Files of the live site, of steps whose keys are those of the last release; each is the live
    site's very file under a second name, or a copy of it."""
    live: Path | None = None
    """The folder of the live site, from which they are."""
    former: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file of the live site by path, as its authenticated manifest has it; empty
    where there is none, and nothing is taken for verified."""

    def is_unchanged(self, path: str) -> bool:
        """Whether the live site is known to have the very bytes that this one must have."""
        digest = self.files.get(path)
        return digest is not None and self.former.get(path) == digest
