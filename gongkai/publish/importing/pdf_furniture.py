"""What stands on every page around the text: running heads, page numbers; and footnotes below."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Loss

if TYPE_CHECKING:
    from gongkai.publish.importing.pdf_lines import Line
    from gongkai.publish.importing.pdf_pages import PageText

_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–－·.\s]*(?:[/／]\s*\d{1,4}|(?:，|,)?\s*共\s*\d{1,4}\s*页)?"
)
_EDGE = 0.13
"""Share of the page's height at the top and bottom where heads and page numbers stand."""
_AT_EDGE = 2
"""Lines at each end of a page that may be running heads."""
_NOTE = re.compile(r"([①-⑳]|\[\d{1,3}\]|［\d{1,3}］|\d{1,3}|[*＊]{1,3}|注\d{0,2}[:：])")
_SMALLER = 0.9
_LOWER = 0.45


def take_furniture(pages: list[PageText]) -> list[Loss]:
    """Takes running heads and page numbers out of the pages, and names them."""
    heads = _find_heads(pages)
    numbers, repeated = 0, Counter[str]()
    for page in pages:
        kept = []
        for line in page.lines:
            text = line.text.strip()
            if _is_number(line, text, page):
                numbers += 1
            elif _is_edge(line, page) and _squeeze(text) in heads:
                repeated[text] += 1
            else:
                kept.append(line)
        page.lines = kept
    losses = [Loss("页眉、页脚", "每页", f"“{text}”{n} 处") for text, n in repeated.items()]
    return losses + ([Loss("页码", "每页", f"{numbers} 处")] if numbers else [])


def take_notes(page: PageText, body_size: float) -> list[Line]:
    """Takes the lines of footnotes out of a page: small ones at its end, the first with a mark."""
    cut = len(page.lines)
    while cut and page.lines[cut - 1].size <= _SMALLER * body_size:
        cut -= 1
    while cut < len(page.lines) and not _NOTE.match(page.lines[cut].text):
        cut += 1
    found = page.lines[cut:]
    if not found or found[0].top < _LOWER * page.height or cut == 0:
        return []
    page.lines = page.lines[:cut]
    return found


def split_note(text: str) -> tuple[str, str]:
    """Mark and text of the first line of a footnote; the mark is empty for a further line."""
    match = _NOTE.match(text)
    return (match[1], text[match.end() :].strip()) if match else ("", text)


def _find_heads(pages: list[PageText]) -> set[str]:
    counts = Counter(
        text
        for page in pages
        for text in {_squeeze(line.text) for line in page.lines if _is_edge(line, page)}
    )
    least = max(2, len(pages) // 2)
    return {text for text, number in counts.items() if number >= least}


def _is_edge(line: Line, page: PageText) -> bool:
    outside = line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height
    return outside and (line in page.lines[:_AT_EDGE] or line in page.lines[-_AT_EDGE:])


def _is_number(line: Line, text: str, page: PageText) -> bool:
    return _is_edge(line, page) and _NUMBER.fullmatch(text) is not None


def _squeeze(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))
