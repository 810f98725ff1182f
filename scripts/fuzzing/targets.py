"""What is attacked: a material, and how the real gate or verifier answers to an altered one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.fuzzing.mutations import STRUCTURED, mutate

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.fuzzing.answers import Answer
    from scripts.fuzzing.material import Material

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to attack."""

    name: str
    material: Material
    least: int
    """How many mutations are tried at least in each round over all targets."""
    answer: Callable[[bytes], Answer]
    listens: bool = False
    """Whether messages must not tell anything of the altered text."""
    costly: bool = False
    """Whether each takes so long that not every byte has its turn in a short run."""
    choices: tuple[bytes, ...] = ()
    """All there is to try, where it can be listed."""

    @property
    def share(self) -> int:
        """How many mutations are tried in each round: enough for every byte in so many rounds."""
        wanted = len(self.material.part) * STRUCTURED // (STRUCTURED - 1) // _ROUNDS
        return self.least if self.costly else max(self.least, wanted + 1)

    def make(self, seed: int, number: int) -> bytes | None:
        """The altered bytes of that number, or None when everything has been tried."""
        if self.choices:
            return self.choices[number] if number < len(self.choices) else None
        return mutate(self.material, seed, number)
