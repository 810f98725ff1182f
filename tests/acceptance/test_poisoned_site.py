"""A live site and a memory that were altered: made again, or the build stops; never published."""

from __future__ import annotations

import shutil
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import pytest

from scripts.benchmark.identity.building import (
    Places,
    build,
    copy_for_clean,
    digest_tree,
    list_differences,
)
from scripts.benchmark.identity.repository import Repository
from scripts.benchmark.identity.sequences import open_memory
from scripts.fuzzing.texts import NOTICE
from tests.acceptance.poisons import POISONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST = 60
"""Seconds; a build that waits for a pipe would wait for ever."""


@dataclass(frozen=True)
class Story:
    """A repository after two builds, between which one page changed."""

    folder: Path
    repository: Repository
    older: Places
    """After the first build."""
    live: Places
    files: tuple[dict[str, bytes], dict[str, bytes]]
    """As they were built last, and with another document."""
    clean: tuple[Places, Places]
    """What a build of each makes from nothing."""


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    """The repository and what is to come out."""
    with open_memory() as folder:
        repository = Repository(folder / "repository", Random(3), 3)  # noqa: S311 - edits
        live, older = Places(folder / "live"), Places(folder / "older")
        assert build(repository, live).code == 0
        shutil.copytree(live.folder, older.folder)
        repository.revise(repository.find(NOTICE))
        assert build(repository, live).code == 0
        before = repository.files
        repository.sign(repository.add())
        after = repository.files
        clean = Places(folder / "clean0"), Places(folder / "clean1")
        for files, places in zip((before, after), clean, strict=True):
            repository.restore(files)
            copy_for_clean(live, places)
            assert build(repository, places).code == 0
        yield Story(folder, repository, older, live, (before, after), clean)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises when something takes longer."""

    def wake(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, wake)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


@pytest.mark.parametrize("edited", [0, 1], ids=["unchanged", "edited"])
@pytest.mark.parametrize("poison", POISONS, ids=lambda poison: poison.__name__)
def test_what_was_altered_is_made_again_or_stops_the_build(
    poison: Callable[[Places, Places, Random], None], story: Story, edited: int
) -> None:
    mine = Places(story.folder / f"{poison.__name__}-{edited}")
    shutil.copytree(story.live.folder, mine.folder)
    poison(mine, story.older, Random(5))  # noqa: S311 - places, no secrets
    altered = digest_tree(mine.site)
    assert digest_tree(mine.folder) != digest_tree(story.live.folder) or poison.__name__ in SAME
    story.repository.restore(story.files[edited])
    with within(LONGEST):
        outcome = build(story.repository, mine)
    if outcome.code:
        assert digest_tree(mine.site) == altered
        assert "程序内部错误" not in outcome.printed
        with within(LONGEST):  # as the message says: what is tried again makes everything
            again = build(story.repository, mine)
        assert again.code == 0, again.printed
    assert list_differences(mine, story.clean[edited]) == []
    assert not any(path.is_symlink() for path in mine.site.rglob("*"))
    assert {path.stat().st_mode & 0o7777 for path in mine.site.rglob("*.html")} == {0o644}
    assert {path.stat().st_nlink for path in mine.site.rglob("*.html")} == {1}


SAME = {"forbid_reading", "let_it_run"}
"""What alters no byte."""
