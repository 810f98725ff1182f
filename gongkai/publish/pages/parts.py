"""A document's body and its official tables, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.publish.pages.annual_tables import find_section
from gongkai.publish.pages.body_html import split_sections
from gongkai.publish.pages.headings import strip_markup

if TYPE_CHECKING:
    from gongkai.publish.pages.annual_tables import Table


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body, and the official table that follows it."""

    html: str
    table: Table | None


def join_tables(html: str, tables: tuple[Table, ...]) -> tuple[Part, ...]:
    """A body with each table at the end of the section that bears its number."""
    if not tables:
        return (Part(html, None),)
    waiting = {table.section: table for table in tables}
    parts = []
    for section in split_sections(html):
        heading = strip_markup(section.partition("</h2>")[0]) if section.startswith("<h2") else ""
        parts.append(Part(section, waiting.pop(find_section(heading), None)))
    return (*parts, *(Part("", table) for table in waiting.values()))
