"""Programs run to be measured: time, processor time, memory, times between progress lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRESS = "› "
_LAUNCHER = Path(__file__).with_name("launcher.py")
_ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # whoever runs a program keeps what is compiled of it
}
_DAY = 86_400.0


class RunFailedError(Exception):
    """A program that did not end well; the message is what it printed."""


class RunTooLongError(RunFailedError):
    """A program that was stopped because it took longer than allowed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program and all that it started."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processors together."""
    peak: int
    """Bytes that the largest single process held."""
    together: int = 0
    """Bytes that all processes held together, pages that they share counted once; looked at every
    second, so no less than `peak` and roughly right."""
    stages: tuple[tuple[str, float], ...] = ()
    """Seconds from each line of progress to the next."""

    def until(self, stage: str) -> Run:
        """The run up to the moment at which a stage begins; all of its processor time.

        Raises:
            RunFailedError: when there was no such stage.
        """
        names = [name for name, _ in self.stages]
        if stage not in names:
            raise RunFailedError(f"没有这一步：{stage}")
        wall = sum(seconds for _, seconds in self.stages[: names.index(stage)])
        return Run(wall, self.cpu, self.peak, self.together)

    def __add__(self, other: Run) -> Run:
        """One after the other."""
        return Run(
            self.wall + other.wall,
            self.cpu + other.cpu,
            max(self.peak, other.peak),
            max(self.together, other.together),
        )


def take_median(runs: Sequence[Run]) -> Run:
    """The run whose time is the (lower) middle one, with the highest memory of all."""
    middle = sorted(runs, key=lambda run: run.wall)[(len(runs) - 1) // 2]
    wall = median(run.wall for run in runs)
    peak = max(run.peak for run in runs)
    return Run(wall, middle.cpu, peak, max(run.together for run in runs), middle.stages)


def run_measured(
    command: Sequence[str],
    folder: Path,
    limit: float = _DAY,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Runs a program in a folder to its end.

    Raises:
        RunTooLongError: when it took more than so many seconds, and was stopped.
        RunFailedError: when it does not exit 0.
    """
    os.sync()  # a program that waits for its files to be on disk must not wait for others' files
    marks = [("启动", time.perf_counter())]
    printed = []
    with tempfile.TemporaryDirectory(prefix="gongkai-run-") as name:
        told = Path(name) / "cost.json"
        launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(told), str(limit)]
        with subprocess.Popen(
            [*launcher, *command],
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                printed.append(line)
                if line.startswith(PROGRESS):
                    marks.append((line.strip(f"{PROGRESS}…\n"), time.perf_counter()))
        end = time.perf_counter()
        text = "".join(printed[-40:])
        cost = json.loads(told.read_text("ascii")) if told.exists() else {}
    if cost.pop("late", False):
        raise RunTooLongError(f"{limit:.0f} 秒内没有完成：{' '.join(command)}")
    if process.returncode != 0:
        raise RunFailedError(text)
    ends = [moment for _, moment in marks[1:]] + [end]
    stages = ((stage, stop - start) for (stage, start), stop in zip(marks, ends, strict=True))
    return Run(**cost, stages=tuple(stages))
