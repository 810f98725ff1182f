"""What cleaning did to a file, for the editor to read."""

from __future__ import annotations


class Changes:
    """Changes so far, counted by kind."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def count(self, what: str, number: int = 1, unit: str = "处") -> None:
        """Notes so many more changes of one kind; what begins with a verb."""
        if number:
            self._counts[what, unit] = self._counts.get((what, unit), 0) + number

    def close(self) -> tuple[str, ...]:
        """One Chinese phrase for each kind."""
        return tuple(f"{what} {number} {unit}" for (what, unit), number in self._counts.items())
