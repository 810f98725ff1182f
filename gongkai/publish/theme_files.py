"""The theme's files as they are before MkDocs starts: what is copied, and the templates.

The engine's own come from the installed package, an organisation's from the sealed bytes of
`hooks/theme/`, never from the work tree as it may be by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from gongkai.publish.template_faults import FrameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.tree import Tree

THEME = Path(__file__).with_name("theme")
ORGANISATION = "hooks/theme/"
_FRAGMENTS = "fragments/"
_UNPUBLISHED = frozenset({".html", ".md", ".py", ".pyc"})


@dataclass(frozen=True)
class Theme:
    """What a site looks like; an organisation's files come before the engine's."""

    assets: Mapping[str, bytes]
    """Files copied to the site as they are, by their paths in it."""
    templates: Mapping[str, str]
    """The frames of pages, by name."""
    fragments: Mapping[str, str]
    """The main parts of pages, by name."""

    def list_texts(self) -> Iterator[str]:
        """Every text in it that a reader may see."""
        yield from self.templates.values()
        yield from self.fragments.values()
        for data in self.assets.values():
            yield data.decode("utf-8", "replace")


def read_theme(tree: Tree) -> Theme:
    """The theme of the sealed repository.

    Raises:
        FrameError: when a template of the organisation's cannot be read.
    """
    files = {path.relative_to(THEME).as_posix(): path.read_bytes() for path in _walk()}
    files |= {
        path.removeprefix(ORGANISATION): file.data
        for path, file in tree.files.items()
        if path.startswith(ORGANISATION)
    }
    names = sorted(name for name in files if not _is_hidden(name))
    pages = {name: _decode(name, files[name]) for name in names if name.endswith(".html")}
    return Theme(
        assets={n: files[n] for n in names if PurePosixPath(n).suffix not in _UNPUBLISHED},
        templates={n: text for n, text in pages.items() if not n.startswith(_FRAGMENTS)},
        fragments={
            n.removeprefix(_FRAGMENTS): text
            for n, text in pages.items()
            if n.startswith(_FRAGMENTS)
        },
    )


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        message = f"模板 {ORGANISATION}{name} 不是 UTF-8 编码，请另存为 UTF-8 后重新封印"
        raise FrameError(message) from error


def _walk() -> Iterator[Path]:
    return (path for path in THEME.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
