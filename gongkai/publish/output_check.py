"""Verification of a built site against what was cleared, before it goes live.

Exactly the expected files, byte for byte; pages whose text is the cleared one and that are nothing
but text; no word that stands only in what is held, withheld or withdrawn.

Every file is read and hashed. A file taken over from the live site (`Expected.reused`) is, when
its digest is the expected one, byte for byte the file that was verified wholly before the last
change-over: the digest is that of the authenticated manifest. What was seen in it then, its markup,
policy, body text and what the scanner says, depends on its bytes and on what is in the key of the
step that made it, engine, catalogue and cleared document, and is not looked at again. What
depends on more is: a text that was public then may be withheld now, and the site may have lost a
style, script or picture that a page loads.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.rules import RULES
from gongkai.publish.allowed_markup import LOADABLE
from gongkai.publish.output_content import ContentCheck
from gongkai.publish.output_expected import Expected
from gongkai.publish.output_inventory import (
    UnusualFileError,
    check_inventory,
    read_plain,
    take_inventory,
)
from gongkai.publish.output_leaks import OutputLeaks, Seen
from gongkai.publish.workers import Closing, Crew, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.publish.negative_space import Public, Secret
    from gongkai.publish.output_scan import OutputScan

__all__ = ["Expected", "OutputCheck", "check_output"]

_BATCH = 400
"""Files a task: some megabytes."""


class _Result(NamedTuple):
    """What a task has found."""

    faults: tuple[tuple[str, str], ...]
    """Path and message of each."""
    seen: Seen


class OutputCheck(Closing):
    """A verification under way on all cores; a folder that changes meanwhile is not verified.

    Files of the live site are put there by `take`, each before it is read.
    """

    def __init__(
        self,
        folder: Path,
        expected: Expected,
        leaks: OutputLeaks,
        scan: OutputScan,
        take: Callable[[str], None] | None = None,
    ) -> None:
        """Begins.

        Raises:
            OSError: when the folder cannot be listed.
        """
        inventory = take_inventory(folder)
        awaited = frozenset() if take is None else expected.reused
        self._expected, self._leaks, self._take = expected, leaks, take
        self._folder = folder
        self._content = ContentCheck(expected, scan)
        self._faults = tuple(check_inventory(inventory, expected.files, awaited))
        # Where anything lies in the way, such as a link, no live file gets a name behind it.
        awaited = frozenset() if self._faults else awaited
        self._files = sorted(awaited.union(inventory.files))
        self._awaited = awaited
        self._parts = cut(len(self._files), _BATCH)
        leaks.expect(self._files)
        gone = expected.former.keys() - expected.files.keys()
        self._has_lost = any(path.endswith(LOADABLE) for path in gone)
        self._crew = Crew(self._check_part, len(self._parts))

    def close(self) -> None:
        """Ends the workers."""
        self._crew.close()

    def finish(self) -> tuple[Finding, ...]:
        """Each difference between the output and what was cleared; there may be none.

        Raises what `take` raised.
        """
        faults = [*self._faults]
        with self._crew:
            for result in self._crew.collect():
                faults += result.faults
                self._leaks.add(result.seen)
        faults += self._leaks.list_leaks()
        return tuple(RULES["output-altered"].at(f"site/{path}", 0, text) for path, text in faults)

    def _check_part(self, number: int) -> _Result:
        files = [self._files[n] for n in self._parts[number]]
        faults = tuple((path, message) for path in files for message in self._check_file(path))
        return _Result(faults, self._leaks.take())

    def _check_file(self, path: str) -> Iterator[str]:
        expected = self._expected
        reused = path in expected.reused
        if self._take is not None and path in self._awaited:
            self._take(path)
        former = f"{expected.live}/{path}" if reused and expected.live is not None else None
        try:
            data = read_plain(os.path.join(self._folder, path), former)  # noqa: PTH118 - often
        except UnusualFileError as error:
            yield str(error)
            return
        except OSError:
            yield "读不了"
            return
        digest = expected.files.get(path)
        same = hashlib.sha256(data).hexdigest() == digest
        if digest is not None and not same:
            yield "内容与审查通过的不一致"
        known = same and reused and expected.is_unchanged(path)
        if not known or self._has_lost:
            yield from self._content.look(path, data)
        if not (same and path in expected.copies):
            (self._leaks.look_again if known else self._leaks.look)(path, data)


def check_output(
    folder: Path,
    expected: Expected,
    secrets: Iterable[Secret],
    public: Public,
    scan: OutputScan,
) -> tuple[Finding, ...]:
    """Each difference between the output and what was cleared.

    Raises:
        OSError: when the folder cannot be listed.
    """
    with OutputCheck(folder, expected, OutputLeaks(secrets, public), scan) as check:
        return check.finish()
