"""Some files of the site that are made together, and what they are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.publish.digests import Digests


class Part(NamedTuple):
    """Some files, as a pure function of the frame and of what `reads` tells."""

    name: str
    """What no other part of a site is called."""
    reads: Callable[[Digests], Iterable[object]]
    """Everything besides the frame that the files depend on, in values that JSON can hold."""
    make: Callable[[], Iterable[tuple[str, bytes]]]
    """Path and bytes of each file."""


def list_files(parts: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of some parts."""
    for part in parts:
        yield from part.make()
