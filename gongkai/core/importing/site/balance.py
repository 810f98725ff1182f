"""What became of every file of an older site, and that no byte of it is unaccounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongkai.core.importing.site.kinds import Kind


class Outcome(StrEnum):
    """What becomes of a file; each has exactly one."""

    IMPORTED = "导入"
    ATTACHED = "随附"
    LEFT_OUT = "略去"
    REFUSED = "拒收"


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file of the folder."""

    path: str
    """Within the folder, parted by `/`."""
    size: int
    sha256: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one file."""

    path: str
    outcome: Outcome
    where: str
    """The document it became or belongs to, as `guifanxing/a`; empty for one that is left."""
    reason: str = ""
    """Chinese; of a file that is left out or refused, or what was changed in one that is kept."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many files, and how many bytes they have."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The files before against the files after."""

    before: Sum
    after: dict[Outcome, Sum]
    missing: tuple[str, ...]
    """Files without a fate."""
    doubled: tuple[str, ...]
    """Files with more than one."""
    unknown: tuple[str, ...]
    """Fates of files that were not there before."""

    @property
    def difference(self) -> Sum:
        """Before less after; nothing, if the balance holds."""
        files = self.before.files - sum(s.files for s in self.after.values())
        return Sum(files, self.before.size - sum(s.size for s in self.after.values()))

    @property
    def holds(self) -> bool:
        """Whether every file has exactly one fate, and all bytes are counted."""
        wrong = self.missing or self.doubled or self.unknown
        return not wrong and self.difference == Sum(0, 0)


def strike_balance(files: Iterable[OldFile], fates: Iterable[Fate]) -> Balance:
    """Holds what was there against what became of it."""
    sizes = {file.path: file.size for file in files}
    listed = [*fates]
    told = Counter(fate.path for fate in listed)
    after = {outcome: _add(listed, outcome, sizes) for outcome in Outcome}
    return Balance(
        before=Sum(len(sizes), sum(sizes.values())),
        after=after,
        missing=tuple(path for path in sizes if path not in told),
        doubled=tuple(path for path, number in told.items() if number > 1),
        unknown=tuple(path for path in told if path not in sizes),
    )


def _add(fates: list[Fate], outcome: Outcome, sizes: Mapping[str, int]) -> Sum:
    mine = [fate for fate in fates if fate.outcome is outcome]
    return Sum(len(mine), sum(sizes.get(fate.path, 0) for fate in mine))
