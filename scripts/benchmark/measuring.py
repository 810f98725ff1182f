"""Programs run to be measured: time, processor time, peak memory, times between progress lines."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROGRESS = "› "


class RunFailedError(Exception):
    """A program that did not end well; the message is what it printed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program and all that it started."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processors together."""
    peak: int
    """Bytes that the largest single process held."""
    stages: tuple[tuple[str, float], ...]
    """Seconds from each line of progress to the next."""


def run_measured(command: list[str], folder: Path) -> Run:
    """Runs a program in a folder to its end.

    Raises:
        RunFailedError: when it does not exit 0.
    """
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    begin = time.perf_counter()
    marks = [("启动", begin)]
    printed = []
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            printed.append(line)
            if line.startswith(PROGRESS):
                marks.append((line.strip(f"{PROGRESS}…\n"), time.perf_counter()))
        _, status, usage = os.wait4(process.pid, 0)
        end = time.perf_counter()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RunFailedError("".join(printed[-40:]))
    ends = [moment for _, moment in marks[1:]] + [end]
    return Run(
        wall=end - begin,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * 1024,
        stages=tuple((n, stop - start) for (n, start), stop in zip(marks, ends, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class SiteSize:
    """How large a built site is."""

    files: int
    size: int
    pages: int
    page_size: int
    """Of all HTML pages."""
    index_size: int
    """Of the search index."""

    @property
    def mean_page(self) -> float:
        """Bytes."""
        return self.page_size / max(1, self.pages)


def measure_site(folder: Path) -> SiteSize:
    """Sizes in bytes of a built site."""
    files = {path.relative_to(folder): path.stat().st_size for path in _list_files(folder)}
    pages = [size for path, size in files.items() if path.suffix == ".html"]
    index = [size for path, size in files.items() if path.parts[:2] == ("search", "data")]
    return SiteSize(len(files), sum(files.values()), len(pages), sum(pages), sum(index))


def _list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def describe_run(run: Run) -> dict[str, object]:
    """The run as JSON holds it."""
    return asdict(run) | {"stages": dict(run.stages)}
