"""All counts together, as the report has its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.helpers.plain_count.repository import Paper, Plain


def gather(counts: Iterable[Callable[[Plain], Iterable[tuple[str, Any]]]], plain: Plain) -> Paper:
    """Path to numbers in the order of the report; what is not known leaves nothing."""
    found: dict[str, list[Any]] = {}
    for count in counts:
        for path, number in count(plain):
            if number is not None:
                found.setdefault(path, []).append(number)
    return found
