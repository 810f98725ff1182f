"""A bare repository with the server's hook, and a clone from which commits are pushed into it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

_PERSON = ("-c", "user.name=甲", "-c", "user.email=jia@shili.example", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Push:
    """What became of a push."""

    accepted: bool
    output: str


@dataclass(frozen=True)
class GitSite:
    """A clone of a small published site, beside the bare repository it came from."""

    folder: Path

    @property
    def work(self) -> Path:
        """The clone."""
        return self.folder / "work"

    @property
    def bare(self) -> Path:
        """The server's repository."""
        return self.folder / "bare.git"

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        """What a git command prints in the clone."""
        return run_git(self.work, *arguments, stdin=stdin)

    def commit(
        self, files: dict[str, bytes | None], message: str = "content: 一份文件", *more: str
    ) -> str:
        """A commit of these files, None for one that goes; gives its name."""
        for path, data in files.items():
            target = self.work / path
            if data is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message, *more)
        return self.git("rev-parse", "HEAD").strip()

    def push(self, *refspecs: str) -> Push:
        """Pushes to the bare repository."""
        command = ["git", "-C", str(self.work), "push", "-q", "origin", *refspecs]
        done = subprocess.run(command, check=False, capture_output=True)
        return Push(done.returncode == 0, (done.stdout + done.stderr).decode())

    def list_references(self) -> str:
        """Every reference of the bare repository with what it points to."""
        return run_git(self.bare, "for-each-ref")

    def list_objects(self) -> frozenset[str]:
        """Every object of the bare repository, whether anything leads to it or not."""
        form = "--batch-check=%(objectname)"
        return frozenset(run_git(self.bare, "cat-file", "--batch-all-objects", form).split())


def run_git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """What a git command prints."""
    command = ["git", "-C", str(folder), *_PERSON, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, input=stdin)
    return done.stdout.decode()


def make_git_site(folder: Path, files: dict[str, bytes]) -> GitSite:
    """A clone with one commit on `main`, pushed before the server had its hook."""
    site = GitSite(folder)
    for path in (site.work, site.bare):
        path.mkdir(parents=True)
    run_git(site.bare, "init", "-q", "--bare", "-b", "main")
    run_git(site.work, "init", "-q", "-b", "main")
    site.git("remote", "add", "origin", "../bare.git")
    site.commit({**files}, "site: 起始")
    assert site.push("main").accepted
    assert run(["hook", "install", "--server", str(site.bare)]) == 0
    return site


def copy_git_site(site: GitSite, folder: Path) -> GitSite:
    """The same in another folder."""
    shutil.copytree(site.folder, folder)
    return GitSite(folder)
