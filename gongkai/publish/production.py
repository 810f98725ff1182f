"""The making of a site's files from steps: in forked workers, or from the live site.

A step whose key is that of the last release is not made again: its files become further names of
the live site's. Whether they still are what the last manifest says, plain files under no third
name, the verification of the output finds out (`gongkai.publish.output_check`).
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from gongkai.publish.manifest import Listed, list_file
from gongkai.publish.step_record import LastRelease, MadeStep
from gongkai.publish.workers import Aside, Crew, count_cores, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from gongkai.publish.steps import Step

R = TypeVar("R")
_Made = list[tuple[MadeStep, tuple[Listed, ...]]]
"""Steps as they were made, each with its files."""
_RIGHTS = 0o644
_BATCH = 64
"""Steps that a worker makes at a time."""


class StaleSiteError(Exception):
    """The live site is not what its manifest says; nothing of it can be used again."""


@dataclass(frozen=True, slots=True)
class Produced:
    """The files of some steps, as they stand in the folder."""

    steps: tuple[MadeStep, ...]
    files: tuple[Listed, ...]
    reused: frozenset[str]
    """Paths of the files that are the live site's."""
    made: frozenset[str]
    """Names of the steps that were made."""


class Production:
    """The steps of one release under way."""

    def __init__(self, *, folder: Path, live: Path, last: LastRelease) -> None:
        self._folder, self._live, self.last = f"{folder}/", f"{live}/", last
        self._rights = _RIGHTS & ~_read_mask()
        self._reused: list[MadeStep] = []
        self._plain = {""}
        self._made: list[tuple[Step, ...]] = []
        self._same: list[Step] = []
        self._asides: list[Aside[_Made]] = []
        self._crew: Crew[_Made] | None = None

    def begin_longest(self, steps: Iterable[Step]) -> None:
        """Begins the steps that take longest, before it is known what else is to be made.

        More than there are cores wait for `begin`, and come first; so do those that seem to be the
        same as before, as it takes long to find out whether their files are all listed.
        """
        longest: list[Step] = []
        for step in steps:
            (self._same if self._has_key(step.name, step.key) else longest).append(step)
        if len(longest) > count_cores():
            self._made += [(step,) for step in longest]
        else:
            for step in longest:  # noted one by one: whatever comes, what has begun is to be ended
                self._asides.append(Aside(partial(self._make, (step,))))

    def begin(
        self,
        heavy: Iterable[Step],
        light: Iterable[Step],
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        """Begins all other steps; a heavy one is a task of its own, and they come first.

        What `prepare` does, each worker would do anew; where few steps are made it is left out.
        """
        self._made += [(step,) for step in self._sort_out((*self._same, *heavy))]
        rest = [*self._sort_out(light)]
        if len(rest) > _BATCH:
            prepare()
        self._made += [tuple(rest[i] for i in numbers) for numbers in cut(len(rest), _BATCH)]
        self._crew = Crew(lambda number: self._make(self._made[number]), len(self._made))

    def _sort_out(self, steps: Iterable[Step]) -> Iterator[Step]:
        """The steps to be made; what can be used again is noted."""
        for step in steps:
            known = self.find_reusable(step.name, step.key)
            if known is None:
                yield step
            else:
                self._reused.append(known)

    def find_reusable(self, name: str, key: str) -> MadeStep | None:
        """The step as the last release has it, if it would be the same again."""
        if not self._has_key(name, key):
            return None
        known, files = self.last.steps[name], self.last.files
        return known if all(path in files for path in known.paths) else None

    def _has_key(self, name: str, key: str) -> bool:
        known = self.last.steps.get(name)
        return known is not None and known.key == key

    def reuse(self, step: MadeStep) -> None:
        """Takes the files of a step that is none of the production's from the live site too."""
        self._reused.append(step)

    def _make(self, steps: Iterable[Step]) -> _Made:
        return [_make_step(step, self._folder) for step in steps]

    def list_reused(self) -> frozenset[str]:
        """The paths of the files that are taken from the live site."""
        return frozenset(path for step in self._reused for path in step.paths)

    def finish(self) -> Produced:
        """Waits for all steps; what is used again is still to be linked.

        Raises:
            OSError: when files cannot be written.
            ValueError: when two steps have a path in common.
        """
        linked = [self.last.files[path] for step in self._reused for path in step.paths]
        try:
            parts = [*(self._crew.collect() if self._crew else ())]
            parts += [aside.result() for aside in self._asides]
        finally:
            self.stop()
        made = [pair for part in parts for pair in part]
        files = (*linked, *(file for _, files in made for file in files))
        check_paths(files)
        return Produced(
            steps=(*self._reused, *(step for step, _ in made)),
            files=files,
            reused=frozenset(file.path for file in linked),
            made=frozenset(step.name for step, _ in made),
        )

    def link(self, path: str) -> None:
        """Links a file that is used again.

        Not before all other code, as plugins', is done: it must not come upon a name of a live file
        that it could write into.

        Raises:
            StaleSiteError: when it is not there in the live site, or not as it was written.
            OSError: when it cannot be linked.
        """
        folder = path.rpartition("/")[0]
        try:
            if folder not in self._plain:
                self._look_at_folder(folder)
                _make_folder(self._folder + folder)
            if stat.S_IMODE(os.lstat(self._live + path).st_mode) != self._rights:
                raise StaleSiteError(path)
            _link(self._live + path, self._folder + path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise StaleSiteError(path) from error

    def _look_at_folder(self, folder: str) -> None:
        """Goes by no link: what is behind it has a name outside the site for ever.

        Raises:
            StaleSiteError: when the folder or one above it is no folder.
        """
        while folder not in self._plain:
            if not stat.S_ISDIR(os.lstat(self._live + folder).st_mode):
                raise StaleSiteError(folder)
            self._plain.add(folder)
            folder = folder.rpartition("/")[0]

    def stop(self) -> None:
        """Ends the workers when they are done with what they are at."""
        for one in (*self._asides, *((self._crew,) if self._crew else ())):
            one.close()


def _read_mask() -> int:
    """The rights that the operator lets no new file have."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def check_paths(files: Sequence[Listed]) -> None:
    """Refuses two files of one path.

    Raises:
        ValueError: when there are any; two parts of the engine are at odds then.
    """
    seen: set[str] = set()
    for file in files:
        if file.path in seen:
            message = f"两处生成同一文件：{file.path}"
            raise ValueError(message)
        seen.add(file.path)


def _link(source: str, target: str) -> None:
    _place(target, lambda: os.link(source, target, follow_symlinks=False))


def _make_step(step: Step, folder: str) -> tuple[MadeStep, tuple[Listed, ...]]:
    listed = []
    for path, data, source in step.make():
        write_new(folder + path, data)
        listed.append(list_file(path, data, source))
    return MadeStep(step.name, step.key, tuple(file.path for file in listed)), tuple(listed)


def write_new(target: str, data: bytes) -> None:
    """Writes a new file, with the folders above it.

    Raises:
        OSError: when it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    handle = _place(target, lambda: os.open(target, flags, _RIGHTS))
    with open(handle, "wb") as file:  # noqa: PTH123 - a handle is no path
        file.write(data)


def _make_folder(folder: str) -> None:
    """The folder and those above it; mostly, all but the last are there."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - very many
    except FileExistsError:
        pass  # another worker was faster, or what was to be linked is missing
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - very many


def _place(target: str, place: Callable[[], R]) -> R:
    """Makes what `place` makes at the target, never by way of a name that is there already."""
    try:
        return place()
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
    except FileExistsError:  # left by a worker that died; it may be a name of the live site's file
        os.unlink(target)  # noqa: PTH108 - very many
    return place()
