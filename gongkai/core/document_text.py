"""The text of a document from its fields and body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frontmatter

if TYPE_CHECKING:
    from collections.abc import Mapping


def format_document(fields: Mapping[str, object], body: str) -> str:
    """The text of a new document."""
    post = frontmatter.Post(body.strip())
    post.metadata.update(fields)
    text = frontmatter.dumps(post, sort_keys=False, allow_unicode=True, width=10_000)
    return text.rstrip("\n") + "\n"
