"""Builds in this process, with what is kept between builds and without, compared byte by byte."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.benchmark.identity.repository import Repository

MEMORY = "memory"
"""Below a state folder: what is kept between builds for speed alone."""
_OTHER_EACH_TIME = frozenset({"timings.json", "lock"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where one kind of build has its site, state and report."""

    folder: Path

    @property
    def site(self) -> Path:
        """The live site."""
        return self.folder / "site"

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.folder / "state"

    @property
    def memory(self) -> Path:
        """What the state keeps between builds for speed alone."""
        return self.state / MEMORY

    @property
    def report(self) -> Path:
        """Where the report goes after the build."""
        return self.folder / "report"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build answered."""

    code: int
    printed: str


def build(repository: Repository, places: Places) -> Outcome:
    """Builds the repository as it stands, and puts the report beside site and state."""
    root = repository.root
    printed = io.StringIO()
    folders = ("--site", str(places.site), "--state", str(places.state))
    command = ["build", "-C", str(root), *folders, "--today", str(repository.day)]
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = run(command)
    shutil.rmtree(places.report, ignore_errors=True)
    made = root / "build" / "report"
    places.folder.mkdir(parents=True, exist_ok=True)
    if made.exists():
        made.rename(places.report)
    return Outcome(code, printed.getvalue().replace(str(places.folder), ""))


def copy_for_clean(old: Places, new: Places) -> None:
    """The same history without site and without what is kept for speed."""
    shutil.rmtree(new.folder, ignore_errors=True)
    new.folder.mkdir(parents=True)
    if old.state.exists():
        shutil.copytree(old.state, new.state)
    shutil.rmtree(new.memory, ignore_errors=True)


def list_differences(one: Places, other: Places) -> list[str]:
    """What is not the same in site, state and report, but for what is kept for speed."""
    found = []
    for first, second in (
        (one.site, other.site),
        (one.state, other.state),
        (one.report, other.report),
    ):
        mine, theirs = digest_tree(first), digest_tree(second)
        for path in sorted(mine.keys() | theirs.keys()):
            kept = first == one.state and path.split("/")[0] == MEMORY
            if mine.get(path) != theirs.get(path) and not kept:
                found.append(f"{first.name}/{path}")
    return found


def digest_tree(folder: Path) -> dict[str, str]:
    """Kind and digest of everything below a folder but empty folders."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(place, name)  # noqa: PTH118 - very many
            own = os.path.relpath(path, folder)
            kind = os.lstat(path).st_mode
            if stat.S_ISLNK(kind):
                found[own] = f"link {os.readlink(path)}"  # noqa: PTH115
            elif stat.S_ISREG(kind) and name not in _OTHER_EACH_TIME:
                with open(path, "rb") as file:  # noqa: PTH123
                    found[own] = hashlib.file_digest(file, "sha256").hexdigest()
            elif not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
                found[own] = "neither file nor folder"
    return found
