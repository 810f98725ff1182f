"""The texts of a project as the peers read them: title, date, body."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.benchmark.project import Project


@dataclass(frozen=True, slots=True)
class Source:
    """One document."""

    path: str
    """`<column>/<name>.md`."""
    title: str
    date: str
    body: str


def read_sources(project: Project) -> Iterator[Source]:
    """Every signed document of a project."""
    for made in project.documents:
        text = (project.folder / made.path).read_text("utf-8")
        body = text.split("\n---\n", 1)[1]
        yield Source(made.path.removeprefix("content/"), made.title, made.made, body)


def write_source(source: Source, folder: Path, *, dated: bool) -> None:
    """Writes Markdown with title and date in JSON, which every YAML reader takes."""
    front = {"title": source.title} | ({"date": source.date} if dated else {})
    target = folder / source.path
    target.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps(front, ensure_ascii=False)
    target.write_text(f"---\n{head}\n---\n{source.body}", "utf-8")
