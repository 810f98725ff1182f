"""Git as the desk uses it: quiet, in plain English to be read by us, never by shell."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.publish.tree_reader import RepositoryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CONTROLS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_PLAIN = re.compile(r"[\w@+=:,./-]+")
"""Words that no shell reads otherwise, Chinese ones among them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a git command gave."""

    code: int
    out: str
    err: str

    @property
    def ok(self) -> bool:
        """Whether it succeeded."""
        return self.code == 0

    @property
    def said(self) -> tuple[str, ...]:
        """What it said, line by line, without what moves a cursor; hints for gits left out."""
        lines = [_CONTROLS.sub("", line).rstrip() for line in self.err.splitlines()]
        return tuple(line for line in lines if line and not line.startswith("hint:"))

    @property
    def server(self) -> tuple[str, ...]:
        """What the server's own hook said, as it said it."""
        lines = [line.removeprefix("remote:") for line in self.said if line.startswith("remote:")]
        return tuple(line.removeprefix(" ") for line in lines if line.strip())


def spell_word(name: str) -> str:
    """A branch or remote as one word of a command to be typed: others choose these names.

    Git allows `;`, `$`, `&` and quotes in them.
    """
    return name if _PLAIN.fullmatch(name) else shlex.quote(name)


def literal(path: str) -> str:
    """A path as a pathspec that means this path alone, whatever characters it has.

    Git's own switch for that would be handed on to the organisation's hooks.
    """
    return f":(literal){path}"


@dataclass(frozen=True, slots=True)
class Git:
    """Git in one work tree."""

    root: Path
    interactive: bool = False
    """Whether git and ssh may ask on the terminal for passwords."""

    def run(
        self,
        *arguments: str,
        stdin: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Answer:
        """Runs a command; its failure is an answer too.

        Raises:
            RepositoryError: where git is not installed.
        """
        command = ["git", "-C", str(self.root), *arguments]
        text = stdin.encode() if stdin is not None else None
        own = {**self._environment(), **(environment or {})}
        try:
            done = subprocess.run(command, input=text, capture_output=True, check=False, env=own)
        except FileNotFoundError as error:
            raise RepositoryError("没有找到 git，请先安装") from error
        return Answer(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )

    def ask(self, *arguments: str) -> str | None:
        """The line that a command prints, or None when it fails."""
        answer = self.run(*arguments)
        return answer.out.strip() if answer.ok else None

    @property
    def inside(self) -> bool:
        """Whether the folder is in a git work tree."""
        return self.ask("rev-parse", "--is-inside-work-tree") == "true"

    @property
    def prefix(self) -> str:
        """The folder's own path in the work tree, empty or ended by a slash."""
        return self.ask("rev-parse", "--show-prefix") or ""

    def folder(self, name: str) -> Path:
        """A path in git's own folder."""
        return self.root / (self.ask("rev-parse", "--git-path", name) or f".git/{name}")

    def _environment(self) -> dict[str, str]:
        # Messages come in the language that we read.
        fixed = {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
        if not self.interactive:
            fixed["GIT_TERMINAL_PROMPT"] = "0"
            fixed |= {} if "GIT_SSH_COMMAND" in os.environ else _QUIET_SSH
        return {**os.environ, **fixed}


_QUIET_SSH = {"GIT_SSH_COMMAND": "ssh -o BatchMode=yes"}
