"""What is altered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """What is altered, and valid texts of the same kind to mix it with."""

    name: str
    data: bytes
    start: int
    end: int
    """Mutations strike from start to end; what lies outside stays as it is."""
    spares: tuple[bytes, ...]

    @property
    def part(self) -> bytes:
        """What is struck."""
        return self.data[self.start : self.end]

    def wrap(self, part: bytes) -> bytes:
        """The whole with another part."""
        return self.data[: self.start] + part + self.data[self.end :]
