"""Marks on the text of a Word document that the text itself cannot show, each named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, switched_on
from gongkai.publish.importing.docx_symbols import is_symbol_font, read_symbol

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.publish.importing.docx_story import Story

_SCRIPTS = {
    "superscript": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "subscript": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}


def lose_deleted(story: Story, element: Element) -> None:
    """Names what is marked as deleted."""
    if text := story.read_aside(element):
        story.lose_run("修订：已标记删除的文字，没有写入", text)


def lose_stray(story: Story, element: Element) -> None:
    """Names deleted text that lost its mark."""
    story.seen.add(element)
    if element.text:
        story.lose_run("修订：残留的删除文字，没有写入", element.text)


def name_inserted(story: Story, element: Element) -> None:
    """Names an insertion that nobody accepted yet; it is text."""
    text = _join(element)
    if text.strip():
        story.lose_run("修订：未接受的插入，已写入", text)


def name_struck(story: Story, run: Element, properties: Element) -> None:
    """Names text with a line through it."""
    struck = (properties.find(f"{{*}}{name}") for name in ("strike", "dstrike"))
    text = "".join(t.text or "" for t in run.iterfind("{*}t"))
    if text.strip() and any(switched_on(mark) for mark in struck):
        story.lose_run("删除线（文字已写入，没有删除线）", text)


def name_blank(story: Story, run: Element, properties: Element) -> None:
    """Names a blank with a line under it, which is to be filled in by hand."""
    line = properties.find("{*}u")
    if line is None or attribute(line, "val") in {None, "none"}:
        return
    text = _join(run)
    if (text and not text.strip()) or (not text and run.find("{*}tab") is not None):
        story.lose("带下划线的空白（填写处），没有下划线")


def name_equation(story: Story, element: Element) -> None:
    """Names an equation, of which only the characters are text."""
    story.lose("公式（文字已写入，没有排成公式）", _join(element))


def lose_comment(story: Story, element: Element) -> None:
    """Names a comment with its text."""
    number = attribute(element, "id") or ""
    texts = [
        story.read_aside(comment)
        for _, root in story.package.find("comments")
        for comment in root
        if attribute(comment, "id") == number
    ]
    story.lose("批注", "".join(texts))


def _join(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter("{*}t"))


def read_script(properties: Element) -> str:
    """`superscript`, `subscript` or nothing."""
    raised = properties.find("{*}vertAlign")
    return "" if raised is None else attribute(raised, "val") or ""


def read_font(properties: Element) -> str:
    """The symbol font of a run, if it has one."""
    fonts = properties.find("{*}rFonts")
    name = "" if fonts is None else attribute(fonts, "ascii") or ""
    return name if is_symbol_font(name) else ""


def spell(story: Story, text: str, script: str, font: str) -> str:
    """The characters that Word shows for a text in a script and a font."""
    if font and text.strip():
        text = "".join(spell_symbol(story, font, ord(c)) for c in text)
    table = _SCRIPTS.get(script)
    if table is None or not text.strip():
        return text
    if all(ord(character) in table or character.isspace() for character in text):
        return text.translate(table)
    story.lose("上标、下标（文字已写入，不再升高或降低）", text)
    return text


def spell_symbol(story: Story, font: str, code: int) -> str:
    """The character at a place in a symbol font; one that is not known is named."""
    character = read_symbol(font, code)
    if character is None:
        story.lose("符号字体中的字符", f"{font} {code:04X}")
        return ""
    return character
