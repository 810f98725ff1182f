"""From a rendered folder to the live site: completed, verified, recorded, changed over."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.core.findings import order_findings
from gongkai.core.history import extend_log
from gongkai.core.scanning import list_open_numbers
from gongkai.core.seal import SEAL_PATH
from gongkai.core.state import State
from gongkai.publish import manifest
from gongkai.publish.changeover import (
    PlaceError,
    change_over,
    check_outside_sources,
    check_place,
    make_fresh_folder,
    remove,
    sweep_left_overs,
)
from gongkai.publish.files import describe_failure, sync_file_system
from gongkai.publish.frames import NOT_FOUND, Frames
from gongkai.publish.generated import list_generated
from gongkai.publish.lock import BuildLock, BusyError, FolderLock
from gongkai.publish.output_check import Expected, check_output
from gongkai.publish.output_scan import OutputScan
from gongkai.publish.pages.content_policy import format_policy
from gongkai.publish.records import build_records
from gongkai.publish.redirects import list_redirects
from gongkai.publish.report_files import store
from gongkai.publish.report_history import store_report, sweep_reports
from gongkai.publish.reporting import render_built_report
from gongkai.publish.search import SearchIndexError, check_index, start_index, write_files
from gongkai.publish.snapshot import list_published, store_snapshot, sweep_snapshots
from gongkai.publish.state_folder import BUILDER_KEY, StateError, read_state, write_state
from gongkai.publish.theme_files import read_theme
from gongkai.publish.traditional import list_twins, make_traditional, traditional_url
from gongkai.publish.wordings import list_public, list_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from gongkai.core.gate import ClearedDocument
    from gongkai.core.log import Log
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages import Page
    from gongkai.publish.preparation import Preparation
    from gongkai.publish.search import Index


class ReleaseError(Exception):
    """A site that must not go live; the message is Chinese and complete."""


class Release:
    """One site on its way to publication."""

    def __init__(self, preparation: Preparation, site: SiteModel) -> None:
        self.preparation = preparation
        self.site = site
        self.folder: Path | None = None
        self.locks: list[BuildLock | FolderLock] = []
        self.listed: dict[str, manifest.Listed] = {}
        self.theme = read_theme(preparation.tree)
        self.frames = Frames(self.theme.templates, site)
        self.page_documents: dict[str, ClearedDocument] = {}
        self.page_list: list[Page] = []
        self.index: Future[Index] | None = None

    def say(self, message: str) -> None:
        """Tells the one who waits what is being done."""
        self.preparation.options.progress(message)

    def make_folder(self) -> Path:
        """A fresh folder beside the live site, after sweeping up what killed builds left.

        Raises:
            ReleaseError: when another build is under way or has just ended, when something else
                than a site of ours would be replaced, or when nothing can be written there.
        """
        options = self.preparation.options
        live, folder = options.site, options.state
        try:
            check_outside_sources(options.root, live, folder)
            check_place(live, options.root, folder, mark=manifest.MANIFEST)
            self.locks.append(BuildLock(folder))
            unchanged = read_state(folder) == self.preparation.state
            if not unchanged:
                raise ReleaseError("检查之后另有一次构建完成，请重新运行")
            sweep_left_overs(live)
            self.folder = make_fresh_folder(live)
            self.locks.append(FolderLock(self.folder))
        except (BusyError, PlaceError, StateError) as error:
            raise ReleaseError(str(error)) from error
        except OSError as error:
            raise ReleaseError(f"读写失败，网站保持原样：{describe_failure(error)}") from error
        return self.folder

    def discard(self) -> None:
        """Removes the fresh folder, or the old site, and lets the next build begin."""
        while self.locks:
            self.locks.pop().release()
        if self.folder is not None:
            remove(self.folder)
            self.folder = None

    def begin_index(self) -> Future[Index]:
        """Starts once on the search index, which needs no page."""
        if self.index is None:
            self.index = start_index(lambda: tuple(build_records(self.site)))
        return self.index

    def expect(self, path: str, data: bytes, source: str) -> None:
        """Notes a file whose bytes are known."""
        self.listed[path] = manifest.list_file(path, data, source)

    def expect_page(self, page: Page) -> None:
        """Notes what a page must be, before MkDocs renders it.

        Raises:
            FrameError: when a template of the frame cannot be used.
        """
        path = f"{page.url}index.html"
        self.page_list.append(page)
        item = self.site.by_id.get(page.url.rstrip("/"))
        if item is not None:
            self.page_documents[path] = item.cleared
        source = item.cleared.draft.source.path if item else "generated"
        if not self.preparation.options.preview:
            self.expect(path, self.frames.render(page), source)
            if self.site.catalog.policy.traditional:
                self._write_traditional(make_traditional(page), source)

    def _write_traditional(self, page: Page, source: str) -> None:
        """Writes at once what no page of MkDocs is, and would take much memory until later."""
        path, data = f"{page.url}index.html", self.frames.render_traditional(page)
        if self.folder is not None:
            self._write(self.folder, path, data)
        self.expect(path, data, source)

    def expect_not_found(self) -> None:
        """Notes what the error page must be; see `expect_page`."""
        self.expect(NOT_FOUND, self.frames.render_not_found(), "generated")

    def list_copies(self, han_table: bytes) -> Iterator[tuple[str, bytes, str]]:
        """Path, bytes and source of every file that MkDocs only copies."""
        yield "assets/js/han-simplified.json", han_table, "theme"
        for path, data in self.theme.assets.items():
            yield path, data, "theme"
            if self.site.catalog.policy.traditional and not self.preparation.options.preview:
                yield from ((name, twin, "generated") for name, twin in list_twins(path, data))
        for item in self.site.items:
            for file in item.cleared.attachments:
                yield f"{item.url}{file.path.rsplit('/', 1)[1]}", file.data, file.path

    def complete(self, folder: Path) -> None:
        """Writes what MkDocs does not: exports, proofs, search index.

        Raises:
            ReleaseError: when the search index cannot be written or does not answer.
        """
        for path, data in list_generated(self.site, self.preparation.tree, self.page_list):
            self._write(folder, path, data)
            self.expect(path, data, "generated")
        self.say("编制检索索引")
        try:
            index = self.begin_index().result()
            write_files(index.files, folder)
            check_index(index, folder)
        except SearchIndexError as error:
            raise ReleaseError(str(error)) from error
        for path, data in index.files.items():
            self.expect(path, data, "index")
        for path, data in tuple(list_redirects(self.site, self.listed)):
            self._write(folder, path, data)
            self.expect(path, data, "redirect")

    @staticmethod
    def _write(folder: Path, path: str, data: bytes) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def finish(self, warnings: Sequence[str]) -> None:
        """Completes, verifies, records and changes over.

        Raises:
            ReleaseError: before anything of the live site is touched.
        """
        if self.folder is None or self.preparation.verdict.preview:
            message = "预览内容不能发布"
            raise ReleaseError(message)
        if warnings:
            raise ReleaseError("页面生成时有警告，未切换：\n" + "\n".join(warnings))
        self.complete(self.folder)
        self._verify(self.folder)
        state, digest = self._record(self.folder)
        self.say("写出构建报告")
        report = render_built_report(self.preparation, self.site, state, digest)
        store(report, self.preparation.options.report)
        self.say("切换网站")
        options = self.preparation.options
        # Whatever stops the machine, the state is never behind the site, nor the disk behind both.
        try:
            sync_file_system(self.folder)
            self._store_snapshot(state)
            if state.log is not None:
                store_report(options.state, state.log, report.text)
            write_state(options.state, state)
            self.folder = change_over(self.folder, options.site)
        except OSError as error:
            raise ReleaseError(f"切换失败，网站保持原样：{describe_failure(error)}") from error
        if state.log is not None:
            with suppress(OSError):  # what is left over goes with the next build
                sweep_snapshots(options.state, state.log)
                sweep_reports(options.state, state.log)

    def _store_snapshot(self, state: State) -> None:
        """Keeps what this site is built from, for a withdrawal at once."""
        preparation = self.preparation
        if state.log is not None:
            files = list_published(preparation.tree, preparation.verdict)
            store_snapshot(preparation.options.state, preparation.state.log, state.log, files)

    def _verify(self, folder: Path) -> None:
        """Compares the folder with what was expected before MkDocs rendered anything.

        Raises:
            ReleaseError: with every finding.
        """
        self.say("核对输出")
        preparation, site = self.preparation, self.site
        tree = preparation.tree
        copied = {"theme", *(file for file in tree.files if file.startswith("content/"))}
        expected = Expected(
            files={path: listed.sha256 for path, listed in self.listed.items()},
            policies=dict.fromkeys((NOT_FOUND, *self._list_pages()), format_policy()),
            documents=self.page_documents,
            copies=frozenset(
                path
                for path, listed in self.listed.items()
                if listed.source in copied and not path.endswith(".html")
            ),
            generated=frozenset(p for p, x in self.listed.items() if x.source == "redirect"),
            base=urlsplit(site.catalog.site.url).path or "/",
        )
        verdict, shown = preparation.verdict, site.catalog.policy.show_on_request
        secrets = list_secrets(verdict, tree, preparation.options.site, shown=shown)
        public = list_public(verdict, site, tree, self.theme)
        scan = OutputScan(list_open_numbers(site.catalog), verdict.cleared)
        findings = order_findings(check_output(folder, expected, secrets, public, scan))
        if findings:
            raise ReleaseError("\n".join(str(finding) for finding in findings))

    def _list_pages(self) -> Iterator[str]:
        """The path of every page, in either script."""
        for page in self.page_list:
            yield f"{page.url}index.html"
            yield f"{traditional_url(page.url)}index.html"

    def _record(self, folder: Path) -> tuple[State, str]:
        """Writes manifest, log and checkpoint into the folder; gives the new state."""
        options, catalog = self.preparation.options, self.site.catalog
        data = manifest.format_manifest(catalog.site.id, self.listed.values())
        digest = hashlib.sha256(data).hexdigest()
        sealed = self.preparation.tree.files[SEAL_PATH].sha256
        log = extend_log(self.preparation.state, self.preparation.verdict, sealed, digest)
        written = {
            manifest.MANIFEST: data,
            manifest.LOG: str(log).encode(),
            manifest.CHECKPOINT: str(log.checkpoint).encode(),
        }
        usual = options.state / BUILDER_KEY
        key = options.builder_key or (usual if usual.exists() else None)
        sign = manifest.find_signer(catalog, key)
        for path in (manifest.MANIFEST, manifest.CHECKPOINT):
            if sign is not None:
                try:
                    armored = sign(written[path])
                except manifest.BuilderKeyError as error:
                    raise ReleaseError(str(error)) from error
                written[path + manifest.SIGNATURE] = armored.encode()
        for path, content in written.items():
            self._write(folder, path, content)
        return self._next_state(log, catalog.reviewers.threshold), digest

    def _next_state(self, log: Log, threshold: int) -> State:
        """The repository's root keys are pinned: enough old and new ones have sealed them."""
        confirmed = self.preparation.state.confirmed or self.preparation.options.roots_confirmed
        roots = dict(self.preparation.verdict.roots)
        return State(roots, threshold, confirmed, log, log.checkpoint)
