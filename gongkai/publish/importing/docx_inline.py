"""The text of one paragraph of a Word document, and what stands in it that is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from gongkai.core.attachments.markup import attribute, local, switched_on
from gongkai.core.importing.blocks import Piece
from gongkai.publish.importing.docx_drawings import read_drawing
from gongkai.publish.importing.docx_fields import read_target, show_field
from gongkai.publish.importing.docx_story import Field
from gongkai.publish.importing.docx_symbols import is_symbol_font, read_symbol

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.attachments.markup import Element
    from gongkai.publish.importing.docx_drawings import Aside
    from gongkai.publish.importing.docx_story import Story

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
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
                self._story.lose("域代码中的文字", text)
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
        text = element.text or ""
        if self._font and text.strip():
            text = "".join(self._read_symbol(self._font, ord(c)) for c in text)
        table = {"superscript": _RAISED, "subscript": _LOWERED}.get(self._script)
        if table is not None and text.strip():
            if all(ord(character) in table or character.isspace() for character in text):
                text = text.translate(table)
            else:
                self._story.lose("上标、下标（文字已写入，不再升高或降低）", text)
        self._add(text)

    def _read_run(self, run: Element) -> None:
        if run in self._story.hidden:
            self._story.lose("隐藏、白色或极小的文字", self._story.read_aside(run))
            return
        properties = run.find("{*}rPr")
        before = self._script, self._font
        if properties is not None:
            self._script, self._font = _read_script(properties), _read_font(properties)
            struck = (properties.find(f"{{*}}{name}") for name in ("strike", "dstrike"))
            if any(switched_on(mark) for mark in struck):
                text = "".join(t.text or "" for t in run.iterfind("{*}t"))
                if text.strip():
                    self._story.lose("删除线（文字已写入，没有删除线）", text)
        self.read(run)
        self._script, self._font = before

    def _read_symbol(self, font: str, code: int) -> str:
        character = read_symbol(font, code)
        if character is None:
            self._story.lose("符号字体中的字符", f"{font} {code:04X}")
            return ""
        return character

    def _read_sym(self, element: Element) -> None:
        code = attribute(element, "char") or ""
        try:
            number = int(code, 16)
        except ValueError:
            self._story.lose("符号字体中的字符", code)
            return
        self._add(self._read_symbol(attribute(element, "font") or "", number))

    def _read_deleted(self, element: Element) -> None:
        text = self._story.read_aside(element)
        if text:
            self._story.lose("修订：已标记删除的文字，没有写入", text)

    def _read_stray(self, element: Element) -> None:
        self._story.seen.add(element)
        if element.text:
            self._story.lose("修订：残留的删除文字，没有写入", element.text)

    def _read_inserted(self, element: Element) -> None:
        text = "".join(t.text or "" for t in element.iter("{*}t"))
        if text.strip():
            self._story.lose("修订：未接受的插入，已写入", text)
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
        text = "".join(t.text or "" for t in element.iter("{*}t"))
        self._story.lose("公式（文字已写入，没有排成公式）", text)
        self.read(element)

    def _read_ruby(self, element: Element) -> None:
        for part in element:
            if local(part) == "rt":
                self._story.lose("拼音", self._story.read_aside(part))
            elif local(part) == "rubyBase":
                self.read(part)

    def _read_comment(self, element: Element) -> None:
        number = attribute(element, "id") or ""
        comments = self._story.package.find("comments")
        texts = [
            self._story.read_aside(comment)
            for _, root in comments
            for comment in root
            if attribute(comment, "id") == number
        ]
        self._story.lose("批注", "".join(texts))

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


def _read_script(properties: Element) -> str:
    raised = properties.find("{*}vertAlign")
    return "" if raised is None else attribute(raised, "val") or ""


def _read_font(properties: Element) -> str:
    """The symbol font of a run, if it has one."""
    fonts = properties.find("{*}rFonts")
    name = "" if fonts is None else attribute(fonts, "ascii") or ""
    return name if is_symbol_font(name) else ""
