"""The content-security policy that every page carries (W3C Content Security Policy Level 3)."""

from __future__ import annotations

_COMMON = (
    "default-src 'none'",
    "base-uri 'none'",
    # The search and the catalogue fetch their data; those who assess a page fetch robots.txt.
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "style-src 'self'",
    "trusted-types 'none'",
)
_SCRIPTS = "script-src 'self'"
# The preview's server puts a script of its own into each page, which loads it anew.
_PREVIEW = "script-src 'self' 'unsafe-inline'"


def format_policy(*, preview: bool = False) -> str:
    """The policy of every page: nothing but the site's own files, no inline code or style."""
    return "; ".join((*_COMMON, _PREVIEW if preview else _SCRIPTS))
