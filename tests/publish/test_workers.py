from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from gongkai.publish import workers
from gongkai.publish.workers import Aside, Crew, cut, run_all
from tests.helpers.forking import CAN_FORK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_results_come_in_the_order_of_their_tasks() -> None:
    seen = {"factor": 7}
    assert run_all(lambda number: number * seen["factor"], 20) == tuple(range(0, 140, 7))


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_any_number_of_tasks_is_done(count: int) -> None:
    assert run_all(lambda number: number, count) == tuple(range(count))


def test_what_the_work_raises_is_raised_where_it_is_collected() -> None:
    def fail(number: int) -> int:
        if number == 3:
            raise ValueError("第 3 件")
        return number

    with pytest.raises(ValueError, match="第 3 件"):
        run_all(fail, 5)


@pytest.mark.skipif(not CAN_FORK, reason="一个处理器，或不是 Linux")
def test_the_work_is_done_by_others_than_this_process(alone: Callable[..., object]) -> None:
    assert alone(_is_done_by_others) is True


def _is_done_by_others() -> bool:
    return os.getpid() not in run_all(lambda _: os.getpid(), 8)


def test_where_other_threads_run_the_work_is_done_here() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert set(run_all(lambda _: os.getpid(), 4)) == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_what_a_worker_leaves_undone_when_it_dies_is_done_here(
    alone: Callable[..., object], tmp_path: Path
) -> None:
    """As where the system kills it for want of memory."""
    assert alone(_lose_a_worker, tmp_path) == (0, 1, 2, 3, 4, 5)
    assert len([*tmp_path.iterdir()]) == 6


def _lose_a_worker(folder: Path) -> tuple[int, ...]:
    parent = os.getpid()

    def die(number: int) -> int:
        if number == 2 and os.getpid() != parent:
            os._exit(9)
        (folder / str(number)).touch()
        return number

    return run_all(die, 6)


def test_a_crew_that_is_closed_early_leaves_nobody_behind(alone: Callable[..., object]) -> None:
    assert alone(_close_early) == 1


def _close_early() -> int:
    crew = Crew(lambda number: number, 50)
    crew.close()
    return threading.active_count()


def test_one_crew_after_the_other_may_fork() -> None:
    assert [run_all(lambda number: number, 3) for _ in range(3)] == [(0, 1, 2)] * 3


def test_numbers_are_cut_without_gap_or_overlap() -> None:
    assert cut(7, 3) == (range(3), range(3, 6), range(6, 7))
    assert cut(0, 3) == ()


def test_the_number_of_cores_is_that_which_this_process_may_use() -> None:
    assert workers.count_cores() >= 1


def test_a_worker_may_have_a_crew_of_its_own(alone: Callable[..., object]) -> None:
    assert alone(_nest) == ((0, 1), (10, 11))


def _nest() -> tuple[tuple[int, ...], ...]:
    return run_all(lambda outer: run_all(lambda inner: 10 * outer + inner, 2), 2)


def test_work_aside_gives_its_result_while_a_crew_is_at_work(alone: Callable[..., object]) -> None:
    assert alone(_work_aside) == ((0, 1, 2, 3), CAN_FORK)


def _work_aside() -> tuple[tuple[int, ...], bool]:
    with Aside(os.getpid) as aside:
        done = run_all(lambda number: number, 4)
        return done, aside.result() != os.getpid()


def test_work_aside_that_dies_or_fails_is_done_here(alone: Callable[..., object]) -> None:
    assert alone(_lose_the_one_aside) is True


def _lose_the_one_aside() -> bool:
    parent = os.getpid()

    def die() -> int:
        if os.getpid() != parent:
            os._exit(9)
        return parent

    with Aside(die) as aside:
        return aside.result() == parent


def test_work_aside_that_nobody_waits_for_ends(alone: Callable[..., object]) -> None:
    assert alone(_leave_aside) == 1


def _leave_aside() -> int:
    with Aside(threading.Event().wait):
        pass
    return threading.active_count()
