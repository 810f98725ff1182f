"""Requests as they are read and responses as they are sent, apart from any socket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_FORM = 65_536
MOST_FIELDS = 200
HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


class FormError(ValueError):
    """A body that is no form."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asked for."""

    method: str
    path: str
    """Without the secret base and without the query."""
    headers: Mapping[str, Sequence[str]]
    """Values by name in lower case."""
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def header(self, name: str) -> str | None:
        """A header that stands there once; a repeated one counts as wrong, not as missing."""
        values = self.headers.get(name.lower(), ())
        return values[0] if len(values) == 1 else ("" if values else None)

    def asked(self, name: str) -> str:
        """A field of the query, or an empty text."""
        return self.query.get(name, ("",))[0]

    def field(self, name: str) -> str:
        """A field of the form, or an empty text."""
        return self.form.get(name, ("",))[0].strip()

    def chosen(self, name: str) -> frozenset[str]:
        """The boxes of one name that are ticked."""
        return frozenset(self.form.get(name, ()))


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back."""

    body: bytes | Iterable[str]
    """Text that comes in pieces is sent piece by piece."""
    status: int = 200
    type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    policy: str = "; ".join(_POLICY)

    def list_headers(self) -> tuple[tuple[str, str], ...]:
        """All headers: nothing is kept, framed by others, guessed at or told to others."""
        return (
            ("Content-Type", self.type),
            ("Content-Security-Policy", self.policy),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            # With no-referrer, browsers would send no Origin with forms.
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
            *self.headers,
        )


def redirect(address: str) -> Response:
    """Sends the browser to another page, as after each form."""
    return Response(b"", 303, headers=(("Location", address),))


def parse_form(kind: str, body: bytes) -> dict[str, list[str]]:
    """The fields of a form as browsers send it.

    Raises:
        FormError: for anything else.
    """
    if kind.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise FormError("unsupported type")
    try:
        return parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise FormError("not a form") from error


def parse_query(text: str) -> dict[str, list[str]]:
    """The fields of a query; what cannot be read is none."""
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
