"""Work on all cores in forked processes, which see whatever the parent has, without a copy.

Only results are pickled. Where other threads run, as in a server, where there is one core or one
task, and where a worker died, as for want of memory, the work is done here.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection
    from types import TracebackType
    from typing import Self

R = TypeVar("R")
_PR_SET_PDEATHSIG = 1
_LAST = 19
"""The rank of work that takes only what others leave (see `nice(1)`)."""
_work: list[Callable[[int], Any]] = []
"""In a worker: what it does with the number of a task."""


class Closing:
    """What is closed when the block is left that it is used in."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends what was begun."""


class Crew(Closing, Generic[R]):
    """Tasks known by number, begun at once; one crew works at a time.

    What the work reads must be complete before the crew is made.
    """

    def __init__(self, work: Callable[[int], R], count: int) -> None:
        self._work = work
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[R]] = []
        if count > 1 and can_fork():
            gc.freeze()  # else the children's collector would copy all that they share
            self._pool = ProcessPoolExecutor(
                min(count, count_cores()), get_context("fork"), _begin, (work,)
            )
            self._futures = [self._pool.submit(_do, number) for number in range(count)]

    def close(self) -> None:
        """Ends the workers when they are done with what they are at."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
            gc.unfreeze()

    def collect(self) -> Iterator[R]:
        """The results in the order of their tasks; raises what the work raised."""
        for number in range(self._count):
            yield self._take(number)

    def _take(self, number: int) -> R:
        if self._pool is not None:
            try:
                return self._futures[number].result()
            except BrokenProcessPool:
                pass
        return self._work(number)


class Aside(Closing, Generic[R]):
    """One piece of work in a process of its own, beside whatever this one and its crews do.

    It gives way to them where somebody waits for them and not for it.
    """

    def __init__(self, work: Callable[[], R], *, gives_way: bool = False) -> None:
        self._work = work
        self._answer: Connection | None = None
        if can_fork():
            context = get_context("fork")
            self._answer, question = context.Pipe(duplex=False)
            self._process = context.Process(target=_answer, args=(work, question, gives_way))
            self._process.start()
            question.close()

    def close(self) -> None:
        """Ends the other process, whatever it is at."""
        if self._answer is not None:
            self._process.kill()
            self._process.join()
            self._answer.close()

    def result(self) -> R:
        """What came of it, once it is done; where the other process came to nothing, made here."""
        if self._answer is not None:
            with suppress(EOFError):
                result: R = self._answer.recv()
                return result
        return self._work()


def run_all(work: Callable[[int], R], count: int) -> tuple[R, ...]:
    """The results of all tasks, in their order."""
    with Crew(work, count) as crew:
        return tuple(crew.collect())


def can_fork() -> bool:
    """Whether a forked process is sure to find no lock held, and pays."""
    return sys.platform == "linux" and count_cores() > 1 and threading.active_count() == 1


def count_cores() -> int:
    """How many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def cut(count: int, size: int) -> tuple[range, ...]:
    """The numbers below `count` in ranges of so many."""
    return tuple(range(at, min(at + size, count)) for at in range(0, count, size))


def _begin(work: Callable[[int], Any]) -> None:
    _die_with_parent()
    _work[:] = [work]  # a worker may have a crew of its own


def _die_with_parent() -> None:
    """A worker dies with its parent, and leaves Ctrl-C to it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(work: Callable[[], Any], question: Connection, gives_way: bool) -> None:  # noqa: FBT001 - by position, to another process
    _die_with_parent()
    if gives_way:
        os.nice(_LAST)
    question.send(work())


def _do(number: int) -> Any:  # noqa: ANN401 - whatever the work gives
    return _work[0](number)
