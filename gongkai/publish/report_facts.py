"""Versions of the libraries that shape what is published, for the report's evidence."""

from __future__ import annotations

from importlib.metadata import version

CALENDAR = "chinesecalendar"
LIBRARIES = (
    *("mkdocs", "mkdocs-material", "Markdown", "jinja2", "lxml", "pagefind"),
    *("pypinyin", "pydantic", "cryptography", "rfc8785"),
)


def read_calendar_version() -> str:
    """The version of the library of holidays."""
    return version(CALENDAR)


def read_library_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of the libraries whose change could change the output."""
    return tuple((name, version(name)) for name in LIBRARIES)
