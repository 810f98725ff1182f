"""Runs the console blocks of a page, one after the other, in a practice site of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.manual.pages import Console, Step, format_page, parse_page, with_outputs
from scripts.manual.terminal import run_in_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

PRACTICE = "yanlian"
"""Folder of the practice site, in the home folder of a session."""
TODAY = "2026-11-20"
_GIT_CONFIG = b"""[user]
    name = r01
    email = r01@quzf.shili.example
[init]
    defaultBranch = main
"""
_TIMINGS = re.compile("用时 .*")
_PREPARE = f"""
gongkai init {PRACTICE} --preset district --demo
cd {PRACTICE}
echo "today: {TODAY}" >> catalog/site.yml
gongkai demo seal
git init -q -b main
git add -A
git commit -qm 演练
"""


class SessionError(RuntimeError):
    """A command of the handbook that did not end as the page says."""


class Session:
    """A home folder, a current folder and an environment that last from command to command."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._folder = home
        self._variables = make_environment(home)

    def run(self, command: str, answer: str = "") -> tuple[int, str]:
        """Exit code and everything printed, with the home folder as `~` and without timings."""
        kept = self.home / ".session"
        script = f"{command}\ncode=$?\npwd >{shlex.quote(str(kept))}\nexit $code"
        code, text = run_in_terminal(["bash", "-c", script], self._folder, self._variables, answer)
        if kept.exists():
            self._folder = Path(kept.read_text("utf-8").rstrip("\n"))
        plain = text.replace("\ufeff", "")  # a terminal shows nothing for it
        return code, _TIMINGS.sub("用时……", plain.replace(str(self.home), "~"))

    def run_block(self, block: Console) -> Console:
        """The block with what its commands print now.

        Raises:
            SessionError: when a command ends with another code than the block says.
        """
        outputs = []
        for step in block.steps:
            code, output = self.run(step.command, block.answer)
            if code != block.code:
                message = f"$ {step.command}\n{output}\n退出码 {code}，应为 {block.code}"
                raise SessionError(message)
            outputs.append(block.shorten(output))
        return with_outputs(block, outputs) if block.shown else block


def run_page(text: str, template: Path) -> str:
    """The page with the outputs of today's commands; it runs in a copy of the practice home.

    Raises:
        PageError: when a block cannot be read.
        SessionError: when a command does not end as the page says.
    """
    parts = parse_page(text)
    if not any(isinstance(part, Console) for part in parts):
        return text
    with tempfile.TemporaryDirectory(prefix="gongkai-handbook-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(template, home, symlinks=True)
        session = Session(home)
        ran = [session.run_block(p) if isinstance(p, Console) else p for p in parts]
        return format_page(ran)


@contextmanager
def practice_home() -> Iterator[Path]:
    """A home folder with a practice site at a fixed day, in git.

    Raises:
        SessionError: when it cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-handbook-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / ".gitconfig").write_bytes(_GIT_CONFIG)
        session = Session(home)
        lines = _PREPARE.strip().split("\n")
        session.run_block(Console(tuple(map(Step, lines)), shown=False))
        yield home


def make_environment(home: Path) -> dict[str, str]:
    """What a command is told: the home folder, the time zone, the practice day for git."""
    programs = Path(sys.executable).parent
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "NO_COLOR": "1",
        "EDITOR": "true",
        "GIT_AUTHOR_DATE": f"{TODAY}T18:00:00+0800",
        "GIT_COMMITTER_DATE": f"{TODAY}T18:00:00+0800",
        "NO_MKDOCS_2_WARNING": "1",
    }
