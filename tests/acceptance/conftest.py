from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.sample import make_sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.project import Project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The signed and built repository; tests work on copies of it."""
    return make_sample(tmp_path_factory.mktemp("sample") / "repository")


@pytest.fixture
def project(sample: Project, tmp_path: Path) -> Project:
    """A copy to spoil."""
    return sample.copy(tmp_path / "repository")
