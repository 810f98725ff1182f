"""From a judged repository to the live site: produced, verified, recorded, changed over."""

from __future__ import annotations

from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from gongkai.core.findings import order_findings
from gongkai.publish import manifest
from gongkai.publish.assembly import Assembly
from gongkai.publish.changeover import change_over
from gongkai.publish.files import describe_failure, replace_files, sync_file_system
from gongkai.publish.production import StaleSiteError
from gongkai.publish.recording import make_record, write_record
from gongkai.publish.report_history import store_report, sweep_reports
from gongkai.publish.search import SearchIndexError
from gongkai.publish.snapshot import list_published, store_snapshot, sweep_snapshots
from gongkai.publish.state_folder import write_state
from gongkai.publish.step_record import LastRelease, drop_steps, write_steps
from gongkai.publish.verification import Verification
from gongkai.publish.workers import Aside
from gongkai.publish.workshop import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gongkai.publish.output_check import OutputCheck
    from gongkai.publish.pages import Page
    from gongkai.publish.recording import Record
    from gongkai.publish.report_content import ReportFiles
    from gongkai.publish.workshop import Workshop


class StaleReleaseError(ReleaseError):
    """Files of the live site were altered; the next build uses none of them again."""


class Release:
    """One site on its way to publication."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.preparation, self.site = workshop.preparation, workshop.site
        self.assembly = Assembly(workshop)

    def say(self, message: str) -> None:
        """Tells the one who waits what is being done."""
        self.preparation.options.progress(message)

    def begin(self) -> None:
        """Begins to make what needs no page of MkDocs, into the fresh folder; a preview has none.

        Raises:
            FrameError: when a template cannot be used.
        """
        folder, production = self.workshop.folder, self.workshop.production
        if folder is not None and production is not None:
            self.assembly.begin(folder, production)

    def list_pages(self) -> Iterator[Page]:
        """The pages that MkDocs is to render.

        Raises:
            FrameError: when a template cannot be used.
        """
        self.assembly.expect_not_found()
        for plan in self.assembly.plans:
            page = self.assembly.take_page(plan)
            if page is not None:
                yield page

    def complete(self, folder: Path) -> None:
        """Makes all that MkDocs does not, for a preview.

        Raises:
            ReleaseError: when something cannot be written, or the search index does not answer.
        """
        self.assembly.begin(folder, self.workshop.begin(folder, LastRelease()))
        self._collect(folder)
        try:
            self.assembly.ask_index(folder)
        except SearchIndexError as error:
            raise ReleaseError(str(error)) from error

    def _collect(self, folder: Path) -> None:
        try:
            self.assembly.finish(folder)
        except ValueError as error:
            raise ReleaseError(str(error)) from error

    def _drop_live(self, path: str, *more: object) -> StaleReleaseError:
        drop_steps(self.preparation.options.state)
        first = f"沿用的线上文件被改动过：{path}；未切换。重新运行即全部重新生成，不再沿用"
        return StaleReleaseError("\n".join((first, *map(str, more))))

    def finish(self, warnings: Sequence[str]) -> None:
        """Completes, verifies, records and changes over.

        Raises:
            ReleaseError: before anything of the live site is touched; or, as its message says, when
                the site is live and its report cannot be written.
            StaleReleaseError: when files of the live site have gone, were altered or do not answer.
        """
        folder = self.workshop.folder
        if folder is None or self.preparation.verdict.preview:
            message = "预览内容不能发布"
            raise ReleaseError(message)
        if warnings:
            raise ReleaseError("页面生成时有警告，未切换：\n" + "\n".join(warnings))
        verification = Verification(self.preparation, self.site, self.assembly)
        self._collect(folder)
        record = make_record(self.preparation, self.assembly.listed.values())
        # The report takes as long as all the rest, and nothing that goes live waits for it.
        # Of a first build all is awaited.
        urgent = bool(self.assembly.reused)
        with Aside(lambda: self._render_report(record), gives_way=urgent) as report:
            self._publish(folder, record, verification)
            self.say("网站已更新，写出构建报告")
            self._store_report(report.result(), record)
        self._sweep(record)

    def _publish(self, folder: Path, record: Record, verification: Verification) -> None:
        """Links, verifies and changes over."""
        self.say("核对输出")
        with verification.begin(folder) as check:
            self._ask_index(folder)
            self._judge(check)
        self.say("切换网站")
        try:
            self._change_over(folder, record)
        except manifest.BuilderKeyError as error:
            raise ReleaseError(str(error)) from error
        except OSError as error:
            raise ReleaseError(f"切换失败，网站保持原样：{describe_failure(error)}") from error

    def _render_report(self, record: Record) -> ReportFiles:
        # It takes long to load; this process itself does not need it.
        from gongkai.publish.reporting import render_built_report  # noqa: PLC0415

        return render_built_report(self.preparation, self.site, record.state, record.digest)

    def _store_report(self, report: ReportFiles, record: Record) -> None:
        options = self.preparation.options
        try:
            replace_files(options.report, report.files)
            store_report(options.state, record.log, report.text)
        except OSError as error:
            message = f"网站已更新，构建报告没有写成：{describe_failure(error)}"
            raise ReleaseError(message) from error

    def _ask_index(self, folder: Path) -> None:
        try:
            self.assembly.ask_index(folder)
        except SearchIndexError as error:
            if self.assembly.reused:  # parts of it may be the live site's
                raise self._drop_live("search", error) from error
            raise ReleaseError(str(error)) from error

    def _change_over(self, folder: Path, record: Record) -> None:
        """Whatever stops the machine, the state is never behind the site."""
        options = self.preparation.options
        options.report.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=options.report):  # the report, made later, can be written
            pass
        write_record(self.preparation, record, folder)
        files = list_published(self.preparation.tree, self.preparation.verdict)
        sync_file_system(folder)
        store_snapshot(options.state, self.preparation.state.log, record.log, files)
        write_state(options.state, record.state)
        self.workshop.folder = change_over(folder, options.site)

    def _sweep(self, record: Record) -> None:
        """What is left over goes with the next build; what is not kept, it makes anew."""
        state = self.preparation.options.state
        with suppress(OSError):
            write_steps(state, record.digest, self.assembly.steps)
            if self.preparation.hearing is not None:
                self.preparation.hearing.keep()
        with suppress(OSError):
            sweep_snapshots(state, record.log)
            sweep_reports(state, record.log)

    def _judge(self, check: OutputCheck) -> None:
        """Waits for the comparison.

        Raises:
            ReleaseError: with every finding.
            StaleReleaseError: when it is files of the live site that are not what they must be.
        """
        try:
            findings = order_findings(check.finish())
        except StaleSiteError as error:
            raise self._drop_live(str(error)) from error
        stale = [f.path for f in findings if f.path.removeprefix("site/") in self.assembly.reused]
        if stale:
            raise self._drop_live(stale[0].removeprefix("site/"), *findings)
        if findings:
            raise ReleaseError("\n".join(str(finding) for finding in findings))
