"""What the report says about the build itself: its state, its libraries."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from gongkai import __version__
from gongkai.core.report.build import BuildFacts

if TYPE_CHECKING:
    from gongkai.core.state import State
    from gongkai.publish.preparation import Preparation

CALENDAR = "chinesecalendar"
LIBRARIES = (
    *("mkdocs", "mkdocs-material", "Markdown", "jinja2", "lxml", "numpy"),
    *("pypinyin", "pydantic", "cryptography"),
)


def read_calendar_version() -> str:
    """The version of the library of holidays."""
    return version(CALENDAR)


def read_library_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of the libraries whose change could change the output."""
    return tuple((name, version(name)) for name in LIBRARIES)


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
    )
