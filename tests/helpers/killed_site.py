"""A small signed site whose builds run in processes of their own, to be killed."""

from __future__ import annotations

import hashlib
import logging
import os
import select
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from gongkai.cli.main import run
from gongkai.cli.revise import open_revision
from gongkai.publish import mkdocs_adapter  # noqa: F401 - a forked build need not import it again
from gongkai.publish.state_folder import MEMORY
from tests.helpers.tiny_site import (
    RULE,
    at,
    find_draft,
    make_files,
    seal,
    sign_levels,
    write_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = "2026-11-20"
TEXTS = ("办事窗口周六上午照常办公。", "办事窗口周六全天办公，中午不休息。")
STARTED = "启动"
CHANGING = "切换网站"
DONE = "完成"


@dataclass(frozen=True)
class Build:
    """A build that ended, by itself or not."""

    code: int
    """Exit code, negative for the signal that ended it."""
    output: str
    seconds: float

    @property
    def stage(self) -> str:
        """What the build said last that it was doing."""
        said = [line for line in self.output.splitlines() if line.startswith(("› ", DONE))]
        if not said:
            return STARTED
        return DONE if said[-1].startswith(DONE) else said[-1].removeprefix("› ").rstrip("…")


class KilledSite:
    """The repository, its site and its state; every change is another signed revision."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = make_files()
        seal(self.files)
        write_files(root, self.files)
        self.revision = 1

    @property
    def site(self) -> Path:
        """The live site."""
        return self.root / "site"

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.root / ".gongkai" / "state"

    def change(self) -> None:
        """Puts the next signed revision of one document, with the other text, in its place."""
        draft = find_draft(self.files, RULE)
        text = open_revision(draft, "调整办公时间", at(DAY).date())
        old, new = TEXTS if TEXTS[0] in text else TEXTS[::-1]
        self.revision += 1
        self.files[RULE] = (text.replace(old, new) if old in text else text).encode()
        sign_levels(self.files, RULE, (DAY, DAY, DAY), f"{DAY} 10:30")
        write_files(self.root, {RULE: self.files[RULE]})

    def build(
        self,
        *,
        strike: Callable[[Running], None] | None = None,
        prepare: Callable[[], None] | None = None,
    ) -> Build:
        """Runs a build to its end, or until the strike ends it; `prepare` runs in its process."""
        running = Running(self.root, prepare)
        if strike is not None:
            strike(running)
        return running.wait()


class Running:
    """A build under way in a process group of its own, forked from this warm process."""

    def __init__(self, root: Path, prepare: Callable[[], None] | None) -> None:
        self.start = time.monotonic()
        self.output = b""
        self._pipe, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._pipe)
            _become_build(root, writing, prepare)
        os.close(writing)

    def wait_for(self, text: str, seconds: float) -> bool:
        """Whether the build says the text in time; what it says is kept."""
        end = self.start + seconds
        while (left := end - time.monotonic()) > 0:
            if text.encode() in self.output:
                return True
            if select.select([self._pipe], [], [], left)[0]:
                piece = os.read(self._pipe, 1 << 16)
                if not piece:
                    return False
                self.output += piece
        return False

    def send(self, number: int, *, group: bool = True) -> None:
        """Sends a signal to the build, with all its children or alone."""
        try:
            (os.killpg if group else os.kill)(self.pid, number)
        except ProcessLookupError:  # the build has not yet made its group
            os.kill(self.pid, number)

    def wait(self) -> Build:
        """The build when it has ended; its children may live on."""
        while True:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.wait_for("\0", time.monotonic() - self.start + 0.005)
            if ended:
                break
        seconds = time.monotonic() - self.start
        os.set_blocking(self._pipe, False)
        try:
            while piece := os.read(self._pipe, 1 << 16):
                self.output += piece
        except BlockingIOError:
            pass
        os.close(self._pipe)
        return Build(os.waitstatus_to_exitcode(status), self.output.decode(), seconds)


def _become_build(root: Path, writing: int, prepare: Callable[[], None] | None) -> NoReturn:
    code = 1
    try:
        os.setpgid(0, 0)
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.chdir(root)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        logging.getLogger().handlers.clear()  # pytest's would swallow what MkDocs says
        if prepare is not None:
            prepare()
        code = run(["build"])
    except BaseException:  # noqa: BLE001 - the parent must not go on in the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def take_digest(folder: Path) -> str:
    """A digest of names and bytes of everything below a folder but a state folder's memory."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_relative_to(folder / MEMORY):
            continue
        total.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        if path.is_file():
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def copy_site(site: KilledSite, folder: Path) -> None:
    """Keeps all as it is now, for whoever looks into a failure."""
    shutil.copytree(site.root, folder, symlinks=True, dirs_exist_ok=True)
