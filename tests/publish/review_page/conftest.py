from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.review_desk import make_repository, serve_desk
from tests.helpers.tree import PATH, make_files, write_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.helpers.review_desk import Served


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A git work tree with one document that nobody has signed."""
    return make_repository(tmp_path / "repo", make_files((PATH, write_document())))


@pytest.fixture
def serve(root: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serves the page of a person, who has entered by the link."""
    running: list[Served] = []

    def start(person: str, *, enter: bool = True, idle: float = 3600) -> Served:
        served = serve_desk(root, person, tmp_path / "keys", idle=idle)
        running.append(served)
        if enter:
            served.enter()
        return served

    yield start
    for served in running:
        served.stop()
