"""The steps that make general pages beside MkDocs, as documents are made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.publish.steps import GENERATED, Output, Step
from gongkai.publish.traditional import make_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.publish.frames import Frames
    from gongkai.publish.pages import Page, PlannedPage

TEMPLATES = ("_macros.html", "column.html", "catalog_year.html")
"""What most of these pages are made with: worth compiling before any process is forked."""


def list_page_steps(plans: Iterable[PlannedPage], frames: Frames) -> Iterator[Step]:
    """A step for each page; to make one raises FrameError when a template cannot be used."""
    for plan in plans:
        yield Step(f"page/{plan.url}", plan.key, partial(_make, plan, frames))


def _make(plan: PlannedPage, frames: Frames) -> Iterator[Output]:
    return print_page(plan.make(), frames, GENERATED)


def print_page(page: Page, frames: Frames, source: str) -> Iterator[Output]:
    """The page and, where the site has one, its version in traditional characters.

    Raises:
        FrameError: when a template cannot be used.
    """
    yield Output(f"{page.url}index.html", frames.render(page), source)
    if frames.traditional:
        twin = make_traditional(page)
        yield Output(f"{twin.url}index.html", frames.render_traditional(twin), source)
