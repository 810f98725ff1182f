"""Kills builds at random moments and looks at what is left; the command behind `scripts/kill`."""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.publish.preparation import say_nothing
from gongkai.publish.report_history import FOLDER as REPORTS
from gongkai.publish.report_history import find_earlier
from gongkai.publish.snapshot import FOLDER as SNAPSHOTS
from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.snapshot_index import parse_index
from gongkai.publish.state_folder import MEMORY, StateError, read_state
from gongkai.publish.verify_site import verify_site
from tests.helpers.killed_site import CHANGING, DONE, KilledSite, copy_site, take_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.log import Checkpoint, Log
    from tests.helpers.killed_site import Build, Running

CLOSE = 0.03
"""Seconds after its announcement within which the change-over is over."""
_LONGEST = 120.0
_MOST_REPORTS = 2
_STATE_FILES = {"checkpoint.txt", "lock", "log.txt", "roots.txt", SNAPSHOTS, REPORTS}


@dataclass
class Tally:
    """What a run of kills came to."""

    stages: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    """Times that the old site was live after the kill."""
    changed: int = 0
    """Times that the new site was live after the kill."""
    ahead: int = 0
    """Times that the state had the new site's line while the old site was live."""
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """How long the builds took that nobody killed."""


class Killer:
    """Kills builds of one site, each on its way to another revision."""

    def __init__(self, root: Path, seed: int) -> None:
        self.site = KilledSite(root)
        self.draw = random.Random(seed)  # noqa: S311 - moments, no secrets
        self.tally = Tally()
        for _ in range(3):
            build = self.site.build()
            if build.code != 0:
                message = f"没有打断的构建也没有成功：\n{build.output}"
                raise RuntimeError(message)
            self.tally.seconds.append(build.seconds)
            self.site.change()
        self._build_next([])

    @property
    def usual(self) -> float:
        """How long a build takes, in seconds."""
        return statistics.median(self.tally.seconds[-20:])

    def kill(self, *, close: bool) -> list[str]:
        """Kills one build at a random moment, or close to its change-over; gives what is wrong."""
        old = take_digest(self.site.site)
        before = read_state(self.site.state)
        self.site.change()
        killed = self.site.build(strike=lambda running: self._strike(running, close=close))
        self.tally.stages[killed.stage] += 1
        live = take_digest(self.site.site)
        faults = [*self._check_live(), *self._check_state()]
        ahead = not faults and read_state(self.site.state) != before
        self._build_next(faults)
        new = take_digest(self.site.site)
        if live not in {old, new}:
            faults.append("线上网站既不是原来的版本，也不是新的版本")
        self.tally.kept += live == old
        self.tally.changed += live == new
        self.tally.ahead += ahead and live == old
        if live == new and not ahead:
            faults.append("网站先于状态切换")
        if killed.code == 0 and live != new:
            faults.append("构建报告成功，网站却没有切换")
        return faults

    def _strike(self, running: Running, *, close: bool) -> None:
        if close:
            running.wait_for(CHANGING, _LONGEST)
            time.sleep(self.draw.uniform(0, CLOSE))
        else:
            running.wait_for("\0", self.draw.uniform(0, self.usual))
        running.send(signal.SIGKILL, group=self.draw.random() < 0.5)

    def _check_live(self) -> Iterator[str]:
        yield from (f"线上网站{fault}" for fault in self._verify(None)[1])

    def _verify(self, older: Checkpoint | None) -> tuple[Checkpoint | None, list[str]]:
        """What `gongkai verify` says: the checkpoint of the site, and why it is refused."""
        proof = verify_site(self.site.site, checkpoint=older, root=None, progress=say_nothing)
        findings = proof.findings if proof.blocked else ()
        return proof.checkpoint, [f"核验不通过：{finding}" for finding in findings]

    def _check_state(self) -> Iterator[str]:
        try:
            state = read_state(self.site.state)
            read_snapshot(self.site.state, state.log)
        except StateError as error:
            yield f"状态目录读不出来：{error}"
            return
        if (
            state.log is None
            or state.checkpoint is None
            or not state.log.contains(state.checkpoint)
        ):
            yield "状态目录缺了日志，或日志短于检查点"

    def _build_next(self, faults: list[str]) -> None:
        """The build after the kill: right, logged once, and nothing is left over."""
        older = read_state(self.site.state).checkpoint
        build = self.site.build()
        self.tally.seconds.append(build.seconds)
        faults += self._check_end(build)
        checkpoint, found = self._verify(older)
        faults += found
        log = read_state(self.site.state).log
        # Two lines a revision, and at the beginning the seal and the two documents that stay.
        lines = 2 * self.site.revision + 3
        if log is None or len(log.lines) != lines:
            faults.append(f"日志应有 {lines} 行")
        elif not checkpoint == log.checkpoint == read_state(self.site.state).checkpoint:
            faults.append("网站和状态目录的检查点不是日志的末行")

    def _check_end(self, build: Build) -> Iterator[str]:
        if build.code != 0 or build.stage != DONE:
            yield f"下一次构建没有成功（{build.code}）：\n{build.output}"
        left = [path.name for path in self.site.root.glob(".site-*")]
        if left:
            yield f"留下了 {left}"
        names = {path.name for path in self.site.state.iterdir()} - {MEMORY}
        if names != _STATE_FILES:
            yield f"状态目录中有 {sorted(names)}"
        log = read_state(self.site.state).log
        if log is None or find_earlier(self.site.state, log, len(log.lines) + 1) is None:
            yield "状态目录中没有线上网站的报告"
        elif {path.name for path in (self.site.state / SNAPSHOTS).iterdir()} != self._list_kept(
            log
        ):
            yield "线上网站的底稿多了文件"
        if len([*(self.site.state / REPORTS).iterdir()]) > _MOST_REPORTS:
            yield "状态目录中多了报告"
        report = self.site.root / "build" / "report"
        json.loads((report / "report.json").read_text("utf-8"))

    def _list_kept(self, log: Log) -> set[str]:
        """The index of the snapshot, and the packs that it names."""
        name = f"{log.head}.txt"
        places = parse_index((self.site.state / SNAPSHOTS / name).read_bytes(), log.site)
        return {name, *(place.file for place in places.values())}


def main() -> int:
    """Kills, prints, 1 when anything was wrong even once."""
    options = _read_options()
    with tempfile.TemporaryDirectory(prefix="gongkai-kill-") as name:
        killer = Killer(Path(name) / "repository", options.seed)
        plan = [False] * options.kills + [True] * options.close
        for number, close in enumerate(plan, 1):
            faults = killer.kill(close=close)
            killer.tally.faults += [f"第 {number} 次：{fault}" for fault in faults]
            if faults and options.keep:
                copy_site(killer.site, options.keep / str(number))
            if number % 50 == 0 or faults:
                told = f"› {number}/{len(plan)} 次，不对的 {len(killer.tally.faults)} 处\n"
                sys.stderr.write(told)
    sys.stdout.write(format_tally(killer.tally, options) + "\n")
    return int(bool(killer.tally.faults))


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/kill", description="在随机的时刻强行结束构建，核对网站、状态和下一次构建。"
    )
    parser.add_argument("kills", type=int, help="在构建全程随机的时刻结束几次")
    parser.add_argument(
        "--close", type=int, default=0, metavar="N", help="另在切换前后几毫秒内结束几次"
    )
    parser.add_argument("--seed", type=int, default=20261122, help="随机数种子")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="出错时把现场留在此文件夹")
    return parser.parse_args()


def format_tally(tally: Tally, options: argparse.Namespace) -> str:
    """The run as the report quotes it."""
    total = sum(tally.stages.values())
    usual = statistics.median(tally.seconds)
    counts = (
        f"  {stage:<14}{count:>6}  {'█' * max(1, round(40 * count / total))}\n"
        for stage, count in tally.stages.most_common()
    )
    return (
        f"强行结束 {total} 次：全程随机 {options.kills} 次，切换前后 {options.close} 次；"
        f"种子 {options.seed}；完整构建的中位数 {usual:.2f} 秒\n"
        f"{''.join(counts)}"
        f"之后线上是原来的版本 {tally.kept} 次（其中状态已先行 {tally.ahead} 次），"
        f"是新的版本 {tally.changed} 次\n"
        f"不对的 {len(tally.faults)} 处" + "".join(f"\n{fault}" for fault in tally.faults)
    )


if __name__ == "__main__":
    sys.exit(main())
