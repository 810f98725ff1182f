"""Runs one command and writes what it cost; a small program, so that its own memory hides nothing.

Linux counts what a process held before `exec` to what it held at most: started from a large
process, a small command would seem large. Call: `launcher.py FILE SECONDS COMMAND…`; FILE gets
JSON, and a command that takes longer is killed with all that it started.
"""

import json
import os
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

_PAUSE = 1.0
"""Seconds; looking takes some milliseconds, which the measured processes would wait for."""


class _Watch(threading.Thread):
    """What all processes of a group hold together, shared pages counted once, and its end."""

    def __init__(self, group: int, limit: float) -> None:
        super().__init__(daemon=True)
        self.group = group
        self.end = time.monotonic() + limit
        self.late = False
        self.together = 0

    def run(self) -> None:
        while True:
            time.sleep(_PAUSE)
            self.together = max(self.together, sum(map(self._measure, Path("/proc").iterdir())))
            if time.monotonic() > self.end:
                self.late = True
                with suppress(ProcessLookupError):
                    os.killpg(self.group, signal.SIGKILL)

    def _measure(self, process: Path) -> int:
        with suppress(OSError, ValueError):
            if os.getpgid(int(process.name)) == self.group:
                lines = (process / "smaps_rollup").read_text("ascii").splitlines()
                return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return 0


def main(target: str, limit: str, *command: str) -> int:
    """The command's exit code."""
    begin = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ, setpgroup=0)
    watch = _Watch(child, float(limit))
    watch.start()
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:  # Ctrl-C does not reach another group
        os.killpg(child, signal.SIGKILL)
        raise
    wall = time.monotonic() - begin
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
        "together": max(watch.together, usage.ru_maxrss) * 1024,
        "late": watch.late,
    }
    Path(target).write_text(json.dumps(cost), "ascii")
    return os.waitstatus_to_exitcode(status) & 0xFF


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
