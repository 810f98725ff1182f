"""What the styles of a Word document say of its paragraphs (ECMA-376-1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute
from gongkai.core.importing.blocks import Align

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_ALIGNS = {
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "left": Align.LEFT,
    "start": Align.LEFT,
    "both": Align.LEFT,
    "distribute": Align.LEFT,
}
_OUTLINE_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph stands; None for what nothing was said of."""

    outline: int | None = None
    """Level of the outline from 0; 9 for body text."""
    number: str | None = None
    """The list that it is counted in; `0` for none."""
    depth: int | None = None
    """Level within the list, from 0."""
    align: Align | None = None

    def over(self, other: Form) -> Form:
        """The form that results where the other one lies below: it fills what is not said here."""
        return Form(
            other.outline if self.outline is None else self.outline,
            other.number if self.number is None else self.number,
            other.depth if self.depth is None else self.depth,
            other.align if self.align is None else self.align,
        )


def read_int(element: Element | None, default: int | None = None) -> int | None:
    """The whole number in the `val` of an element."""
    text = "" if element is None else attribute(element, "val") or ""
    if not text.lstrip("-").isdecimal() or not text.isascii():
        return default
    return int(text[:9])


def read_form(properties: Element | None) -> Form:
    """What the properties of a paragraph say."""
    if properties is None:
        return Form()
    counted = properties.find("{*}numPr/{*}numId")
    jc = properties.find("{*}jc")
    return Form(
        read_int(properties.find("{*}outlineLvl")),
        None if counted is None else attribute(counted, "val"),
        read_int(properties.find("{*}numPr/{*}ilvl")),
        None if jc is None else _ALIGNS.get(attribute(jc, "val") or ""),
    )


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, package: Package) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._forms: dict[str, Form] = {}
        for _, root in package.find("styles"):
            for style in root.iterfind("{*}style"):
                if attribute(style, "type") == "paragraph":
                    name = attribute(style, "styleId") or ""
                    self._styles[name] = style
                    if attribute(style, "default") in {"1", "true", "on"}:
                        self._default = name

    def name_of(self, paragraph: Element) -> str:
        """The style of a paragraph."""
        style = paragraph.find("{*}pPr/{*}pStyle")
        return self._default if style is None else attribute(style, "val") or ""

    def form_of(self, paragraph: Element) -> Form:
        """How a paragraph stands: by itself, else by its style and those it is based on."""
        own = read_form(paragraph.find("{*}pPr"))
        return own.over(self._resolve(self.name_of(paragraph)))

    def _resolve(self, name: str) -> Form:
        if name not in self._forms:
            form = Form()
            for style in self._chain(name):
                form = form.over(read_form(style.find("{*}pPr")))
            self._forms[name] = form
        return self._forms[name]

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            chain.append(self._styles[name])
            based = chain[-1].find("{*}basedOn")
            name = "" if based is None else attribute(based, "val") or ""
        return chain

    def chain_names(self, name: str) -> list[str]:
        """A style and those it is based on, nearest first."""
        return [attribute(style, "styleId") or "" for style in self._chain(name)]


def heading_level(form: Form) -> int | None:
    """The level of a heading, from 1; None for text."""
    outline = form.outline
    return None if outline is None or not 0 <= outline < _OUTLINE_LEVELS else outline + 1
