"""What a site is put together from: pages of MkDocs, copies, and steps made beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.publish import manifest
from gongkai.publish.document_steps import TEMPLATES as DOCUMENT_TEMPLATES
from gongkai.publish.document_steps import list_document_steps
from gongkai.publish.export_steps import list_export_steps
from gongkai.publish.frames import NOT_FOUND, Frames
from gongkai.publish.page_steps import TEMPLATES as PAGE_TEMPLATES
from gongkai.publish.page_steps import list_page_steps
from gongkai.publish.pages import plan_pages
from gongkai.publish.pages.render import make_environment, prepare_templates
from gongkai.publish.production import check_paths, write_new
from gongkai.publish.redirects import list_redirects
from gongkai.publish.search_steps import check_index
from gongkai.publish.step_record import MadeStep
from gongkai.publish.steps import GENERATED
from gongkai.publish.theme_files import read_theme
from gongkai.publish.traditional import list_twins, make_traditional, traditional_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gongkai.publish.manifest import Listed
    from gongkai.publish.pages import Page, PlannedPage
    from gongkai.publish.production import Production
    from gongkai.publish.workshop import Workshop


class Assembly:
    """The files of one site, noted one by one with the digests that they must have."""

    def __init__(self, workshop: Workshop) -> None:
        preparation, site = workshop.preparation, workshop.site
        self._site, self._tree = site, preparation.tree
        self._production: Production | None = None
        self._folder: Path | None = None
        self._pages: list[str] = []
        self.theme = read_theme(preparation.tree)
        self.frames = Frames(self.theme.templates, site, preview=preparation.options.preview)
        self.digests, self._index = workshop.digests, workshop.index
        self.listed: dict[str, Listed] = {}
        self.steps: list[MadeStep] = []
        self.reused: frozenset[str] = frozenset()
        """Paths of files that are the live site's."""

    @cached_property
    def _planned(self) -> tuple[PlannedPage, ...]:
        return tuple(plan_pages(self._site, self.digests, self.theme.fragments))

    @cached_property
    def plans(self) -> tuple[PlannedPage, ...]:
        """The pages that MkDocs renders."""
        return tuple(plan for plan in self._planned if not plan.aside)

    def begin(self, folder: Path, production: Production) -> None:
        """Begins to make all the rest that is no page of MkDocs, into the folder.

        Raises:
            FrameError: when a template cannot be used.
        """
        site, tree, digests = self._site, self._tree, self.digests
        self._folder, self._production = folder, production
        production.begin(
            list_export_steps(site, tree, digests, self.list_urls()),
            (
                self._index.entry,
                *list_document_steps(site, tree, digests, self.theme, self.frames),
                *list_page_steps((plan for plan in self._planned if plan.aside), self.frames),
            ),
            self._compile_templates,
        )

    def _compile_templates(self) -> None:
        """Compiles what many steps use, that no forked process need do it.

        Raises:
            FrameError: when a template is broken.
        """
        environment = make_environment(self.theme.fragments)
        prepare_templates(environment, (*DOCUMENT_TEMPLATES, *PAGE_TEMPLATES))
        self.frames.prepare()

    def list_urls(self) -> Iterator[str]:
        """The address of every page, from the site's root."""
        yield from (plan.url for plan in self._planned)
        yield from (item.url for item in self._site.items)
        yield from (ended.url for ended in self._site.ended)

    def list_pages(self) -> Iterator[str]:
        """The path of every page, in either script."""
        for url in self.list_urls():
            yield f"{url}index.html"
            yield f"{traditional_url(url)}index.html"

    def take_page(self, plan: PlannedPage) -> Page | None:
        """The page for MkDocs to render, noted; None where the live site's is used again.

        Raises:
            FrameError: when a template cannot be used.
        """
        name = f"page/{plan.url}"
        known = self._production.find_reusable(name, plan.key) if self._production else None
        if known is not None and self._production is not None:
            self._production.reuse(known)
            return None
        page = plan.make()
        files = [self.expect(f"{page.url}index.html", self.frames.render(page), GENERATED)]
        if self.frames.traditional and self._folder is not None:
            # Written at once: it is no page of MkDocs, and would take much memory until later.
            twin = make_traditional(page)
            path, data = f"{twin.url}index.html", self.frames.render_traditional(twin)
            write_new(f"{self._folder}/{path}", data)
            files.append(self.expect(path, data, GENERATED))
        self.steps.append(MadeStep(name, plan.key, tuple(file.path for file in files)))
        return page

    def expect(self, path: str, data: bytes, source: str) -> Listed:
        """Notes a file whose bytes are known."""
        self.listed[path] = manifest.list_file(path, data, source)
        return self.listed[path]

    def expect_not_found(self) -> None:
        """Notes what the error page must be.

        Raises:
            FrameError: when its template cannot be used.
        """
        self.expect(NOT_FOUND, self.frames.render_not_found(), GENERATED)

    def list_copies(self, han_table: bytes) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every file that MkDocs only copies, noted."""
        assets = {"assets/js/han-simplified.json": han_table, **self.theme.assets}
        for path, data in assets.items():
            self.expect(path, data, "theme")
            yield path, data
            for name, twin in list_twins(path, data) if self.frames.traditional else ():
                self.expect(name, twin, GENERATED)
                yield name, twin

    def finish(self, folder: Path) -> None:
        """Waits for what was begun, and writes redirects; then every file is noted.

        Raises:
            OSError: when files cannot be written.
            ValueError: when two parts of the engine make one file.
        """
        if self._production is None:
            return
        produced = self._production.finish()
        check_paths((*produced.files, *self.listed.values()))
        self.steps += produced.steps
        self.listed.update((file.path, file) for file in produced.files)
        self.reused = produced.reused
        for path, data in tuple(list_redirects(self._site, self.listed)):
            write_new(f"{folder}/{path}", data)
            self.expect(path, data, "redirect")

    @property
    def former(self) -> Mapping[str, Listed]:
        """The files of the last release, as far as they may be used again."""
        return self._production.last.files if self._production else {}

    def list_reused(self) -> frozenset[str]:
        """The paths that are taken from the live site, once all pages have been asked for."""
        return self._production.list_reused() if self._production else frozenset()

    def link(self, path: str) -> None:
        """Takes a file that is used again from the live site; see `Production.link`."""
        if self._production is not None:
            self._production.link(path)

    def ask_index(self, folder: Path) -> None:
        """Asks the search index as it stands in the folder.

        Raises:
            SearchIndexError: when it does not answer.
        """
        check_index(self._index, folder, self.reused)
