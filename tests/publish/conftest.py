from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def alone() -> Iterator[Callable[..., object]]:
    """Runs a function of a module in a new process: only without other threads it may fork."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda work, *given: pool.submit(work, *given).result()
