"""Where the time of a build goes: stages, processes, functions."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.benchmark import ours
from scripts.benchmark.measuring import run_measured
from scripts.benchmark.peers.environment import prepare_peers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_RATE = 200
_TOP = 40
_PROCESS = re.compile(r"process (\d+):")
_LINE = re.compile(r":\d+\)$")
_WAITING = ("wait (", "select (", "poll (", "acquire (", "_worker (concurrent", "recv_bytes (")
"""Innermost functions of a thread that waits, where the sampler takes it for busy."""


@dataclass(slots=True)
class _Samples:
    """What one process was seen doing, in samples."""

    total: int = 0
    own: Counter[str] = field(default_factory=Counter)
    within: Counter[str] = field(default_factory=Counter)


def profile_build(folder: Path, say: Callable[[str], None]) -> None:
    """Builds once as the first time and once unchanged under a sampling profiler, and prints."""
    program = str(prepare_peers() / "py-spy")
    for name, clean in (("首次构建", True), ("内容未变，再次构建", False)):
        say(f"剖析：{name}")
        if clean:
            ours.clear(folder)
        target = folder.parent / "samples.txt"
        spying = (program, "record", "--subprocesses", "--rate", str(_RATE), "--format", "raw")
        run_measured((*spying, "--output", str(target), "--", *ours.BUILD), folder)
        print(f"\n## {name}\n")
        print("\n".join(_format_stages(folder)))
        print("\n".join(format_samples(target.read_text("utf-8"))))


def _format_stages(folder: Path) -> Iterator[str]:
    timings = json.loads((folder / "build" / "report" / "timings.json").read_text("utf-8"))
    yield "| 环节 | 秒 |"
    yield "| --- | ---: |"
    for stage in timings["stages"]:
        yield f"| {stage['name']} | {stage['seconds']:.2f} |"


def format_samples(text: str) -> Iterator[str]:
    """Tables of the main process, the first sampled, and of the busiest other one."""
    processes = _read_samples(text)
    seconds = "、".join(f"{samples.total / _RATE:.1f}" for samples in processes.values())
    yield f"\n进程 {len(processes)} 个，处理器秒（采样）：{seconds}\n"
    main, *others = processes.values() or [_Samples()]
    yield from _format_process("主进程", main)
    if others:
        yield from _format_process("最忙的子进程", max(others, key=lambda one: one.total))


def _read_samples(text: str) -> dict[str, _Samples]:
    processes: dict[str, _Samples] = {}
    for line in text.splitlines():
        stack, _, count = line.rpartition(" ")
        names = [match[1] for match in _PROCESS.finditer(stack)]
        frames = [_LINE.sub(")", f) for f in stack.split(";") if not _PROCESS.match(f)]
        if not frames or frames[-1].startswith(_WAITING):
            continue
        # A forked process stands below its parent; the last one named was running.
        samples = processes.setdefault(names[-1] if names else "", _Samples())
        samples.total += int(count)
        samples.own[frames[-1]] += int(count)
        samples.within.update(dict.fromkeys(frames, int(count)))
    return processes


def _format_process(name: str, samples: _Samples) -> Iterator[str]:
    for title, counter in (("连同所调用的", samples.within), ("自身", samples.own)):
        yield f"\n| {name}：函数 | {title}，秒 |"
        yield "| --- | ---: |"
        for function, count in counter.most_common(_TOP):
            yield f"| `{function}` | {count / _RATE:.2f} |"
