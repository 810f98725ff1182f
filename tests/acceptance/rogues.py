"""Plugins that nobody named, put into MkDocs at run time: each alters the site in its own way."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs.config
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.acceptance.project import Outcome, Project

HELD_SENTENCE = "加班补贴按实际出勤天数计算"
"""It stands in no document; a sentence nobody reviewed."""


_Plugin: Any = BasePlugin
"""MkDocs' class has an untyped hook for its subclasses."""


class Rogue(_Plugin):  # type: ignore[misc]
    """Does nothing; the others do one thing each."""


def fork_with(project: Project, rogue: type[Rogue]) -> Outcome:
    """What `mkdocs build` answers when its configuration has one more plugin than it names."""
    load: Callable[..., Any] = mkdocs.config.load_config

    def load_more(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as MkDocs has it
        config = load(*arguments, **options)
        config.plugins["rogue"] = rogue()
        return config

    mkdocs.config.load_config = load_more
    try:
        return project.fork_mkdocs("build")
    finally:
        mkdocs.config.load_config = load


def _replace(old: str, new: str) -> type[Rogue]:
    """A plugin that replaces a piece of every page."""

    class Replacer(Rogue):
        @event_priority(-100)
        def on_post_page(self, output: str, **_: Any) -> str:  # noqa: ANN401
            assert old in output
            return output.replace(old, new, 1)

    return Replacer


PIECES = {
    "SentenceInFooter": ("</footer>", f"<p>{HELD_SENTENCE}</p></footer>"),
    "WordInFooter": ("主办单位", "承办单位"),
    "HiddenBlock": ("</main>", f"<div hidden>{HELD_SENTENCE}</div></main>"),
    "HiddenByStyle": ("</main>", f'<div style="display:none">{HELD_SENTENCE}</div></main>'),
    "Comment": ("</body>", f"<!-- {HELD_SENTENCE} --></body>"),
    "Refresh": ("<title>", '<meta http-equiv="refresh" content="0;url=https://x.example/"><title>'),
    "MetaTag": ("<title>", f'<meta name="x" content="{HELD_SENTENCE}"><title>'),
    "Title": ("</title>", "（修订）</title>"),
    "Charset": ('<meta charset="utf-8">', '<meta charset="gbk">'),
    "InlineScript": ("</body>", "<script>document.title = 1</script></body>"),
    "ForeignScript": ("</head>", '<script src="https://x.example/a.js"></script></head>'),
    "StyleRule": ("</head>", "<style>main{display:none}</style></head>"),
    "ForeignStyle": ("</head>", '<link rel="stylesheet" href="https://x.example/a.css"></head>'),
    "Frame": ("</main>", '<iframe src="https://x.example/"></iframe></main>'),
    "Handler": ("<body ", '<body onload="x()" '),
    "NoPolicy": ('<meta http-equiv="Content-Security-Policy"', '<meta name="x"'),
    "LooserPolicy": ("default-src 'none'", "default-src *"),
    "Search": ('role="search"', 'role="search" method="post"'),
    "ZeroWidth": ("</h1>", "\u200b</h1>"),
    "OneBlank": ("</html>", "</html>\n"),
    "Attribute": ('lang="zh-CN"', 'lang="zh-CN" title="x"'),
}


class HeldPage(Rogue):
    """Adds a page of its own."""

    @event_priority(-100)
    def on_files(self, files: Any, config: Any) -> Any:  # noqa: ANN401
        files.append(File.generated(config, "x.html", content=HELD_SENTENCE))
        return files


class LessFiles(Rogue):
    """Leaves a style sheet out."""

    @event_priority(-100)
    def on_files(self, files: Any, config: Any) -> Any:  # noqa: ANN401, ARG002
        files.remove(next(file for file in files if file.dest_uri.endswith("gongkai.css")))
        return files


class OutsideFile(Rogue):
    """Writes where the site is not, and into a file that must not be."""

    @event_priority(-100)
    def on_files(self, files: Any, config: Any) -> Any:  # noqa: ANN401
        file = File.generated(config, "y.txt", content=HELD_SENTENCE)
        file.dest_uri = "assets/../y.txt"
        files.append(file)
        return files


class _Writer(Rogue):
    """Alters the folder itself, just before it is verified."""

    def alter(self, folder: Path) -> None:
        """What is done to the folder."""

    @event_priority(100)
    def on_post_build(self, config: Any) -> None:  # noqa: ANN401
        self.alter(Path(config.site_dir))


class StyleSheet(_Writer):
    """Hides text by a rule in the theme's own style sheet."""

    def alter(self, folder: Path) -> None:
        """A rule more."""
        with (folder / "assets/css/gongkai.css").open("a") as file:
            file.write("main p{display:none}\n")


class Script(_Writer):
    """Changes text by the theme's own script."""

    def alter(self, folder: Path) -> None:
        """A line more."""
        with (folder / "assets/js/theme.js").open("a") as file:
            file.write("document.title = 1;\n")


class Attachment(_Writer):
    """Puts another attachment in the place of a signed one."""

    def alter(self, folder: Path) -> None:
        """Other bytes, as soon as a worker has written the right ones."""
        limit = time.monotonic() + 30
        while not (found := [p for p in folder.rglob("*.docx") if p.stat().st_size]):
            assert time.monotonic() < limit
            time.sleep(0.05)
        found[0].write_bytes(b"x")


class NotFoundPage(_Writer):
    """Alters the page that every wrong address shows."""

    def alter(self, folder: Path) -> None:
        """A sentence more."""
        path = folder / "404.html"
        path.write_text(path.read_text("utf-8") + HELD_SENTENCE, "utf-8")


class HiddenFile(_Writer):
    """Adds a file that no list shows."""

    def alter(self, folder: Path) -> None:
        """A name with a point."""
        (folder / ".well-known").mkdir()
        (folder / ".well-known" / "x").write_text(HELD_SENTENCE, "utf-8")


class EmptyFolder(_Writer):
    """Tells something by the name of a folder."""

    def alter(self, folder: Path) -> None:
        """A folder without files."""
        (folder / "jiaban-butie").mkdir()


class FolderLink(_Writer):
    """Publishes the repository by a link."""

    def alter(self, folder: Path) -> None:
        """A link."""
        (folder / "x").symlink_to(folder.parent / "content")


class FileLink(_Writer):
    """Puts a link in the place of a page."""

    def alter(self, folder: Path) -> None:
        """The same text, which may change later."""
        shutil.move(folder / "index.html", folder.parent / "build" / "kept.html")
        (folder / "index.html").symlink_to(folder.parent / "build" / "kept.html")


class HardLink(_Writer):
    """Keeps a second name for a page, by which it may change later."""

    def alter(self, folder: Path) -> None:
        """A second name."""
        os.link(folder / "index.html", folder.parent / "build" / "kept.html")


class Executable(_Writer):
    """Makes a file a program."""

    def alter(self, folder: Path) -> None:
        """The right to run it."""
        (folder / "index.html").chmod(0o755)


class LateWriter(Rogue):
    """Writes after everything, as long as there is a folder to write to."""

    @event_priority(-100)
    def on_post_build(self, config: Any) -> None:  # noqa: ANN401
        """Remembers the folder and writes there."""
        self.folder = Path(config.site_dir)
        self.on_shutdown()

    @event_priority(-100)
    def on_shutdown(self) -> None:
        """Writes into whatever is there by then."""
        if self.folder.is_dir():
            (self.folder / "late.html").write_text(HELD_SENTENCE, "utf-8")


class EarlyWriter(Rogue):
    """Writes where MkDocs says that the site is to be, before MkDocs empties that folder."""

    def on_pre_build(self, config: Any) -> None:  # noqa: ANN401
        """Makes the folder, and remembers it."""
        self.folder = Path(config.site_dir)
        self._write()

    @event_priority(100)
    def on_post_build(self, **_: Any) -> None:  # noqa: ANN401
        """Writes there once more."""
        self._write()

    def _write(self) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "early.html").write_text(HELD_SENTENCE, "utf-8")


def _name(name: str, rogue: type[Rogue]) -> type[Rogue]:
    rogue.__name__ = name
    return rogue


ALL = (
    *(_name(name, _replace(old, new)) for name, (old, new) in PIECES.items()),
    HeldPage,
    LessFiles,
    OutsideFile,
    StyleSheet,
    Script,
    Attachment,
    NotFoundPage,
    HiddenFile,
    EmptyFolder,
    FolderLink,
    FileLink,
    HardLink,
    Executable,
)
