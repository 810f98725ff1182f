from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from gongkai.publish.collector import pause_collector

_TAKE_AND_FREE = """
import resource
from gongkai.publish.collector import keep_freed_memory
{first}
for _ in range(50):
    bytes(8 << 20)[0]
    bytearray(8 << 20)[:] = b"x" * (8 << 20)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


def test_the_collector_rests_and_goes_on() -> None:
    with pause_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_rested_before_rests_afterwards() -> None:
    gc.disable()
    try:
        with pause_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.skipif(sys.platform != "linux", reason="不是 Linux")
def test_what_was_freed_is_not_asked_for_again() -> None:
    assert count_faults("keep_freed_memory()") < count_faults("pass") / 2


def count_faults(first: str) -> int:
    """How often the system had to give a page."""
    script = _TAKE_AND_FREE.format(first=first)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return int(done.stdout)
