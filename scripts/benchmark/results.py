"""What was measured, as one object that JSON holds and the tables are made from."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from scripts.benchmark.measuring import Run  # noqa: TC001 - pydantic reads the annotations
from scripts.benchmark.peers.table import PeerRun  # noqa: TC001
from scripts.benchmark.search_report import SearchFigures  # noqa: TC001
from scripts.benchmark.site_size import SiteSize  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "gongkai-bench/v1"
LAST = Path(__file__).with_name("results.json")
_CPU = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured."""

    cores: int
    memory: int
    """Bytes."""
    processor: str
    system: str
    python: str


@dataclass(slots=True)
class Size:
    """One size of project."""

    documents: int
    source: str
    """`corpus` or `generator`."""
    source_bytes: int
    making: float
    """Seconds for writing and signing; no generator would need them."""
    changes: dict[str, int] = field(default_factory=dict)
    """How many texts had to be changed, and why, for the gate to take them."""
    peers: dict[str, PeerRun] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    site: SiteSize | None = None
    traditional: SiteSize | None = None
    """Of the site with the traditional version."""
    search: SearchFigures | None = None


@dataclass(slots=True)
class Results:
    """One run of `scripts/bench`."""

    date: str
    command: str
    machine: Machine
    versions: dict[str, str]
    seed: int
    load: float
    """Of the machine when the run began."""
    sizes: list[Size] = field(default_factory=list)


_MANY = TypeAdapter(list[Results])


def describe_machine() -> Machine:
    """What is measured on, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    lines = _CPU.read_text("utf-8").splitlines() if _CPU.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return Machine(
        len(os.sched_getaffinity(0)),
        memory,
        names[0] if names else platform.machine(),
        f"{platform.system()} {platform.release().split('-')[0]}",
        platform.python_version(),
    )


def begin_results(peers: dict[str, str], seed: int) -> Results:
    """A run that measures from now on, with this command line but for folders."""
    words = [Path(word).name if "/" in word else word for word in sys.argv[1:]]
    return Results(
        f"{datetime.now(UTC):%Y-%m-%d}",
        " ".join(("scripts/bench", *words)),
        describe_machine(),
        {"gongkai": version("gongkai"), **peers},
        seed,
        os.getloadavg()[0],
    )


def format_results(runs: Iterable[Results]) -> str:
    """Several runs as JSON."""
    value = _round({"schema": SCHEMA, "runs": [asdict(run) for run in runs]})
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _round(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _round(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_round(part) for part in value]
    return value


def parse_results(text: str) -> list[Results]:
    """What `format_results` has written."""
    value = json.loads(text)
    if value.get("schema") != SCHEMA:
        raise ValueError(f"not {SCHEMA}")
    return _MANY.validate_python(value["runs"])
