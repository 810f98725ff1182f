"""Commands on a terminal of their own, as an official sits at one."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST = 60


def type_in(root: Path, answers: Mapping[str, str], *arguments: str) -> str:
    """All that a command prints; each question is answered by the text on which it ends."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        os.execv(sys.executable, [sys.executable, "-m", "gongkai", *arguments])  # noqa: S606 - a real terminal
    printed, end = b"", time.monotonic() + _LONGEST
    waiting = dict(answers)
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                printed += os.read(terminal, 65536)
            except OSError:
                break
            continue
        for question in [q for q in waiting if printed.rstrip().endswith(q.encode())]:
            os.write(terminal, f"{waiting.pop(question)}\n".encode())
    os.waitpid(child, 0)
    return printed.decode().replace("\r\n", "\n")
