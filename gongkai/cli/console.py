"""A terminal that other people's text cannot steer: file names, titles, what a server said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    from rich.text import Text

_STEERING = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line ends, and those that turn the direction of text."""


class PlainConsole(Console):
    r"""Prints strings with each control character spelled out, as `\x1b`."""

    def render_str(self, text: str, **options: Any) -> Text:  # noqa: ANN401 - as it comes
        """The string as rich text, with nothing in it that a terminal obeys."""
        return super().render_str(_STEERING.sub(_spell, text), **options)


def _spell(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
