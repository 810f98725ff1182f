"""Two people's clones of one bare repository on disk, and real git between them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.helpers.tiny_site import write_files

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Clone:
    """One person's clone."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What a git command prints, stripped."""
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Puts texts into the work tree."""
        write_files(self.root, {path: text.encode() for path, text in files.items()})

    def send(self, files: dict[str, str], message: str = "content: 一处改动") -> None:
        """One commit of these files, pushed."""
        self.write(files)
        self.git("add", "--", *files)
        self.git("commit", "-q", "-m", message)
        self.git("push", "-q")

    @property
    def status(self) -> str:
        """Index and work tree, against the last commit."""
        return self.git("status", "--porcelain")


@dataclass(frozen=True)
class Pair:
    """Clones of one bare repository."""

    bare: Path
    first: Clone
    second: Clone

    def hook(self, script: str) -> None:
        """Gives the server a pre-receive hook."""
        path = self.bare / "hooks" / "pre-receive"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def server(self, *arguments: str) -> str:
        """What a git command prints in the bare repository."""
        return Clone(self.bare).git(*arguments)


def make_pair(folder: Path, files: dict[str, bytes]) -> Pair:
    """A bare repository whose branch `main` holds these files, cloned twice."""
    pair = Pair(folder / "bare.git", Clone(folder / "first"), Clone(folder / "second"))
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(pair.bare)], check=True)
    for clone in (pair.first, pair.second):
        command = ["git", "clone", "-q", str(pair.bare), str(clone.root)]
        subprocess.run(command, check=True, capture_output=True)
        clone.git("config", "user.name", clone.root.name)
        clone.git("config", "user.email", f"{clone.root.name}@shili.example")
        clone.git("config", "commit.gpgsign", "false")
        if clone is pair.first:
            write_files(clone.root, files)
            clone.git("checkout", "-q", "-b", "main")
            clone.git("add", "-A")
            clone.git("commit", "-q", "-m", "site: 起始")
            clone.git("push", "-q", "-u", "origin", "main")
    return pair
