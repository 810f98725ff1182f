"""What a Word document shows beside its main text: notes, headers, footers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.importing.blocks import Figure, Note, Piece, Table, plain_text
from gongkai.publish.importing.docx_blocks import read_blocks, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.docx_story import Story

_PAGE_NUMBER = re.compile(r"[\s\d第页共/，,.·~～–—―‐－-]*|\s*[Pp]age[\s\dof/]*")
_REFERENCES = ("headerReference", "footerReference")
_NAMES = {"footnote": "脚注", "endnote": "尾注", "header": "页眉", "footer": "页脚"}


def read_notes(story: Story) -> Iterator[Note]:
    """The footnotes and endnotes that were called, in the order of their calls."""
    found = {
        (kind, attribute(element, "id") or ""): (part, root, element)
        for kind in ("footnote", "endnote")
        for part, root in story.package.find(f"{kind}s")
        for element in root
    }
    done = 0
    while done < len(story.calls):  # a note may call a note
        (kind, number), mark = list(story.calls.items())[done]
        done += 1
        with story.at(f"{_NAMES[kind]} {mark}"):
            if (kind, number) not in found:
                story.lose("没有内容的注释")
                yield Note(mark, ())
                continue
            part, root, element = found[kind, number]
            story.enter(part, root)
            yield Note(mark, _join(story, read_blocks(story, element)))


def _join(story: Story, blocks: Iterator[Block]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, (Figure, Table)):
            story.lose("注释中的图片或表格", plain_text(block))
            continue
        if pieces:
            pieces.append(Piece("\n"))
        pieces.extend(block.pieces)
    return trim(pieces)


def lose_margins(story: Story) -> None:
    """Names the headers and footers that hold more than page numbers; they are not carried."""
    used = {attribute(e, "id") for e in iterate(story.package.main, *_REFERENCES)}
    relations = [r for r in story.package.relations if r.kind in {"header", "footer"}]
    told: set[str] = set()
    for relation in relations:
        root = story.package.roots.get(relation.target)
        if root is None or relation.id not in used:
            continue
        with story.at(_NAMES[relation.kind]):
            story.enter(relation.target, root)
            text = " ".join(_list_texts(story, root))
            if text not in told and not _PAGE_NUMBER.fullmatch(text):
                story.lose(_NAMES[relation.kind], text)
            told.add(text)


def _list_texts(story: Story, root: Element) -> Iterator[str]:
    for block in read_blocks(story, root):
        text = "（图片）" if isinstance(block, Figure) else " ".join(plain_text(block).split())
        if text:
            yield text


def lose_unread(story: Story, root: Element) -> None:
    """Names whatever text of the main part nobody read: nothing is left out unsaid."""
    unread = [
        element.text or ""
        for element in iterate(root, "t")
        if element not in story.seen and (element.text or "").strip()
    ]
    if unread:
        story.place = "正文"
        story.lose("没有读出的文字", "".join(unread))
