from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# A busy machine is slow, not wrong; and a red run in CI is to be red again at the next try.
settings.register_profile("gongkai", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongkai")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        absent = [program for program in marker.args if shutil.which(program) is None]
        if absent:
            pytest.skip(f"本机没有 {'、'.join(absent)}")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    if not terminalreporter.getreports("skipped"):
        terminalreporter.write_line("跳过的测试：无")
