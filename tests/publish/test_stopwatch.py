from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongkai.publish.stopwatch import NAME, Stopwatch, format_timings, write_timings

if TYPE_CHECKING:
    from pathlib import Path


def test_each_stage_is_shown_and_measured() -> None:
    shown: list[str] = []
    watch = Stopwatch(shown.append)
    assert watch.stop() == ()
    watch("读取")
    watch("切换")
    stages = watch.stop()
    assert shown == ["读取", "切换"] == [stage for stage, _ in stages]
    assert all(0 <= seconds < 1 for _, seconds in stages)


def test_timings_are_told_and_written(tmp_path: Path) -> None:
    stages = (("读取", 1.25), ("切换", 0.5))
    assert format_timings(stages) == "用时 1.8 秒：读取 1.2，切换 0.5"
    write_timings(stages, tmp_path / "report")
    assert json.loads((tmp_path / "report" / NAME).read_bytes()) == {
        "schema": "gongkai-timings/v1",
        "seconds": 1.75,
        "stages": [{"name": "读取", "seconds": 1.25}, {"name": "切换", "seconds": 0.5}],
    }
