from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from gongkai.cli.main import run

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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, built in a copy."""
    repository = Path(__file__).parents[1]
    root = tmp_path_factory.mktemp("sample") / "site"
    for name in ("content", "catalog", "hooks"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(repository / name, root / name, ignore=ignored)
    shutil.copy(repository / "mkdocs.yml", root)
    assert run(["build", "-C", str(root)]) == 0
    return root
