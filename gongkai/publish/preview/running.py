"""A preview from its start to its end: new after each save, and asked for files meanwhile."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.publish.files import describe_failure
from gongkai.publish.frames import NOT_FOUND, FrameError
from gongkai.publish.preview.asked import LiveSite, Made, Printer
from gongkai.publish.preview.live import LiveGate
from gongkai.publish.preview.pages import render_broken
from gongkai.publish.preview.session import PreviewSession
from gongkai.publish.search import SearchIndexError
from gongkai.publish.tree_reader import RepositoryError

if TYPE_CHECKING:
    from gongkai.publish.preparation import Options
    from gongkai.publish.watching import Watch

_QUIET = 0.1
"""Seconds without a further write before the preview is made new by itself."""
_TRIES, _PAUSE = 20, 0.05
"""How often, and after how many seconds, a file is looked for that goes away while it is saved."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at an address."""

    status: int
    body: bytes
    path: str
    """The file's path in the site."""


class LivePreview:
    """The preview of one work tree; a request sees what was saved before it came."""

    def __init__(self, options: Options, watch: Watch, address: str) -> None:
        self._watch, self._address = watch, address
        self._session = PreviewSession()
        self._gate = LiveGate(options)
        self._printer, self._made = Printer(), Made()
        self._site: LiveSite | None = None
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self.version = 0
        """How often the preview has changed."""

    def start(self) -> None:
        """Reads and judges everything, and says so; to be called before any thread is begun."""
        self._refresh(None)

    def follow(self) -> None:
        """Makes the preview new after each save, for ever."""
        self._watch.start()
        self._refresh(None)  # what was saved before the watch began
        while True:
            self._watch.wait(_QUIET)
            self.catch_up()

    def catch_up(self) -> None:
        """Makes the preview new if something was saved."""
        with self._lock:
            paths = self._watch.take()
            if paths:
                self._refresh(paths)

    def wait(self, version: int, seconds: float) -> int:
        """The version as soon as it is another one than that, or after so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self.version != version, seconds)
            return self.version

    def find(self, path: str) -> Found:
        """What stands at a path of the site; a folder's page for the path of a folder."""
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        try:
            with self._lock:
                self._look_again(path)
                self.catch_up()
                site, broken = self._site, self._session.broken
                if site is None:
                    return Found(200 if name == "index.html" else 404, broken or b"", "index.html")
                body = site.find(name)
            if body is None:
                body = site.find_made(name)
            if body is not None:
                return Found(200, body, name)
            with self._lock:
                return Found(404, site.find(NOT_FOUND) or b"", NOT_FOUND)
        except (FrameError, SearchIndexError) as error:
            return Found(500, render_broken(str(error), ()), "index.html")

    def _look_again(self, path: str) -> None:
        """Notes the document of a page that was saved a moment before it was asked for."""
        source = f"content/{path.removesuffix('index.html').rstrip('/')}.md"
        if self._gate.is_stale(source):
            self._watch.put_back(frozenset({source}))

    def leads_on(self, path: str) -> bool:
        """Whether a path without its last slash is that of a page."""
        with self._lock:
            site = self._site
            return not path.endswith("/") and site is not None and site.has_page(f"{path}/")

    def _refresh(self, changed: frozenset[str] | None) -> None:
        """Judges and shows anew; the version tells whether anything has changed."""
        with self._lock:
            for left in reversed(range(_TRIES)):
                try:
                    preparation = self._gate.prepare(changed)
                except RepositoryError as error:
                    self._show_nothing(str(error))
                except OSError as error:
                    if left:
                        time.sleep(_PAUSE)
                        continue
                    self._show_nothing(describe_failure(error))
                else:
                    if preparation is None:
                        return
                    site = self._session.take(preparation)
                    if site is None:
                        self._site = None
                    else:
                        notes, tree = self._session.notes, preparation.tree
                        self._site = LiveSite(site, tree, notes, self._printer, self._made)
                break
            self._announce()

    def _show_nothing(self, message: str) -> None:
        self._session.fail(message)
        self._site = None

    def _announce(self) -> None:
        self._session.tell(self._address)
        with self._news:
            self.version += 1
            self._news.notify_all()
