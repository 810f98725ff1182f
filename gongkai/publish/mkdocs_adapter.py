"""The one module that knows MkDocs: its events, its files, its theme.

`hooks/gongkai_gate.py` binds the methods of one `Adapter` as MkDocs events. MkDocs and Material
render the frame; the pages' main parts and every byte of content come from the site model.
"""

from __future__ import annotations

import ipaddress
import json
import logging
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from gongkai.publish.frames import FrameError, keep_compiled, prepare_environment
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.release import Release
from gongkai.publish.theme_files import THEME
from gongkai.publish.workshop import ReleaseError, Workshop

if TYPE_CHECKING:
    from jinja2 import Environment
    from livereload import Server  # type: ignore[import-not-found]
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

    from gongkai.publish.pages import Page
    from gongkai.publish.preparation import Preparation
    from gongkai.publish.preview.session import PreviewSession

HAN_TABLE = Path(__file__).parents[1] / "core" / "data" / "han_simplified.json"
CONTEXT = "gongkai"
"""Key of `config.extra` under which `gongkai build` hands over the workshop that it opened."""


class _WarningKeeper(logging.Handler):
    """Keeps MkDocs' warnings: `--strict` itself aborts only after everything is written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the message."""
        self.messages.append(record.getMessage())


class Adapter:
    """The events of one MkDocs process; each build starts anew in `on_config`."""

    def __init__(self) -> None:
        self.command = "build"
        self.workshop: Workshop | None = None
        self.release: Release | None = None
        self.pages: dict[str, Page] = {}
        self.warnings = _WarningKeeper()

    @cached_property
    def preview(self) -> PreviewSession:
        """What a preview remembers from build to build; a build for the public has none."""
        from gongkai.publish.preview.session import PreviewSession  # noqa: PLC0415

        return PreviewSession()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Refuses what would publish past the gate."""
        self.command = command
        if command == "gh-deploy":
            message = "gongkai 不支持 gh-deploy：请用 gongkai build 构建后发布 site 文件夹"
            raise Abort(message)
        if dirty:
            message = "gongkai 不支持 --dirty：只有完整构建才能核对输出"
            raise Abort(message)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The gate: blocked means stop before anything is written."""
        self.release = None
        workshop = self._find_workshop(config)
        if workshop is None:
            config.theme.static_templates.clear()
            return config
        try:
            self.release = Release(workshop)
        except FrameError as error:
            raise PluginError(str(error)) from error
        self.pages = {}
        self.warnings.messages.clear()
        logging.getLogger("mkdocs").addHandler(self.warnings)
        if self.command == "build":
            config.site_dir = str(workshop.nowhere)
            config.site_url = workshop.site.catalog.site.url
        else:
            config.site_url = None
        config.site_name = workshop.site.catalog.site.name
        config.nav = []
        # Nothing of Material's templates is used, and to list them all takes long.
        config.theme.dirs[:] = [*filter(None, [config.theme.custom_dir]), str(THEME)]
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def _find_workshop(self, config: MkDocsConfig) -> Workshop | None:
        """What is to be built; None where a preview shows why there is nothing."""
        given = config.extra.get(CONTEXT)
        if isinstance(given, Workshop):
            self.workshop = given
            return given
        preparation = self._prepare(config)
        if preparation is None:
            return None
        if preparation.site is None:
            raise PluginError(self._refuse(preparation))
        self.workshop = workshop = Workshop(preparation, preparation.site)
        if self.command == "build":
            try:
                workshop.open()
            except ReleaseError as error:
                raise PluginError(str(error)) from error
        return workshop

    def _refuse(self, preparation: Preparation) -> str:
        """What stops the build; the report says more, and its makers take long to load."""
        from gongkai.publish.refusal import (  # noqa: PLC0415
            format_blocked,
            write_blocked_report,
        )

        if self.command == "build":
            write_blocked_report(preparation)
        return format_blocked(preparation.verdict)

    def _prepare(self, config: MkDocsConfig) -> Preparation | None:
        options = default_options(Path(config.config_file_path).parent)
        if self.command != "serve":
            return prepare(options)
        if not _is_loopback(config.dev_addr.host):
            message = "预览只能在本机进行：请使用 127.0.0.1"
            raise Abort(message)
        return self.preview.judge(replace(options, preview=True))

    def on_files(self, _files: Files, config: MkDocsConfig) -> Files:
        """Hands MkDocs the cleared bytes, in memory, and nothing else."""
        if self.command == "serve" and self.preview.broken is not None:
            names, content = ("index.html", "404.html"), self.preview.broken
            return Files([File.generated(config, name, content=content) for name in names])
        release = self._running()
        release.say("生成页面")
        if self.command == "build":
            config.site_dir = str(release.workshop.folder)
        ours = Files([])
        try:
            release.begin()
            for page in release.list_pages():
                self._add_page(ours, page, config)
            for path, data in release.assembly.list_copies(HAN_TABLE.read_bytes()):
                ours.append(File.generated(config, path, content=data))
        except (FrameError, ReleaseError) as error:
            raise PluginError(str(error)) from error
        if self.command == "serve":
            self._add_preview(ours, release, config)
        return ours

    def _add_preview(self, files: Files, release: Release, config: MkDocsConfig) -> None:
        """What a preview shows besides the site's own pages."""
        taken = set(release.assembly.list_urls())
        for page in self.preview.list_pages(release.preparation.tree, taken):
            self._add_page(files, page, config)
        for path, data in self.preview.list_files().items():
            files.append(File.generated(config, path, content=data))

    def _add_page(self, files: Files, page: Page, config: MkDocsConfig) -> None:
        """A page is an empty Markdown file to MkDocs; JSON front-matter is YAML, only faster."""
        front = json.dumps({"title": page.title, "description": page.description})
        source = f"{page.url}index.md"
        content = f"---\n{front}\n---\n"
        level = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, source, content=content, inclusion=level))
        self.pages[source] = page

    def on_page_content(self, _html: str, *, page: MkDocsPage, **_: Any) -> str:  # noqa: ANN401
        """The main part of a page is ours."""
        return self.pages[page.file.src_uri].html

    def on_page_context(self, context: Any, *, page: MkDocsPage, **_: Any) -> Any:  # noqa: ANN401
        """What the frame's template is given."""
        context["gk"] = self.pages[page.file.src_uri]
        return context

    def on_env(self, env: Environment, **_: Any) -> Environment:  # noqa: ANN401
        """What every template is given, the error page included."""
        if self.command == "serve" and self.preview.broken is not None:
            return env
        release = self._running()
        preview = release.preparation.options.preview
        prepare_environment(env, release.site, preview=preview)
        keep_compiled(env)
        if preview:
            from gongkai.publish.preview.serving import dress_frame  # noqa: PLC0415

            dress_frame(env, self.preview.notes)
            dress_frame(release.assembly.frames.environment, self.preview.notes)
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Completes, verifies and, if all is as cleared, changes over."""
        if self.command == "serve":
            self.preview.tell(f"http://{config.dev_addr}/")
            if self.preview.broken is not None:
                return
        release = self._running()
        try:
            if self.command == "build":
                release.finish(self.warnings.messages)
            else:
                release.complete(Path(config.site_dir))
        except (FrameError, ReleaseError) as error:
            raise PluginError(str(error)) from error

    def on_serve(self, server: Server, *, config: MkDocsConfig, **_: Any) -> Server:  # noqa: ANN401
        """Watches what the site is made of; serves this machine alone."""
        from gongkai.publish.preview.serving import guard  # noqa: PLC0415

        server.set_app(guard(server.get_app()))
        root = Path(config.config_file_path).parent
        for name in ("content", "catalog"):
            server.watch(str(root / name))
        return server

    def on_build_error(self, **_: Any) -> None:  # noqa: ANN401
        """Leaves nothing half-written."""
        self._clean_up()

    def on_shutdown(self) -> None:
        """Leaves nothing half-written after Ctrl-C either."""
        self._clean_up()

    def _clean_up(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.workshop is not None:
            self.workshop.close()
        # MkDocs keeps its hooks for good, and with them whatever they hold.
        self.workshop, self.release, self.pages = None, None, {}

    def _running(self) -> Release:
        if self.release is None:
            message = "gongkai 的钩子没有按次序运行"
            raise PluginError(message)
        return self.release


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
