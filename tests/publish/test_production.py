from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.manifest import Listed, format_manifest, list_file
from gongkai.publish.production import Produced, Production, StaleSiteError, write_new
from gongkai.publish.step_record import LastRelease, MadeStep
from gongkai.publish.steps import Output, Step
from tests.helpers.forking import CAN_FORK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def step(name: str, key: str, **files: str) -> Step:
    """A step whose files are named like `a_b` for `a/b`."""
    outputs = [Output(p.replace("_", "/"), text.encode(), "generated") for p, text in files.items()]
    return Step(name, key, lambda: outputs)


def produce(
    steps: Iterable[Step], folder: Path, live: Path, last: LastRelease | None = None
) -> Produced:
    production = Production(folder=folder, live=live, last=last or LastRelease())
    production.begin((), steps)
    produced = production.finish()
    for path in sorted(production.list_reused()):
        production.link(path)
    return produced


def remember(produced: Produced) -> LastRelease:
    steps = {made.name: made for made in produced.steps}
    return LastRelease(steps, format_manifest("gaj.shili.example", produced.files))


def read(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(files)}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    live, fresh = tmp_path / "live", tmp_path / "fresh"
    live.mkdir()
    fresh.mkdir()
    return live, fresh


def test_all_steps_are_made_where_nothing_was_before(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    produced = produce([step("a", "1", a_x="一", a_y="二"), step("b", "1", b="三")], fresh, live)
    assert read(fresh) == {"a/x": "一", "a/y": "二", "b": "三"}
    assert produced == Produced(
        steps=(MadeStep("a", "1", ("a/x", "a/y")), MadeStep("b", "1", ("b",))),
        files=(
            list_file("a/x", "一".encode(), "generated"),
            list_file("a/y", "二".encode(), "generated"),
            list_file("b", "三".encode(), "generated"),
        ),
        reused=frozenset(),
        made=frozenset({"a", "b"}),
    )


def test_a_step_with_the_key_of_before_is_the_live_file_itself(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    last = remember(produce([step("a", "1", a="旧"), step("b", "1", b="旧")], live, live))
    produced = produce([step("a", "1", a="新"), step("b", "2", b="新")], fresh, live, last)
    assert read(fresh) == {"a": "旧", "b": "新"}
    assert (produced.reused, produced.made) == ({"a"}, {"b"})
    assert (fresh / "a").samefile(live / "a")
    assert not (fresh / "b").samefile(live / "b")
    assert read(live) == {"a": "旧", "b": "旧"}


@pytest.mark.parametrize(
    "forget",
    [
        lambda _: LastRelease(),
        lambda last: LastRelease({}, last.manifest),
        lambda last: LastRelease(last.steps),
        lambda last: LastRelease(last.steps, format_manifest("gaj.shili.example", ())),
        lambda last: LastRelease(last.steps, last.manifest[1:]),
    ],
)
def test_what_the_manifest_or_the_record_does_not_have_is_made(
    folders: tuple[Path, Path], forget: object
) -> None:
    live, fresh = folders
    last = remember(produce([step("a", "1", a="旧")], live, live))
    assert callable(forget)
    produced = produce([step("a", "1", a="新")], fresh, live, forget(last))
    assert (read(fresh), produced.reused) == ({"a": "新"}, frozenset())


def test_a_live_file_that_is_gone_stops_the_production(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    last = remember(produce([step("a", "1", a="旧")], live, live))
    (live / "a").unlink()
    with pytest.raises(StaleSiteError, match="a"):
        produce([step("a", "1", a="新")], fresh, live, last)


def link_file(live: Path) -> None:
    (live / "f" / "a").unlink()
    (live / "f" / "a").symlink_to("/etc/hostname")


def link_folder(live: Path) -> None:
    """What is behind the link keeps a name outside the site."""
    (live / "f").rename(live.parent / "elsewhere")
    (live / "f").symlink_to(live.parent / "elsewhere")


def replace_folder(live: Path) -> None:
    (live / "f" / "a").unlink()
    (live / "f").rmdir()
    (live / "f").write_text("旧", "utf-8")


def forbid(live: Path) -> None:
    (live / "f" / "a").chmod(0o600)


@pytest.mark.parametrize("spoil", [link_file, link_folder, replace_folder, forbid])
def test_a_live_file_is_used_again_only_as_it_was_written(
    folders: tuple[Path, Path], spoil: Callable[[Path], None]
) -> None:
    live, fresh = folders
    last = remember(produce([step("a", "1", f_a="旧")], live, live))
    spoil(live)
    with pytest.raises(StaleSiteError, match="f"):
        produce([step("a", "1", f_a="新")], fresh, live, last)
    assert not (fresh / "f" / "a").exists()


def test_two_steps_with_one_path_are_refused(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    with pytest.raises(ValueError, match="两处生成同一文件：a"):
        produce([step("a", "1", a="一"), step("b", "1", a="二")], fresh, live)


def test_nothing_is_written_through_a_name_that_is_there_already(tmp_path: Path) -> None:
    """A worker that died may have left a further name of a live file."""
    (tmp_path / "live").write_text("线上")
    os.link(tmp_path / "live", tmp_path / "new")
    write_new(f"{tmp_path}/new", "新".encode())
    assert read(tmp_path) == {"live": "线上", "new": "新"}


def test_a_heavy_step_is_made_like_any_other(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    heavy = (step(f"h{number}", "1", **{f"h{number}": "重"}) for number in range(3))
    light = (step(f"l{number}", "1", **{f"l{number}": "轻"}) for number in range(200))
    production = Production(folder=fresh, live=live, last=LastRelease())
    production.begin(heavy, light)
    produced = production.finish()
    assert len(read(fresh)) == 203
    assert all(isinstance(file, Listed) for file in produced.files)


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_the_longest_steps_are_made_however_many_they_are(
    folders: tuple[Path, Path], count: int
) -> None:
    live, fresh = folders
    production = Production(folder=fresh, live=live, last=LastRelease())
    production.begin_longest(step(f"s{n}", "1", **{f"s{n}": "长"}) for n in range(count))
    production.begin([step("h", "1", h="重")], [step("l", "1", l="轻")])
    produced = production.finish()
    assert read(fresh) == dict.fromkeys(sorted(f"s{n}" for n in range(count)), "长") | {
        "h": "重",
        "l": "轻",
    }
    assert produced.made == {"h", "l", *(f"s{n}" for n in range(count))}


def test_of_the_longest_too_only_what_changed_is_made(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    last = remember(produce([step("a", "1", a="旧"), step("b", "1", b="旧")], live, live))
    production = Production(folder=fresh, live=live, last=last)
    production.begin_longest([step("a", "1", a="新"), step("b", "2", b="新")])
    production.begin((), ())
    produced = production.finish()
    assert (produced.reused, produced.made) == ({"a"}, {"b"})
    assert read(fresh) == {"b": "新"}


def test_what_is_stopped_ends(folders: tuple[Path, Path]) -> None:
    live, fresh = folders
    production = Production(folder=fresh, live=live, last=LastRelease())
    production.begin_longest([Step("long", "1", partial(time.sleep, 60))])
    before = time.monotonic()
    production.stop()
    assert time.monotonic() - before < 30


def _wait() -> list[Output]:
    signal.pause()
    return []


def _begin_one_of_two(live: Path, fresh: Path) -> int:
    """How many processes are left, where only one can be begun."""
    production = Production(folder=fresh, live=live, last=LastRelease())
    begun: list[int] = []
    fork = os.fork

    def fork_once() -> int:
        if begun:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        begun.append(fork())
        return begun[0]

    os.fork = fork_once
    with pytest.raises(BlockingIOError):
        production.begin_longest([Step("a", "1", _wait), Step("b", "1", _wait)])
    production.stop()
    return len(multiprocessing.active_children())


@pytest.mark.skipif(not CAN_FORK, reason="一个处理器，或不是 Linux")
def test_where_no_further_process_can_be_begun_the_first_is_ended(
    folders: tuple[Path, Path], alone: Callable[..., object]
) -> None:
    assert alone(_begin_one_of_two, *folders) == 0
