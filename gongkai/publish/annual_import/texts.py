"""The text of a report around its tables, a line for each paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.markup import iterate
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.html_source import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "section", "article")
_LEFT_OUT = frozenset({"table", "script", "style", "nav", "header", "footer", "aside", "select"})
_TITLE = re.compile(r"((?:19|20)[0-9]{2})\s*年度?[^。，]{0,30}?(?:年度报告|工作报告|年报)")


def read_text(name: str, data: bytes) -> str | None:
    """The paragraphs outside tables; None for files whose lines are no paragraphs.

    Raises:
        ImportRefusedError: when the file cannot be read.
    """
    kind = name.rpartition(".")[2].lower()
    if kind == "docx":
        lines = _read_docx(data)
    elif kind in {"html", "htm"}:
        lines = _read_html(data)
    else:
        return None
    return "".join(f"{line}\n" for line in lines)


def find_year(text: str) -> int | None:
    """The year that a report is on, by the first title in its text."""
    match = _TITLE.search(text)
    return int(match[1]) if match else None


def _read_docx(data: bytes) -> Iterator[str]:
    try:
        main = open_package(read_package(data), MAIN).main
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(f"不是可读的 docx 文件：{error}") from error
    for paragraph in iterate(main, "p"):
        if next(paragraph.iterancestors("{*}tbl"), None) is None:
            text = "".join(part.text or "" for part in iterate(paragraph, "t"))
            if text.strip():
                yield text.strip()


def _read_html(data: bytes) -> Iterator[str]:
    root = parse_page(data)
    for element in [*root.iter(*_LEFT_OUT)]:
        element.drop_tree()
    for block in root.iter(*_BLOCKS):
        own = [block.text or ""]
        for child in block:
            if isinstance(child.tag, str) and child.tag not in _BLOCKS:
                own.append(_read_inline(child))
            own.append(child.tail or "")
        text = " ".join("".join(own).split())
        if text:
            yield text


def _read_inline(element: HtmlElement) -> str:
    """The text of an element within a line; blocks in it are lines of their own."""
    inner = next(element.iter(*_BLOCKS), None)
    return "" if inner is not None else str(element.text_content())
