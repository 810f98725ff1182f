"""Judging documents on all cores: a judgement depends on one document and the grounds alone."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from gongkai.core.judging import Exhibit, Grounds, Judgement, judge, judge_serially

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORTH = 500
"""From so many documents on, starting other processes pays."""
_BATCH = 100
_grounds: list[Grounds] = []
"""In a worker: what it judges by."""


def judge_in_parallel(grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> Iterable[Judgement]:
    """The judgements on documents in their order, made on every core if there are many.

    Workers that die, as for want of memory, decide nothing: all is judged again here.
    """
    workers = os.cpu_count() or 1
    if workers == 1 or len(exhibits) < _WORTH:
        return judge_serially(grounds, exhibits)
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(grounds,)
    )
    with pool, _collecting_nothing():
        try:
            parts = tuple(pool.map(_judge_batch, _cut(exhibits)))
        except BrokenProcessPool:
            return judge_serially(grounds, exhibits)
    return (judgement for part in parts for judgement in part)


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Pauses Python's collector, which would walk over all that was received, again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _cut(exhibits: tuple[Exhibit, ...]) -> Iterable[tuple[Exhibit, ...]]:
    return (exhibits[at : at + _BATCH] for at in range(0, len(exhibits), _BATCH))


def _begin(grounds: Grounds) -> None:
    _grounds.append(grounds)


def _judge_batch(exhibits: tuple[Exhibit, ...]) -> tuple[Judgement, ...]:
    return tuple(judge(_grounds[0], exhibit) for exhibit in exhibits)
