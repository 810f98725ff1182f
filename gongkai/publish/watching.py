"""Which files of a repository are written, as they are written."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from gongkai.publish.tree_reader import CONFIG, FOLDERS

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_WRITING = frozenset({"created", "modified", "moved", "deleted", "closed"})
_SECONDS = 2
"""Between two looks at all files, where the system tells of no writing."""


class Watch(FileSystemEventHandler):
    """Gathers the paths of what was written: content, catalogue, hooks, `mkdocs.yml`."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._rung = threading.Event()
        self._lock = threading.Lock()
        self._paths: set[str] = set()
        self._last = 0.0
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Begins to watch."""
        try:
            self._observer = self._begin(Observer())
        except OSError:  # the system has no more watches to give
            self._observer = self._begin(PollingObserver(timeout=_SECONDS))

    def _begin(self, observer: BaseObserver) -> BaseObserver:
        for name in FOLDERS:
            if (self._root / name).is_dir():
                observer.schedule(self, str(self._root / name), recursive=True)
        observer.schedule(self, str(self._root), recursive=False)
        observer.start()
        return observer

    def stop(self) -> None:
        """Ends watching."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes what was written; reading rings nothing, else the check itself would."""
        if event.event_type not in _WRITING:
            return
        if event.is_directory and event.event_type == "modified":
            return  # what was written in it is told by itself
        named = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        inside = (path for path in named if path.is_relative_to(self._root))
        paths = {path.relative_to(self._root).as_posix() for path in inside}
        kept = {path for path in paths if path.split("/")[0] in (*FOLDERS, CONFIG)}
        if kept:
            with self._lock:
                self._paths |= kept
            self._last = time.monotonic()
            self._rung.set()

    def take(self) -> frozenset[str]:
        """The paths noted since the last time."""
        with self._lock:
            taken, self._paths = frozenset(self._paths), set()
        return taken

    def put_back(self, paths: frozenset[str]) -> None:
        """Notes paths again, of which nothing has been made yet."""
        with self._lock:
            self._paths |= paths
        self._rung.set()

    def wait(self, quiet: float) -> None:
        """Returns after something was written and then nothing for so many seconds.

        An editor saves in several steps.
        """
        self._rung.wait()
        while (rest := self._last + quiet - time.monotonic()) > 0:
            time.sleep(rest)
        self._rung.clear()
