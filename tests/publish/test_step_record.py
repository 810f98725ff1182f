from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from gongkai.core.log import Event, EventKind, Log
from gongkai.publish.manifest import MANIFEST, format_manifest, list_file
from gongkai.publish.step_record import (
    RECORD,
    LastRelease,
    MadeStep,
    drop_steps,
    read_last_release,
    write_steps,
)
from tests.helpers.tree import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = (list_file("a/index.html", b"x", "generated"), list_file("b.json", b"y", "generated"))
STEPS = (MadeStep("page/a", "1" * 64, ("a/index.html",)), MadeStep("b", "2" * 64, ("b.json",)))
MANIFEST_DATA = format_manifest("gaj.shili.example", FILES)
WHOLE = LastRelease({step.name: step for step in STEPS}, MANIFEST_DATA)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path, Log]:
    """State folder, live site and log of a release."""
    state, live = tmp_path / "state", tmp_path / "live"
    digest = hashlib.sha256(MANIFEST_DATA).hexdigest()
    (live / MANIFEST).parent.mkdir(parents=True)
    (live / MANIFEST).write_bytes(MANIFEST_DATA)
    state.mkdir()
    write_steps(state, digest, STEPS)
    log = Log("gaj.shili.example").append([Event(EventKind.BUILD, "-", 2, digest)], NOW)
    return state, live, log


def test_the_record_is_read_back(kept: tuple[Path, Path, Log]) -> None:
    last = read_last_release(*kept)
    assert last == WHOLE
    assert last.files == {file.path: file for file in FILES}


def change(path: Path, alter: Callable[[bytes], bytes]) -> None:
    path.write_bytes(alter(path.read_bytes()))


@pytest.mark.parametrize("name", [RECORD, MANIFEST])
@pytest.mark.parametrize(
    "alter",
    [
        lambda data: data.replace(b"index", b"other"),
        lambda data: data[:-1],
        lambda data: data + b"\n",
        lambda _: b"",
        lambda data: b"\xff" + data,
    ],
)
def test_an_altered_record_or_manifest_counts_for_nothing(
    kept: tuple[Path, Path, Log], name: str, alter: Callable[[bytes], bytes]
) -> None:
    state, live, _ = kept
    change((state if name == RECORD else live) / name, alter)
    assert read_last_release(*kept) == LastRelease()


def test_a_record_of_another_release_counts_for_nothing(kept: tuple[Path, Path, Log]) -> None:
    state, live, log = kept
    later = log.append([Event(EventKind.BUILD, "-", 2, "3" * 64)], NOW)
    assert read_last_release(state, live, later) == LastRelease()
    assert read_last_release(state, live, None) == LastRelease()


def test_what_is_dropped_is_not_read(kept: tuple[Path, Path, Log]) -> None:
    drop_steps(kept[0])
    drop_steps(kept[0])
    assert read_last_release(*kept) == LastRelease()
