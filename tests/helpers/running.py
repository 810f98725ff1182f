"""A command that runs on, and what it prints meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

PROGRAM = Path(sys.executable).with_name("gongkai")
LONGEST = 60
"""Seconds to wait for something on a busy machine."""


class Running:
    """A `gongkai` command under way."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [PROGRAM, *arguments],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.decode().rstrip("\n"))

    def wait_for(self, told: str) -> list[str]:
        """All lines up to the one that tells it.

        Raises:
            queue.Empty: when it is not told in time.
        """
        lines = [self.lines.get(timeout=LONGEST)]
        while told not in lines[-1]:
            lines.append(self.lines.get(timeout=LONGEST))
        return lines

    def end(self) -> None:
        """Ends the command, whatever it does."""
        self.process.kill()
        self.process.wait()
