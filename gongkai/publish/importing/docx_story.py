"""What is known and gathered while one Word document is read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.docx_styles import HiddenText
from gongkai.core.attachments.markup import iterate, local
from gongkai.core.importing.blocks import Loss
from gongkai.publish.importing.docx_numbering import Numbering
from gongkai.publish.importing.docx_styles import Styles
from gongkai.publish.importing.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package, Relation


@dataclass(slots=True)
class Field:
    """A field of Word that has begun and not yet ended."""

    begin: Element
    code: str = ""
    in_result: bool = False
    shown: bool = False
    """Whether its result has any text."""
    target: str = ""


class Story:
    """One document while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package)
        self.numbering = Numbering(package)
        self.pictures = Pictures()
        self.losses: list[Loss] = []
        self.place = ""
        self.paragraphs = 0
        """Paragraphs with text so far, those of tables left out."""
        self.tables = 0
        self._fixed = False
        self.part = MAIN
        self.fields: list[Field] = []
        self.seen: set[Element] = set()
        """The text elements that went into blocks or losses."""
        self.calls: dict[tuple[str, str], str] = {}
        """The mark of each note that was called, by kind and number, in order."""
        self._hidden = HiddenText(package)
        self.hidden: set[Element] = set(self._hidden.list_runs(package.main))
        self._relations = {(r.source, r.id): r for r in package.relations}

    def enter(self, part: str, root: Element) -> None:
        """Goes on with another part of the document."""
        self.part = part
        self.fields = []
        self.hidden |= set(self._hidden.list_runs(root))

    def relation(self, name: str | None) -> Relation | None:
        """The relationship of the current part with this id."""
        return self._relations.get((self.part, name or ""))

    def begin_paragraph(self, paragraph: Element) -> None:
        """Goes on to a paragraph of the main text, as whoever opens the file counts them."""
        if self._fixed:
            return
        if any((t.text or "").strip() for t in paragraph.iter("{*}t")):
            self.paragraphs += 1
        self.place = f"第 {max(self.paragraphs, 1)} 段"

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Names a place for all that is read meanwhile."""
        before, self.place, fixed = self.place, place, self._fixed
        self._fixed = True
        yield
        self.place, self._fixed = before, fixed

    def lose(self, what: str, detail: str = "") -> None:
        """Notes something at the current place that the blocks do not hold."""
        self.losses.append(Loss(what, self.place, " ".join(detail.split())))

    def lose_run(self, what: str, text: str) -> None:
        """Notes a stretch of text; what follows at once with the same mark is part of it."""
        last = self.losses[-1] if self.losses else None
        if last is not None and (last.what, last.place) == (what, self.place):
            text = last.detail + text
            self.losses.pop()
        self.lose(what, text)

    def call_note(self, kind: str, number: str) -> str:
        """The mark of a note."""
        return self.calls.setdefault((kind, number), str(len(self.calls) + 1))

    def read_aside(self, element: Element) -> str:
        """The text of what is not carried, for the notice that names it."""
        parts = []
        for part in iterate(element, "t", "delText", "tab", "br", "p", "tc"):
            if local(part) in {"t", "delText"}:
                self.seen.add(part)
                parts.append(part.text or "")
            else:
                parts.append(" ")
        return " ".join("".join(parts).split())
