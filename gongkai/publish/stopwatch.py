"""How long each stage of a build took: for the terminal and a file beside the report.

Not in the report itself, which is the same for the same content whatever the machine.
"""

from __future__ import annotations

import json
from time import monotonic
from typing import TYPE_CHECKING

from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "timings.json"


class Stopwatch:
    """Notes when each stage begins, and passes its name on to whoever shows it."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._begun: list[tuple[str, float]] = []

    def __call__(self, stage: str) -> None:
        """A stage begins, and the one before ends."""
        self._begun.append((stage, monotonic()))
        self._show(stage)

    def stop(self) -> tuple[tuple[str, float], ...]:
        """Name and seconds of each stage up to now."""
        ends = [*(moment for _, moment in self._begun[1:]), monotonic()]
        pairs = zip(self._begun, ends, strict=False)
        return tuple((stage, round(end - begin, 2)) for (stage, begin), end in pairs)


def format_timings(stages: tuple[tuple[str, float], ...]) -> str:
    """The stages that took any time, in one Chinese line."""
    total = sum(seconds for _, seconds in stages)
    parts = "，".join(f"{stage} {seconds:.1f}" for stage, seconds in stages)
    return f"用时 {total:.1f} 秒：{parts}"


def write_timings(stages: tuple[tuple[str, float], ...], folder: Path) -> None:
    """Writes `timings.json` beside the report.

    Raises:
        OSError: when it cannot be written.
    """
    value = {
        "schema": "gongkai-timings/v1",
        "seconds": round(sum(seconds for _, seconds in stages), 2),
        "stages": [{"name": stage, "seconds": seconds} for stage, seconds in stages],
    }
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    replace_file(folder / NAME, data.encode())
