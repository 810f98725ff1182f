"""What stands on the pages of a PDF document: all text, and what of it cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from gongkai.core.attachments.notes import Notes, RefusedError
from gongkai.core.attachments.pdf_marks import Mark, list_marks
from gongkai.core.attachments.previews import CHARACTERS, join_lines, preview_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_COVERED = 0.6
"""How much of a text must lie under something for the text to count as covered."""
_ALIKE = 24
"""Colours, from 0 to 255 in each part, that nobody tells apart."""
_SCAN = 0.7
"""How much of the page a picture must fill for the page to count as scanned."""
_MAX_PAIRS = 20_000_000


def inspect_pages(data: bytes, notes: Notes) -> None:
    """Notes texts that are covered, invisible or off the page, and pages without text."""
    document = pypdfium2.PdfDocument(data)
    bare: list[int] = []
    layered: list[int] = []
    shown: list[str] = []
    try:
        for number, page in enumerate(document, 1):
            text_page = page.get_textpage()
            text = text_page.get_text_bounded() + "\n" + text_page.get_text_range()
            for line in text.splitlines():
                notes.say(line)
            if sum(map(len, shown)) <= CHARACTERS:
                shown += join_lines(text_page.get_text_bounded().splitlines())
            marks = list_marks(document, page, text_page)
            scanned = is_scanned(marks, page.get_bbox())
            if scanned and all(m.invisible for m in marks if m.text):
                (layered if text.strip() else bare).append(number)
            else:
                _inspect_marks(marks, page.get_bbox(), number, notes)
            text_page.close()
            page.close()
    finally:
        document.close()
    notes.show(preview_text(shown))
    if bare:
        notes.add("attachment-no-text", f"第 {_list(bare)} 页只有图像，没有文字，须人工查看")
    if layered:
        notes.add("attachment-no-text", f"第 {_list(layered)} 页是扫描图像，其文字层须人工核对")


def _list(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:10]))
    return f"{shown} 等 {len(numbers)}" if len(numbers) > 10 else shown  # noqa: PLR2004


def is_scanned(marks: list[Mark], box: tuple[float, float, float, float]) -> bool:
    """Whether pictures fill the page, or there is nothing on it but pictures."""
    pictures = [m for m in marks if m.image]
    area = (box[2] - box[0]) * (box[3] - box[1])
    large = any(_overlap(m.box, box) >= _SCAN * area for m in pictures)
    return bool(pictures) and (large or not any(m.text for m in marks))


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _covers(cover: Mark, text: Mark) -> bool:
    box = text.box
    area = (box[2] - box[0]) * (box[3] - box[1])
    return area > 0 and _overlap(cover.box, box) >= _COVERED * area


def _inspect_marks(
    marks: list[Mark], box: tuple[float, float, float, float], page: int, notes: Notes
) -> None:
    unseen = [covered for _, covered in list_unseen(marks, box, page)]
    notes.count("attachment-covered-text", f"第 {page} 页被遮盖而仍能复制的文字", sum(unseen))
    notes.count("attachment-hidden", f"第 {page} 页看不见的文字", len(unseen) - sum(unseen))


def list_unseen(
    marks: list[Mark], box: tuple[float, float, float, float], page: int
) -> Iterator[tuple[Mark, bool]]:
    """The texts that nobody sees on a page, each with whether something lies over it.

    Raises:
        RefusedError: when there is too much on the page to tell.
    """
    texts = [m for m in marks if m.text]
    grounds = [m for m in marks if m.ground]
    if len(texts) * len(grounds) > _MAX_PAIRS:
        raise RefusedError("attachment-too-complex", f"第 {page} 页过于复杂")
    for text in texts:
        under = [g for g in grounds if _covers(g, text)]
        if any(g.order > text.order and g.opaque for g in under):
            yield text, True
        elif text.invisible or _overlap(text.box, box) <= 0:
            yield text, False
        elif text.color is not None:
            ground = max((g for g in under if g.order < text.order), key=_order, default=None)
            below = (255, 255, 255) if ground is None else ground.color
            if below is not None and _alike(text.color, below):
                yield text, False


def _order(mark: Mark) -> int:
    return mark.order


def _alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < _ALIKE for a, b in zip(one, other, strict=True))
