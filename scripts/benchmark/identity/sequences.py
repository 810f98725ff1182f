"""Sequences of random edits, each followed by a build from what there is and one from nothing."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.publish.workers import Crew
from scripts.benchmark.identity.building import (
    Places,
    build,
    copy_for_clean,
    list_differences,
)
from scripts.benchmark.identity.edits import edit
from scripts.benchmark.identity.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
LENGTH = 5
DOCUMENTS = 12
_SHOWN = 20
_TOLD = 10


@dataclass(slots=True)
class Tally:
    """What came of a sequence."""

    seed: int
    done: list[str] = field(default_factory=list)
    """The edits, with `!` where both builds refused what had been made."""
    faults: list[str] = field(default_factory=list)


@contextmanager
def open_memory() -> Iterator[Path]:
    """A folder for a while, in memory where there is some to write to."""
    memory = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="gongkai-identity-", dir=memory) as name:
        yield Path(name)


def run_sequence(seed: int, length: int = LENGTH, documents: int = DOCUMENTS) -> Tally:
    """Edits and builds a repository; stops at the first difference."""
    tally = Tally(seed)
    with open_memory() as folder:
        draw = random.Random(seed)  # noqa: S311 - edits, no secrets
        repository = Repository(folder / "repository", draw, documents)
        live, clean = Places(folder / "live"), Places(folder / "clean")
        first = build(repository, live)
        if first.code:
            tally.faults.append(f"首次构建：{first.printed}")
        while len(tally.done) < length and not tally.faults:
            _take_step(repository, live, clean, tally)
    return tally


def _take_step(repository: Repository, live: Places, clean: Places, tally: Tally) -> None:
    before, day = repository.files, repository.day
    name = edit(repository)
    copy_for_clean(live, clean)
    anew, again = build(repository, clean), build(repository, live)
    tally.done.append(name + "!" * bool(anew.code))
    if anew.code or again.code:
        if anew != again:
            tally.faults.append(f"{name}：{anew.printed}\n≠\n{again.printed}")
        repository.restore(before)
        repository.day = day
    else:
        tally.faults += list_differences(live, clean)[:_SHOWN]


def check_identity(count: int, seed: int, say: Callable[[str], None]) -> int:
    """Runs so many sequences on all cores and prints what came of them; 1 at any difference."""
    say(f"{count} 串修改，每串 {LENGTH} 次")
    tallies = []
    with Crew(lambda number: run_sequence(seed + number), count) as crew:
        for tally in crew.collect():
            tallies.append(tally)
            if len(tallies) % _TOLD == 0:
                say(
                    f"{len(tallies)} 串完成，不同的 {sum(bool(done.faults) for done in tallies)} 串"
                )
    done = Counter(name for tally in tallies for name in tally.done)
    print("| 修改 | 次 |\n| --- | ---: |")
    for name, number in sorted(done.items()):
        print(f"| {name} | {number} |")
    faulty = [tally for tally in tallies if tally.faults]
    for tally in faulty:
        print(f"\n× 种子 {tally.seed}：{'，'.join(tally.done)}")
        print("\n".join(tally.faults))
    print(f"\n{count} 串，{done.total()} 次修改，每次都另从头构建；不同的 {len(faulty)} 串。")
    return 1 if faulty else 0
