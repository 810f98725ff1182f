"""Which peers there are, and how large a site each is asked for without being told to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from shutil import rmtree
from typing import TYPE_CHECKING

from scripts.benchmark.measuring import Run, RunTooLongError, run_measured, take_median
from scripts.benchmark.peers.hugo import hugo_commands, pagefind_commands, write_hugo
from scripts.benchmark.peers.material import mkdocs_commands, write_material, zensical_commands
from scripts.benchmark.peers.sources import read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from scripts.benchmark.peers.sources import Source
    from scripts.benchmark.project import Project

STANDARD = "hugo-pagefind"
"""What all ratios are to."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator with what it is given."""

    write: Callable[[Iterable[Source], Path], None]
    commands: Callable[[Path], tuple[list[str], ...]]
    """One after the other, in the project's folder, by the folder of programs."""
    output: str
    """Where it puts the site."""
    distributions: tuple[str, ...]
    most: int
    """Documents; with more it takes minutes, and runs only when it is told to."""


PEERS = {
    "hugo": Peer(write_hugo, hugo_commands, "public", ("hugo",), 100_000),
    STANDARD: Peer(write_hugo, pagefind_commands, "public", ("hugo", "pagefind"), 100_000),
    "mkdocs": Peer(
        partial(write_material, search=False),
        mkdocs_commands,
        "site",
        ("mkdocs", "mkdocs-material"),
        20_000,
    ),
    "mkdocs-search": Peer(
        partial(write_material, search=True),
        mkdocs_commands,
        "site",
        ("mkdocs", "mkdocs-material"),
        5_000,
    ),
    "zensical": Peer(
        partial(write_material, search=True), zensical_commands, "site", ("zensical",), 5_000
    ),
}


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What a peer took, None where it did not end in time, and what it made."""

    run: Run | None
    files: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How often, and how long at most."""

    programs: Path
    """The folder of the peers' programs."""
    limit: float
    """Seconds for one program."""
    times: int


def run_peer(peer: Peer, project: Project, folder: Path, pace: Pace) -> PeerRun:
    """Builds the project's documents from nothing; the median of the times.

    Raises:
        RunFailedError: when a program fails.
    """
    peer.write(read_sources(project), folder)
    runs = []
    try:
        for _ in range(pace.times):
            rmtree(folder / peer.output, ignore_errors=True)
            commands = peer.commands(pace.programs)
            parts = [run_measured(command, folder, pace.limit) for command in commands]
            runs.append(sum(parts[1:], parts[0]))
    except RunTooLongError:
        return PeerRun(None)
    files = [path.stat().st_size for path in (folder / peer.output).rglob("*") if path.is_file()]
    return PeerRun(take_median(runs), len(files), sum(files))
