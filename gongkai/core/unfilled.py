"""What `gongkai init` leaves open in `catalog/` for the body itself to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.errors import find_title
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from gongkai.core.findings import Finding
    from gongkai.core.strict_yaml import KeyPath, Lines, Value


def list_unfilled(path: str, model: type[BaseModel], value: Value, lines: Lines) -> list[Finding]:
    """A finding for each value of a catalogue file that still waits to be filled in."""
    rule = RULES["catalog-broken"]
    step = "填好后运行 gongkai check，全部填完再由根密钥持有人运行 gongkai seal"
    return [
        rule.at(path, lines.find(place), f"{find_title(model, place)}：尚未填写", step)
        for place in _find_places(value, ())
    ]


def _find_places(value: Value, place: KeyPath) -> Iterator[KeyPath]:
    if isinstance(value, str):
        if PLACEHOLDER in value:
            yield place
        return
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _find_places(part, (*place, key))
