"""The pages that only a preview has: all findings, and documents that cannot be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader
from markupsafe import Markup

from gongkai.publish.desk.sheet.visible import mark_text
from gongkai.publish.pages.page import HOME, Page, rel
from gongkai.publish.preview.notes import PUBLIC, PreviewNotes
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jinja2 import Environment

    from gongkai.core.findings import Finding
    from gongkai.core.tree import Tree
    from gongkai.publish.preview.notes import PageNote

FINDINGS_URL = "_findings/"
STYLE, MARKS = "_preview/preview.css", "_preview/marks.css"
TEMPLATES = Path(__file__).with_name("templates")
_KIND = "preview"
_ELSEWHERE = ".gk-page:not(.gk-page--preview)"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as it is, with what is wrong with it."""

    number: int
    text: Markup
    faulty: bool


def build_preview_pages(notes: PreviewNotes, tree: Tree, taken: Collection[str]) -> Iterator[Page]:
    """The list of findings, and a page for each waiting document that has none yet.

    Args:
        notes: What there is to say.
        tree: The repository's files.
        taken: Addresses of the pages that there are.
    """
    yield build_findings(notes)
    for note in notes.waiting:
        page = None if note.url in taken else build_source(note, tree)
        if page is not None:
            yield page


def build_findings(notes: PreviewNotes) -> Page:
    """The list of all findings."""
    return _build(FINDINGS_URL, "检查结果", "findings.html", notes=notes, public=PUBLIC)


def build_source(note: PageNote, tree: Tree) -> Page | None:
    """The source of a waiting document that has no page; None when its file is not there."""
    file = tree.files.get(note.path)
    if file is None:
        return None
    lines = number_lines(file.data, note)
    return _build(note.url, note.title, "source.html", page=note, lines=lines)


def number_lines(data: bytes, page: PageNote) -> tuple[Line, ...]:
    """A file's lines; what is invisible in them is shown, what is no text as a mark."""
    faulty = {note.finding.line for note in page.notes if note.finding.path == page.path}
    text = data.decode("utf-8", "replace")
    return tuple(
        Line(number, mark_text(line), number in faulty)
        for number, line in enumerate(text.rstrip("\n").split("\n"), 1)
    )


def render_panel(page: PageNote) -> Markup:
    """The findings of a document, to stand above its text."""
    return Markup(_environment().get_template("panel.html").render(page=page))  # noqa: S704 - escaped


def render_broken(message: str, findings: tuple[Finding, ...]) -> bytes:
    """A whole page in place of a site that cannot be made at all."""
    template = _environment().get_template("broken.html")
    return template.render(message=message, findings=findings, style=_read_style()).encode()


def list_style_sheets(notes: PreviewNotes) -> dict[str, bytes]:
    """The preview's look, and marks at every link to what is not public yet."""
    links = ((f'{_ELSEWHERE} a[href$="{page.url}"]', page.standing) for page in notes.waiting)
    rules = [f'{link}::after {{ content: "〔{standing}〕"; }}\n' for link, standing in links]
    return {STYLE: _read_style().encode(), MARKS: "".join(rules).encode()}


def _read_style() -> str:
    return (TEMPLATES / "preview.css").read_text("utf-8")


def _build(url: str, title: str, template: str, **context: object) -> Page:
    html = _environment().get_template(template).render(to=lambda to: rel(url, to), **context)
    return Page(url, _KIND, title, title, (), HOME, html)


@cache
def _environment() -> Environment:
    return make_templates(FileSystemLoader(TEMPLATES))
