"""The desk behind the review page: the repository as it stands, the reviewer, what is under way."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.publish.desk.sheet.looks import Previewer
from gongkai.publish.preparation import default_options
from gongkai.publish.workspace import Workspace, open_workspace
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.publish.review_page.jobs import Job
    from gongkai.publish.review_page.pending import Pending

PENDING_SECONDS = 900
"""How long a statement that was shown may be signed."""
_MOST = 50
_FRESH_SECONDS = 300
_WATCHED = ("content", "catalog", "hooks", "mkdocs.yml")

Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Seen:
    """The repository as it was when it was last read."""

    space: Workspace
    previewer: Previewer
    signature: Signature
    at: float


@dataclass
class Desk:
    """One reviewer at work in one repository."""

    root: Path
    key: Path
    person: str
    state: Path | None = None
    commit: bool = True
    interactive: bool = False
    """Whether git may ask on the terminal."""
    shown: set[tuple[str, str]] = field(default_factory=set)
    """Path and fingerprint of each sheet that the browser has fetched."""
    jobs: dict[str, Job] = field(default_factory=dict)
    signing: threading.Lock = field(default_factory=threading.Lock)
    """Held while something is signed, written or pushed: one at a time."""
    _pending: dict[str, Pending] = field(default_factory=dict)
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _seen: Seen | None = None

    @property
    def state_folder(self) -> Path:
        """The state folder."""
        return self.state or default_options(self.root).state

    def look(self) -> Seen:
        """The repository for looking at: read again if a file changed or some time has passed."""
        with self._reading:
            signature = tuple(self._watch())
            seen = self._seen
            stale = seen is None or time.monotonic() - seen.at > _FRESH_SECONDS
            if seen is None or stale or seen.signature != signature:
                seen = self._read(signature)
            return seen

    def reread(self) -> Seen:
        """The repository read anew, for what is about to be signed."""
        with self._reading:
            return self._read(tuple(self._watch()))

    def _read(self, signature: Signature) -> Seen:
        space = open_workspace(self.root, self.state)
        self._seen = Seen(space, Previewer(space), signature, time.monotonic())
        return self._seen

    def _watch(self) -> Iterator[tuple[str, int, int]]:
        """Name, time and size of every file that the gate reads."""
        places = [self.root / name for name in _WATCHED]
        places.append(self.state_folder / "log.txt")
        for place in places:
            for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                try:
                    found = path.lstat()
                except OSError:
                    continue
                yield str(path), found.st_mtime_ns, found.st_size

    def keep(self, pending: Pending) -> str:
        """Keeps a statement that waits for its signature; gives the name it is found by."""
        now = time.monotonic()
        kept = {n: p for n, p in self._pending.items() if now - p.at <= PENDING_SECONDS}
        while len(kept) >= _MOST:
            del kept[next(iter(kept))]
        name = secrets.token_urlsafe(12)
        self._pending = {**kept, name: pending}
        return name

    def find(self, name: str) -> Pending:
        """A statement that still waits.

        Raises:
            WorkspaceError: when it was signed already or waited too long.
        """
        pending = self._pending.get(name)
        if pending is None or time.monotonic() - pending.at > PENDING_SECONDS:
            message = "这一步已经做过，或者停留时间过长。请回到待办重新打开"
            raise WorkspaceError(message)
        return pending

    def take(self, name: str) -> Pending:
        """The same, and no second time.

        Raises:
            WorkspaceError: as `find`.
        """
        with self._reading:
            pending = self.find(name)
            del self._pending[name]
            return pending
