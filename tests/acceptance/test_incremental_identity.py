"""What a build makes of what the last one left: always what one from nothing makes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from scripts.benchmark.identity.building import Places, build
from scripts.benchmark.identity.edits import EDITS
from scripts.benchmark.identity.repository import Repository
from scripts.benchmark.identity.sequences import open_memory, run_sequence
from scripts.fuzzing.texts import LENT, NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SEQUENCES = 12
LENGTH = 2


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: a build waits until its files are on disk."""
    with open_memory() as folder:
        yield folder


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_whatever_is_edited_both_builds_give_the_same_bytes(seed: int) -> None:
    tally = run_sequence(seed, LENGTH, documents=4)
    assert not tally.faults, tally
    assert len(tally.done) == LENGTH


@pytest.mark.parametrize("edit", [edit for _, edit in EDITS], ids=lambda edit: edit.__name__)
def test_each_edit_is_one_that_can_be_published(
    edit: Callable[[Repository], None], folder: Path
) -> None:
    """An edit that is always refused would show nothing."""
    repository = Repository(folder / "repository", Random(7), 3)  # noqa: S311 - edits, no secrets
    repository.add()
    repository.sign(repository.add())
    edit(repository)
    outcome = build(repository, Places(folder / "live"))
    assert outcome.code == 0, outcome.printed


def test_what_did_not_change_is_not_made_again(folder: Path) -> None:
    repository = Repository(folder / "repository", Random(7), 3)  # noqa: S311 - edits, no secrets
    live = Places(folder / "live")
    pages = [live.site / path.removeprefix("content/") for path in (NOTICE, LENT)]
    changed, other = (path.with_suffix("") / "index.html" for path in pages)
    assert build(repository, live).code == 0
    first = changed.stat().st_ino, other.stat().st_ino
    assert build(repository, live).code == 0
    assert (changed.stat().st_ino, other.stat().st_ino) == first
    repository.revise(repository.find(NOTICE))
    assert build(repository, live).code == 0
    assert changed.stat().st_ino != first[0]
    assert other.stat().st_ino == first[1]
    repository.pass_days(1)
    assert build(repository, live).code == 0
    assert other.stat().st_ino != first[1]
