"""What a review sheet shows, before it is HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.findings import Finding
    from gongkai.publish.desk.sheet.checklist import Point
    from gongkai.publish.desk.sheet.earlier import Comparison
    from gongkai.publish.desk.sheet.looks import Look
    from gongkai.publish.desk.sheet.visible import Tallied

Rows = tuple[tuple[str, str], ...]
"""Label and value."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of which the beginning stands open and the rest can be opened, or is named."""

    opening: str
    more: str
    """What follows, folded up; empty when all is open."""
    length: int
    """Characters in all."""
    left_out: int
    """Characters at the end that the sheet does not hold."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One level that has been signed, or whose turn it is, or that comes later."""

    role: str
    name: str
    state: str
    """The decision, or 轮到 or 未轮到."""
    reviewer: str = ""
    date: str = ""
    basis: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One attachment."""

    name: str
    title: str
    path: str
    kind: str
    size: int
    sha256: str
    picture: str
    """As a `data:` address; empty for what is none."""
    is_picture: bool
    faults: tuple[str, ...]
    text: Text | None
    """None when no text could be read in it."""
    parts: int
    """Number of paragraphs, cells and properties."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that becomes public and is not read on the page."""

    what: str
    where: str
    """Where the public finds it."""
    value: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a signature would bind, exactly."""

    entry: str
    text: str
    digest: str
    namespace: str
    published: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One review sheet."""

    site: str
    body: str
    """The body whose site it is."""
    title: str
    path: str
    made: str
    """The day of the sheet."""
    facts: Rows
    levels: tuple[Signed, ...]
    turn: str
    """What happens next, in Chinese."""
    faults: tuple[str, ...]
    """What is wrong with the levels signed so far."""
    waivers: tuple[str, ...]
    delegations: tuple[str, ...]
    bound: Rows
    """What every signature on this document binds."""
    findings: tuple[Finding, ...]
    points: tuple[Point, ...]
    look: Look | None
    no_look: str
    source: str
    marks: tuple[Tallied, ...]
    hidden: tuple[Hidden, ...]
    files: tuple[AttachedFile, ...]
    comparisons: tuple[Comparison, ...]
    statement: Statement | None
    fingerprint: str
    """SHA-256 over what was shown, but for the page's look; another one means another sheet."""
