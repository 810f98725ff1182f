"""The child that looks through attachments: a loop over its standard input, within limits."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from gongkai.core.attachments.looking import look_through
from gongkai.publish.inspecting import ANSWER, REQUEST, SECONDS, write_inspection

if TYPE_CHECKING:
    from typing import BinaryIO

if sys.platform != "win32":  # Windows has no such limits; the build, on Linux, looks again
    import resource

_MEMORY = 2 * 1024**3
_OPEN_FILES = 64


def limit_process() -> None:
    """Takes from this process what looking at a file does not need."""
    if sys.platform == "win32":
        return
    # macOS takes no limit below what a process has mapped already, shared libraries included.
    with suppress(*((ValueError, OSError) if sys.platform == "darwin" else ())):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def _limit_time() -> None:
    """Gives the next file its own time of the processor."""
    if sys.platform == "win32":
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + SECONDS) + 1, hard))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers requests until there are no more."""
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        name_length, length = REQUEST.unpack(head)
        name = requests.read(name_length).decode()
        _limit_time()
        answer = write_inspection(look_through(name, requests.read(length)))
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def main() -> None:
    """Serves the parent; what a library prints goes nowhere."""
    limit_process()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
