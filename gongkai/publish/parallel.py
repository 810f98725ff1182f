"""Judging documents on all cores: a judgement depends on one document and the grounds alone."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from gongkai.core.judging import Exhibit, Grounds, Judgement, judge, judge_serially
from gongkai.publish.collector import pause_collector

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    with pool, pause_collector():
        try:
            parts = tuple(pool.map(_judge_batch, _cut(exhibits)))
        except BrokenProcessPool:
            return judge_serially(grounds, exhibits)
    return (judgement for part in parts for judgement in part)


def _cut(exhibits: tuple[Exhibit, ...]) -> Iterable[tuple[Exhibit, ...]]:
    return (exhibits[at : at + _BATCH] for at in range(0, len(exhibits), _BATCH))


def _begin(grounds: Grounds) -> None:
    _grounds.append(grounds)


def _judge_batch(exhibits: tuple[Exhibit, ...]) -> tuple[Judgement, ...]:
    return tuple(judge(_grounds[0], exhibit) for exhibit in exhibits)
