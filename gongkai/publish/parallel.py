"""Judging documents on all cores: a judgement depends on one document and the grounds alone."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from gongkai.core.judging import Exhibit, Grounds, Judgement, judge, judge_serially
from gongkai.core.recalling import pack, unpack
from gongkai.publish.collector import pause_collector
from gongkai.publish.workers import Crew, can_fork, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.core.recalling import Packed

_WORTH = 100
"""From so many documents on, starting other processes pays."""
_BATCH = 50


def judge_in_parallel(
    grounds: Grounds,
    exhibits: tuple[Exhibit, ...],
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterable[Judgement]:
    """The judgements on documents in their order, made on every core if there are many.

    Workers that die, as for want of memory, decide nothing: all is judged again here. While they
    are at it, this process does what is to be done `meanwhile`.
    """
    if len(exhibits) < _WORTH or not can_fork():
        return judge_serially(grounds, exhibits)
    batches = cut(len(exhibits), _BATCH)

    def judge_batch(number: int) -> bytes:
        made: list[Packed] = [pack(judge(grounds, exhibits[at])) for at in batches[number]]
        # What comes between processes would be pickled by a slower pickler.
        return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)

    with pause_collector(), Crew(judge_batch, len(batches)) as crew:
        meanwhile()
        parts: Iterator[list[Packed]] = map(pickle.loads, crew.collect())
        packed = (one for part in parts for one in part)
        return tuple(map(unpack, packed, exhibits))
