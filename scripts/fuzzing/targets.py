"""What is attacked: a material, and how the real gate or verifier answers to an altered one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.fuzzing.mutations import Material, mutate

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.fuzzing.answers import Answer


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to attack."""

    name: str
    material: Material
    share: int
    """How many mutations are tried in each round over all targets: many where they are cheap."""
    answer: Callable[[bytes], Answer]
    listens: bool = False
    """Whether messages must not tell anything of the altered text."""
    choices: tuple[bytes, ...] = ()
    """All there is to try, where it can be listed."""

    def make(self, seed: int, number: int) -> bytes | None:
        """The altered bytes of that number, or None when everything has been tried."""
        if self.choices:
            return self.choices[number] if number < len(self.choices) else None
        return mutate(self.material, seed, number)
