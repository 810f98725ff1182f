"""A repository on disk, and commands run in it as an official runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from gongkai.cli.demo import write_demo_keys
from gongkai.cli.main import run
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import make_public

if TYPE_CHECKING:
    from pathlib import Path


class Run(Protocol):
    """Runs a command in the repository."""

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Exit code, and all that was printed."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a sealed repository with one published document."""
    folder = tmp_path / "repo"
    write_files(folder, make_public())
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.delenv("GONGKAI_KEY", raising=False)
    return folder


@pytest.fixture
def gongkai(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands in the working folder."""
    assert root.is_dir()

    def call(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Every demo key as a private key file."""
    write_demo_keys(tmp_path / "keys")
    return tmp_path / "keys"
