"""A repository on disk with its site and state, and the three commands that may refuse it."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mkdocs.__main__ import cli

from gongkai.cli.main import run
from gongkai.publish.state_folder import MEMORY
from gongkai.publish.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.publish.workspace import Workspace

_FINDING = re.compile(
    r"(?:(拦截|提醒|提示) )?(?P<path>\S.*?):(?P<line>\d+): .* \[(?P<rule>[a-z0-9-]+)\]"
)
_NEXT_STEP = "    下一步："


@dataclass(frozen=True, order=True)
class Named:
    """A finding as it was printed."""

    rule: str
    path: str
    line: int
    blocks: bool
    """Whether it was printed as one that blocks; MkDocs prints all of them alike."""


@dataclass(frozen=True)
class Outcome:
    """What a command answered."""

    code: int
    output: str

    @property
    def findings(self) -> tuple[Named, ...]:
        """Every finding printed, each of which names a next step."""
        lines = self.output.splitlines()
        named = []
        for number, line in enumerate(lines):
            match = _FINDING.search(line)
            if match:
                details = lines[number + 1 : number + 3]
                assert any(text.startswith(_NEXT_STEP) for text in details), self.output
                place = (match["path"], int(match["line"]))
                named.append(Named(match["rule"], *place, match[1] == "拦截"))
        return tuple(named)

    @property
    def blocking(self) -> tuple[Named, ...]:
        """The findings printed as blocking, in order."""
        return tuple(sorted(named for named in self.findings if named.blocks))

    @property
    def places(self) -> tuple[tuple[str, str, int], ...]:
        """Rule, path and line of every finding printed, in order."""
        return tuple(sorted((named.rule, named.path, named.line) for named in self.findings))


@dataclass(frozen=True)
class Project:
    """A signed repository with the site built from it."""

    root: Path
    history: Path
    """Files as they stood at the first build."""

    @property
    def site(self) -> Path:
        """The live site."""
        return self.root / "site"

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.root / ".gongkai" / "state"

    @property
    def report(self) -> Path:
        """The folder of the last build's report."""
        return self.root / "build" / "report"

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        """Makes or replaces a file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces the one place where the old text stands."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def restore(self, path: str) -> None:
        """Puts a file back as it stood at the first build."""
        self.write(path, (self.history / path).read_bytes())

    def move(self, path: str, target: str) -> None:
        """Moves a file."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)

    def remove(self, path: str) -> None:
        """Deletes a file."""
        (self.root / path).unlink()

    def open(self) -> Workspace:
        """The repository, judged."""
        return open_workspace(self.root)

    def copy(self, folder: Path) -> Project:
        """A copy to spoil."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Project(folder, self.history)

    def run(self, *arguments: str) -> Outcome:
        """What a command of ours answers, run in this process."""
        printed = io.StringIO()
        before = Path.cwd()
        os.chdir(self.root)
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                code = run(list(arguments))
        finally:
            os.chdir(before)
        return Outcome(code, printed.getvalue())

    def spawn(self, *arguments: str) -> Outcome:
        """What a module answers, run as users run it."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.root,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode())

    def fork_mkdocs(self, *arguments: str) -> Outcome:
        """What `mkdocs` answers in a process of its own that need not import everything again."""
        with tempfile.TemporaryFile() as printed:
            child = os.fork()
            if child == 0:
                _become_mkdocs(self.root, printed.fileno(), arguments)
            _, status = os.waitpid(child, 0)
            printed.seek(0)
            return Outcome(os.waitstatus_to_exitcode(status), printed.read().decode())

    def build(self, *options: str) -> Outcome:
        """A build that is expected to succeed."""
        outcome = self.spawn("gongkai", "build", *options)
        assert outcome.code == 0, outcome.output
        return outcome


ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}


def _become_mkdocs(root: Path, printed: int, arguments: tuple[str, ...]) -> NoReturn:
    """Does what `mkdocs` on the command line does, and ends the process."""
    code = 1
    try:
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ.update(ENVIRONMENT)
        os.chdir(root)
        cli.main(list(arguments), prog_name="mkdocs")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the parent's tests must not go on in the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


KEPT = "reports"
"""In the state: earlier reports to compare with, which name the commit that was built."""


def take_digest(folder: Path, but: str = "") -> str:
    """A digest of names, kinds and bytes of everything below a folder `but` one folder of it.

    What spares work, a state folder's memory, is left out; whether it does harm, others test.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(folder / name) for name in (but or MEMORY, MEMORY)):
            continue
        kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
        total.update(f"{kind} {path.relative_to(folder).as_posix()}\n".encode())
        if kind == "file":
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def list_files(root: Path) -> set[str]:
    """Every file of a project but what Python itself caches."""
    found = (path for path in root.rglob("*") if path.is_file() or path.is_symlink())
    return {path.relative_to(root).as_posix() for path in found if "__pycache__" not in path.parts}


def read_forms(path: Path) -> Iterator[str]:
    """A file's text in every form in which a reader could come by it."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist()]
        data = b"\n".join([data, *parts])
    elif data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    yield _squeeze(text)
    yield _squeeze(re.sub(r"<[^>]*>", "", text))
    if "\\u" in text:
        yield _squeeze(re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text))


def find_in_folder(folder: Path, pieces: set[str]) -> dict[str, str]:
    """Each file below a folder that tells one of the pieces, with the piece."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for text in read_forms(path):
                found |= {path.relative_to(folder).as_posix(): p for p in pieces if p in text}
    return found


WINDOW = 8


def cut(text: str) -> set[str]:
    """Every Chinese piece of the text that is long enough to tell something."""
    bare = _squeeze(text)
    pieces = (bare[i : i + WINDOW] for i in range(len(bare) - WINDOW + 1))
    # What is no text, as in a package that is packed, is in every other package too.
    return {piece for piece in pieces if not re.search("[\0-~\ufffd]", piece)}


def _squeeze(text: str) -> str:
    return "".join(text.split())
