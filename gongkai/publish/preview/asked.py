"""The files of a previewed site, each made when it is asked for; nothing is written anywhere."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gongkai.publish.digests import Digests
from gongkai.publish.document_steps import Press, list_ended
from gongkai.publish.export_steps import list_export_steps
from gongkai.publish.exports.api_items import locate
from gongkai.publish.frames import NOT_FOUND, Frames, prepare_environment
from gongkai.publish.pages import list_general
from gongkai.publish.pages.heads import complete_head
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.preview.notes import PUBLIC
from gongkai.publish.preview.pages import (
    FINDINGS_URL,
    build_findings,
    build_source,
    list_style_sheets,
)
from gongkai.publish.preview.serving import dress_frame, tell_frame
from gongkai.publish.redirects import list_redirects
from gongkai.publish.search import FOLDER as SEARCH
from gongkai.publish.search_steps import plan_index
from gongkai.publish.theme_files import read_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

    from gongkai.core.ended import Ended
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree
    from gongkai.publish.pages.plan import Plan
    from gongkai.publish.preview.notes import PreviewNotes
    from gongkai.publish.steps import Output, Step
    from gongkai.publish.theme_files import Theme

HAN_TABLE = "assets/js/han-simplified.json"
_HAN_FILE = Path(__file__).parents[2] / "core" / "data" / "han_simplified.json"
_INDEX = "index.html"


class Printer:
    """The templates, compiled once for as long as they stay the same."""

    def __init__(self) -> None:
        self._theme: Theme | None = None
        self._frames: Frames | None = None
        self._environment: Environment | None = None

    def set_up(
        self, site: SiteModel, tree: Tree, notes: PreviewNotes
    ) -> tuple[Theme, Frames, Environment]:
        """Theme, frames and the environment of the pages' main parts, for one state of the site."""
        theme = read_theme(tree)
        if theme != self._theme or self._frames is None or self._environment is None:
            self._theme = theme
            self._frames = Frames(theme.templates, site, preview=True)
            self._environment = make_environment(theme.fragments)
            dress_frame(self._frames.environment, notes)
        prepare_environment(self._frames.environment, site, preview=True)
        tell_frame(self._frames.environment, notes)
        return theme, self._frames, self._environment


class Made:
    """Files of steps, kept as long as the key of their step stays the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, tuple[Output, ...]]] = {}
        self._lock = Lock()

    def find(self, path: str, steps: Iterable[Step]) -> bytes | None:
        """A file of the steps, which are made where they are not the same as before."""
        with self._lock:
            for step in steps:
                key, outputs = self._kept.get(step.name, ("", ()))
                if key != step.key:
                    outputs = tuple(step.make())
                    self._kept[step.name] = (step.key, outputs)
                for output in outputs:
                    if output.path == path:
                        return output.data
        return None


class LiveSite:
    """The site as it would be after one save."""

    def __init__(
        self, site: SiteModel, tree: Tree, notes: PreviewNotes, printer: Printer, made: Made
    ) -> None:
        self._site, self._tree, self._notes, self._made = site, tree, notes, made
        self._theme, self._frames, self._environment = printer.set_up(site, tree, notes)
        self._press = Press(site, self._environment, self._frames)

    def find(self, path: str) -> bytes | None:
        """The bytes of a page, of a document's own file or of the theme's, by its path in the site.

        None when it is none of them; see `find_made`.

        Raises:
            FrameError: when a template cannot be used.
        """
        if path == _INDEX or path.endswith(f"/{_INDEX}"):
            page = self._find_page(path.removesuffix(_INDEX))
            if page is not None:
                return page
        if path == NOT_FOUND:
            return self._frames.render_not_found()
        if path in self._fixed:
            return self._fixed[path]
        own = self._list_own(_find_owner(path))
        return next((output.data for output in own if output.path == path), None)

    def find_made(self, path: str) -> bytes | None:
        """The bytes of a file of the search index, an export or a page at an old address.

        That may take long in a large site; meanwhile `find` can be asked by another thread.

        Raises:
            SearchIndexError: when the search index cannot be made.
        """
        if path.startswith(SEARCH):
            step = plan_index(self._site, self._digests).find_step(path)
            return self._made.find(path, [step]) if step else None
        exports = list_export_steps(self._site, self._tree, self._digests, self._list_urls())
        found = self._made.find(path, exports)
        return found if found is not None else self._redirects.get(path)

    def has_page(self, url: str) -> bool:
        """Whether there is a page at an address from the site's root."""
        known = url.rstrip("/") in self._site.by_id or url in self._notes.by_url
        return known or url in self._ended or url == FINDINGS_URL or url in self._plans

    def _find_page(self, url: str) -> bytes | None:
        """A document has no address of a general page, which are many to list."""
        if found := next(self._list_own(url), None):
            return found.data
        if plan := self._plans.get(url):
            view = complete_head(self._site, plan.view())
            return self._frames.render(render(view, self._environment))
        page = None
        if url == FINDINGS_URL:
            page = build_findings(self._notes)
        elif (note := self._notes.by_url.get(url)) and note.standing != PUBLIC:
            page = build_source(note, self._tree)
        return self._frames.render(page) if page else None

    def _list_own(self, url: str) -> Iterator[Output]:
        """The files of a document or of the notice in its stead, its page first."""
        item = self._site.by_id.get(url.rstrip("/"))
        if item is not None:
            yield from self._press.make_document(item)
        elif url in self._ended:
            yield from self._press.make_ended(*self._ended[url])

    def _list_urls(self) -> Iterator[str]:
        yield from self._plans
        yield from (item.url for item in self._site.items)
        yield from self._ended

    @cached_property
    def _digests(self) -> Digests:
        return Digests(self._site, self._tree)

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return {plan.url: plan for plan in list_general(self._site)}

    @cached_property
    def _ended(self) -> dict[str, tuple[Ended, Callable[[], bytes]]]:
        return {ended.url: (ended, proof) for ended, _, proof in list_ended(self._site)}

    @cached_property
    def _fixed(self) -> dict[str, bytes]:
        """What is the same for all documents."""
        own = {HAN_TABLE: _HAN_FILE.read_bytes(), **self._theme.assets}
        return {**own, **list_style_sheets(self._notes)}

    @cached_property
    def _redirects(self) -> dict[str, bytes]:
        own = (*self._fixed, *(f"{url}{_INDEX}" for url in self._list_urls()))
        return dict(list_redirects(self._site, own))


def _find_owner(path: str) -> str:
    """The address of the document to which a file belongs, if it belongs to one."""
    own = path.removesuffix(".json").split("/")[-2:]
    name = "/".join(own)
    return f"{name}/" if path == locate(name) else f"{path.rpartition('/')[0]}/"
