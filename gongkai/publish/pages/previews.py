"""The beginning of an attachment beside its link; the file itself is what counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.attachments import Inspection, Preview
    from gongkai.core.items import Item

_MOST = 5
"""Previews on one page; whoever attaches more has a list of files, not something to read."""
_ROWS = 20
_SAME = 0.8
"""How much of a preview the body must say for the preview to be left out."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """The first rows or paragraphs of one attachment."""

    titles: tuple[str, ...]
    """The lines above a table."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Of a text, paragraphs of one cell each."""
    table: bool
    note: str
    """What is shown of how much."""


def make_previews(item: Item, inspections: Mapping[str, Inspection]) -> dict[str, PreviewView]:
    """Previews by file name, none of what the body says, one of a Word and a PDF file alike."""
    if not item.cleared.attachments:
        return {}
    found: dict[str, PreviewView] = {}
    body = item.cleared.rendered.text if item.cleared.rendered else ""
    seen: set[tuple[str, ...]] = set()
    for name, preview in _list_previews(item, inspections):
        opening = (name.rpartition(".")[0], "table" if preview.table else "text")
        if opening not in seen and len(found) < _MOST and not _repeats(preview, body):
            seen.add(opening)
            found[name] = _show(preview)
    return found


def _repeats(preview: Preview, body: str) -> bool:
    """Whether the page says nearly all of it already."""
    texts = ["".join(row[0].split()) for row in preview.rows if not preview.table]
    if not preview.whole:
        texts = texts[:-1]
    size = sum(map(len, texts))
    return size > 0 and sum(len(text) for text in texts if text in body) >= _SAME * size


def _list_previews(
    item: Item, inspections: Mapping[str, Inspection]
) -> Iterator[tuple[str, Preview]]:
    """File name and preview in the order in which the document names its attachments."""
    files = {file.path.rpartition("/")[2]: file for file in item.cleared.attachments}
    for attachment in item.record.attachments:
        inspection = inspections.get(inspection_key(files[attachment.file]))
        if inspection is not None and inspection.preview is not None:
            yield attachment.file, inspection.preview


def _show(preview: Preview) -> PreviewView:
    if not preview.table:
        note = "全文" if preview.whole else "开头部分"
        return PreviewView((), (), preview.rows, table=False, note=note)
    rows = list(preview.rows)
    titles = []
    while len(rows) > 1 and len(rows[0]) > 1 and not any(rows[0][1:]):
        titles.append(rows.pop(0)[0])
    head, *body = rows
    shown = tuple(body[:_ROWS])
    whole = preview.whole and len(shown) == len(body)
    sheet = f"第 1 张工作表（共 {preview.sheets} 张）" if preview.sheets > 1 else ""
    note = sheet + ("全部" if whole else f"前 {len(shown)} 行")
    return PreviewView(tuple(titles), head, shown, table=True, note=note)
