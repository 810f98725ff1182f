"""Trying mutations target by target, counting what becomes of them, keeping what gets through."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.fuzzing.answers import FAILURES, Answer, Listener, Outcome
from scripts.fuzzing.mutations import count_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from scripts.fuzzing.targets import Target

LONGEST = 5.0
"""Seconds that one input may take."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A mutation that was not answered as it must be."""

    target: str
    seed: int
    number: int
    outcome: Outcome
    note: str

    @property
    def command(self) -> str:
        """The command that tries it again."""
        return f"scripts/fuzz --seed {self.seed} --target '{self.target}' --only {self.number}"


@dataclass(slots=True)
class Tally:
    """What became of one target's mutations."""

    target: Target
    tried: int = 0
    slowest: float = 0.0
    spent: float = 0.0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    finished: bool = False

    @property
    def reached(self) -> float:
        """Which share of the positions was struck at least once."""
        size = len(self.target.choices)
        done = self.tried if size else count_steps(self.tried)
        return min(1.0, done / (size or max(1, len(self.target.material.part))))

    @property
    def failed(self) -> int:
        """How many were not answered as they must be."""
        return sum(self.outcomes[outcome] for outcome in FAILURES)


class Run:
    """One run over all targets."""

    def __init__(self, targets: Iterable[Target], listener: Listener, seed: int) -> None:
        self.tallies = [Tally(target) for target in targets]
        self.listener = listener
        self.seed = seed
        self.failures: list[Failure] = []

    @property
    def tried(self) -> int:
        """How many mutations were tried so far."""
        return sum(tally.tried for tally in self.tallies)

    def go(self, more: Callable[[Run], bool], folder: Path) -> None:
        """Tries round after round while there is to be more; stores what gets through."""
        while more(self) and not all(tally.finished for tally in self.tallies):
            for tally in self.tallies:
                for _ in range(tally.target.share):
                    if tally.finished or not more(self):
                        break
                    self.try_one(tally, tally.tried, folder)

    def try_one(self, tally: Tally, number: int, folder: Path) -> None:
        """Tries one mutation."""
        target = tally.target
        data = target.make(self.seed, number)
        if data is None:
            tally.finished = True
            return
        begin = time.perf_counter()
        outcome, note = self._find_outcome(target, data)
        spent = time.perf_counter() - begin
        if spent > LONGEST and outcome not in FAILURES:
            outcome, note = Outcome.SLOW, f"{spent:.1f} 秒"
        tally.tried += 1
        tally.spent += spent
        tally.slowest = max(tally.slowest, spent)
        tally.outcomes[outcome] += 1
        if outcome in FAILURES:
            self._keep(Failure(target.name, self.seed, number, outcome, note), data, folder)

    def _find_outcome(self, target: Target, data: bytes) -> tuple[Outcome, str]:
        if data == target.material.data:
            return Outcome.SAME, ""
        try:
            answer = target.answer(data)
        except Exception:  # noqa: BLE001 - whatever it is, it was not declared
            return Outcome.ERROR, traceback.format_exc(limit=-3)
        return self._hear(target, data, answer)

    def _hear(self, target: Target, data: bytes, answer: Answer) -> tuple[Outcome, str]:
        if answer.outcome is not Outcome.THROUGH and target.listens:
            text = data.decode("utf-8", "replace")
            piece = self.listener.find_leak(answer.messages, text)
            if piece is not None:
                return Outcome.LEAK, f"{piece!r}：{' / '.join(answer.messages)}"
        return answer.outcome, ""

    def _keep(self, failure: Failure, data: bytes, folder: Path) -> None:
        self.failures.append(failure)
        folder.mkdir(parents=True, exist_ok=True)
        name = failure.target.replace("/", "-").replace(" ", "-")
        (folder / f"{name}-{failure.seed}-{failure.number}").write_bytes(data)

    def format_table(self) -> Iterator[str]:
        """The lines of the table that tells what became of everything."""
        yield "| 对象 | 字节 | 已及位置 | 输入 | 拒绝 | 待审或同义 | 未变 | 漏过 | 最慢 |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        for tally in self.tallies:
            yield _format_row(tally)
        yield f"\n合计：输入 {self.tried}，漏过 {len(self.failures)}，种子 {self.seed}"
        spent = sum(tally.spent for tally in self.tallies)
        yield f"判定用时 {spent:.0f} 秒，平均 {spent / max(1, self.tried) * 1e3:.1f} 毫秒"


def _format_row(tally: Tally) -> str:
    counts, target = tally.outcomes, tally.target
    size = len(target.material.part) or len(target.choices)
    return (
        f"| {target.name} | {size} | {tally.reached:.0%} | {tally.tried} "
        f"| {counts[Outcome.REFUSED]} | {counts[Outcome.HELD]} | {counts[Outcome.SAME]} "
        f"| {tally.failed} | {tally.slowest * 1e3:.0f} 毫秒 |"
    )
