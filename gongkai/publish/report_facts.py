"""What the report says about the build itself: its state, its libraries."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from gongkai import __version__
from gongkai.core.report.build import BuildFacts

if TYPE_CHECKING:
    from gongkai.core.state import State
    from gongkai.core.tree import Tree
    from gongkai.publish.preparation import Preparation

CALENDAR = "chinesecalendar"
LIBRARIES = (
    *("mkdocs", "mkdocs-material", "Markdown", "jinja2", "lxml", "numpy"),
    *("pypinyin", "pydantic", "cryptography", "opencc", "xlsxwriter", "python-docx"),
)


def read_calendar_version() -> str:
    """The version of the library of holidays."""
    return version(CALENDAR)


def read_library_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of libraries whose change could change the output, and of the language."""
    python = ("Python", platform.python_version())
    return (*((name, version(name)) for name in LIBRARIES), python)


def collect_facts(preparation: Preparation, state: State, digest: str | None) -> BuildFacts:
    """What the report says about the build itself."""
    log = state.log
    first = log is None or not log.lines or log.lines[0].time == preparation.verdict.now
    return BuildFacts(
        engine_version=__version__,
        commit=preparation.tree.commit,
        first_publication=first,
        manifest_digest=digest,
        calendar_version=read_calendar_version(),
        libraries=read_library_versions(),
        sources_digest=digest_sources(preparation.tree),
        log_size=len(log.lines) if log else 0,
        log_head=log.head if log else None,
    )


def digest_sources(tree: Tree) -> str:
    """SHA-256, in hexadecimal, over path and SHA-256 of every source file in order of the paths.

    It names what was built also where no commit does.
    """
    lines = (f"{tree.files[path].sha256} {path}\n" for path in sorted(tree.files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
