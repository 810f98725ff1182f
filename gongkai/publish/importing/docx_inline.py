"""The text of one paragraph of a Word document, and what stands in it that is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gongkai.core.attachments.markup import attribute, local
from gongkai.core.importing.blocks import Piece
from gongkai.publish.importing.docx_drawings import read_drawing
from gongkai.publish.importing.docx_fields import read_target, show_field
from gongkai.publish.importing.docx_marks import (
    lose_comment,
    lose_deleted,
    lose_stray,
    name_blank,
    name_equation,
    name_inserted,
    name_struck,
    read_font,
    read_script,
    spell,
    spell_symbol,
)
from gongkai.publish.importing.docx_story import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.attachments.markup import Element
    from gongkai.publish.importing.docx_drawings import Aside
    from gongkai.publish.importing.docx_story import Story

_PROPERTIES = frozenset(
    {"rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "ctrlPr", "fldData"}
    | {"oMathParaPr", "tblPr", "trPr", "tcPr", "tblGrid"}
)
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Inline:
    """Reads the content of one paragraph."""

    def __init__(self, story: Story) -> None:
        self.pieces: list[Piece] = []
        self.aside: list[Aside | Element] = []
        """Pictures, word art, and the contents of text boxes, that are anchored here."""
        self._story = story
        self._target = ""
        self._script = ""
        self._font = ""

    def read(self, element: Element) -> None:
        """Reads what an element holds."""
        for child in element:
            self.read_one(child)

    def read_one(self, element: Element) -> None:
        """Reads one element, whatever it is."""
        name = local(element)
        if name in _PLAIN:
            self._add(_PLAIN[name])
        elif name in self._handlers:
            self._handlers[name](self, element)
        elif name and name not in _PROPERTIES:
            self.read(element)

    def _add(self, text: str) -> None:
        """Text at the current place, as part of the link it stands in."""
        fields = self._story.fields
        if any(not entry.in_result for entry in fields):
            if text.strip():
                self._story.lose_run("域代码中的文字", text)
            return
        for entry in fields:
            entry.shown = entry.shown or bool(text.strip())
        linked = (entry.target for entry in reversed(fields) if entry.target)
        target = self._target or next(linked, "")
        last = self.pieces[-1] if self.pieces else None
        if last is not None and not last.note and last.target == target:
            self.pieces[-1] = Piece(last.text + text, target)
        elif text:
            self.pieces.append(Piece(text, target))

    def _read_text(self, element: Element) -> None:
        self._story.seen.add(element)
        self._add(spell(self._story, element.text or "", self._script, self._font))

    def _read_run(self, run: Element) -> None:
        if run in self._story.hidden:
            self._story.lose_run("隐藏、白色或极小的文字", self._story.read_aside(run))
            return
        properties = run.find("{*}rPr")
        before = self._script, self._font
        if properties is not None:
            self._script, self._font = read_script(properties), read_font(properties)
            name_struck(self._story, run, properties)
            name_blank(self._story, run, properties)
        self.read(run)
        self._script, self._font = before

    def _read_sym(self, element: Element) -> None:
        code = attribute(element, "char") or ""
        try:
            number = int(code, 16)
        except ValueError:
            self._story.lose("符号字体中的字符", code)
            return
        self._add(spell_symbol(self._story, attribute(element, "font") or "", number))

    def _read_deleted(self, element: Element) -> None:
        lose_deleted(self._story, element)

    def _read_stray(self, element: Element) -> None:
        lose_stray(self._story, element)

    def _read_inserted(self, element: Element) -> None:
        name_inserted(self._story, element)
        self.read(element)

    def _read_link(self, element: Element) -> None:
        relation = self._story.relation(attribute(element, "id"))
        anchor = attribute(element, "anchor") or ""
        outside = relation.target if relation is not None and relation.external else ""
        target = outside or (f"#{anchor}" if anchor else "")
        before, self._target = self._target, target
        self.read(element)
        self._target = before

    def _read_simple_field(self, element: Element) -> None:
        target = read_target(attribute(element, "instr") or "")
        before, self._target = self._target, target or self._target
        self.read(element)
        self._target = before

    def _read_field(self, element: Element) -> None:
        kind, fields = attribute(element, "fldCharType"), self._story.fields
        if kind == "begin":
            fields.append(Field(element))
        elif kind == "separate" and fields:
            fields[-1].in_result, fields[-1].target = True, read_target(fields[-1].code)
        elif kind == "end" and fields:
            self._end_field(fields.pop())

    def _end_field(self, entry: Field) -> None:
        if entry.shown:
            return
        shown = show_field(entry)
        if shown is None:
            self._story.lose("没有结果的域", entry.code)
        else:
            self._add(shown)

    def _read_code(self, element: Element) -> None:
        if self._story.fields:
            self._story.fields[-1].code += element.text or ""

    def _read_note(self, element: Element) -> None:
        kind = local(element).removesuffix("Reference")
        mark = self._story.call_note(kind, attribute(element, "id") or "")
        self.pieces.append(Piece("", note=mark))

    def _read_versions(self, element: Element) -> None:
        """Of several versions of one drawing the first: the others are for older programs."""
        chosen = next((v for v in element if local(v) == "Choice"), None)
        if chosen is None:
            chosen = next((v for v in element if local(v) == "Fallback"), None)
        for version in element:
            if version is not chosen:
                self._story.seen.update(version.iter("{*}t"))
        if chosen is not None:
            self.read(chosen)

    def _read_drawing(self, element: Element) -> None:
        self.aside.extend(read_drawing(self._story, element))

    def _read_equation(self, element: Element) -> None:
        name_equation(self._story, element)
        self.read(element)

    def _read_ruby(self, element: Element) -> None:
        for part in element:
            if local(part) == "rt":
                self._story.lose("拼音", self._story.read_aside(part))
            elif local(part) == "rubyBase":
                self.read(part)

    def _read_comment(self, element: Element) -> None:
        lose_comment(self._story, element)

    def _read_ink(self, element: Element) -> None:
        self._story.lose("墨迹", local(element))

    _handlers: ClassVar[dict[str, Callable[[Inline, Element], None]]] = {
        "r": _read_run,
        "t": _read_text,
        "sym": _read_sym,
        "del": _read_deleted,
        "moveFrom": _read_deleted,
        "delText": _read_stray,
        "ins": _read_inserted,
        "moveTo": _read_inserted,
        "hyperlink": _read_link,
        "fldSimple": _read_simple_field,
        "fldChar": _read_field,
        "instrText": _read_code,
        "footnoteReference": _read_note,
        "endnoteReference": _read_note,
        "AlternateContent": _read_versions,
        "drawing": _read_drawing,
        "pict": _read_drawing,
        "object": _read_drawing,
        "oMath": _read_equation,
        "ruby": _read_ruby,
        "commentReference": _read_comment,
        "contentPart": _read_ink,
    }
