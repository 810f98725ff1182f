"""The content-security policy that every page carries (W3C Content Security Policy Level 3)."""

from __future__ import annotations

_COMMON = (
    "default-src 'none'",
    "base-uri 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "style-src 'self'",
    "trusted-types 'none'",
)
_PLAIN = ("script-src 'self'",)
_FETCHING = (
    # The search fetches its index, the catalogue's filter the entries of other years.
    "connect-src 'self'",
    "script-src 'self'",
)
_PREVIEW = (
    # The preview's server puts a script of its own into each page, which loads it anew.
    "connect-src 'self'",
    "script-src 'self' 'unsafe-inline'",
)
_BY_KIND = {"search": _FETCHING, "catalog": _FETCHING}


def format_policy(kind: str, *, preview: bool = False) -> str:
    """The policy of a page of a kind: nothing but the site's own files, no inline code or style."""
    special = _PREVIEW if preview else _BY_KIND.get(kind, _PLAIN)
    return "; ".join((*_COMMON, *special))
