"""Runs a command in a terminal of its own, so that it prints what a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ROWS, COLUMNS = 40, 96
_PROMPTS = tuple(prompt.encode() for prompt in ("）：", "]: "))
"""What questions end with; an answer is typed after it."""
_PATIENCE = 120.0
"""Seconds without any output after which a command is taken to wait for something unforeseen."""


def run_in_terminal(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], answer: str
) -> tuple[int, str]:
    """Exit code and everything shown, the typed answers too.

    Args:
        command: Program and arguments.
        folder: Where it runs.
        variables: Its whole environment.
        answer: Typed at every question; empty closes the input at the first.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**variables, "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = bytearray()
    while chunk := _read(ours):
        shown += chunk
        if shown.endswith(_PROMPTS):
            os.write(ours, f"{answer}\n".encode() if answer else b"\x04")
    os.close(ours)
    process.kill()
    return process.wait(), shown.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """The next output; nothing when the last program has left, or says nothing for too long."""
    if not select.select([terminal], [], [], _PATIENCE)[0]:
        return b""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""
