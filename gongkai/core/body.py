"""A document's body: what Markdown is allowed, and its one rendering to HTML, text and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from gongkai.core.plain_body import split_plain_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAW_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_SAFE_LINK = re.compile(
    r"https?://[^\s]+|mailto:[^\s]+|tel:[+\d-]+|#[^\s]*"
    r"|/([a-z0-9-]+/([a-z0-9-]+/)?([a-z0-9-]+\.[a-z]+)?)?|[a-z0-9-]+\.[a-z]+"
)
_MANY_BLANKS, _MANY_MARKS = " " * 40, 12
_NESTED = re.compile(rf"^(?:{_MANY_BLANKS}|(?:[>*+-] ?){{{_MANY_MARKS},}})", re.MULTILINE)
_MAX_LINE = 60_000
_MAX_BRACKETS = 400


class BodyRefusedError(ValueError):
    """A body that is not rendered; carries rule, line within the body and Chinese reason."""

    def __init__(self, rule: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Rendered:
    """A body as HTML, and what the HTML holds."""

    html: str
    blocks: tuple[str, ...]
    """The text of each paragraph, heading, list item and table cell, in order."""
    links: tuple[str, ...]
    images: tuple[tuple[str, str], ...]
    """Source and text alternative of each picture."""

    @property
    def text(self) -> str:
        """All visible text without white space, as output verification compares it."""
        return "".join("".join(self.blocks).split())


def check_body(body: str) -> Iterator[tuple[str, int, str]]:
    """Rule, line within the body and sentence for each thing that Markdown here must not hold."""
    raw = _RAW_HTML.search(body) if "<" in body or "&" in body else None
    if raw:
        line = body.count("\n", 0, raw.start()) + 1
        yield "html-forbidden", line, "正文中有 HTML 标记、注释或实体"
    # No line exceeds what the whole body stays below.
    if len(body) > _MAX_LINE or _count_brackets(body) > _MAX_BRACKETS:
        for number, text in enumerate(body.split("\n"), 1):
            if len(text) > _MAX_LINE or _count_brackets(text) > _MAX_BRACKETS:
                yield "body-too-complex", number, "一行过长或标记过多"
    nested = _NESTED.search(body) if _may_nest(body) else None
    if nested:
        line = body.count("\n", 0, nested.start()) + 1
        yield "body-too-complex", line, "列表或引用嵌套过深"


def _may_nest(body: str) -> bool:
    """Whether it has as many blanks in a row, or marks in all, as nesting too deep needs."""
    return _MANY_BLANKS in body or sum(map(body.count, ">*+-")) >= _MANY_MARKS


def _count_brackets(text: str) -> int:
    return text.count("[") + text.count("*") + text.count("`")


def is_safe_link(target: str) -> bool:
    """Whether a link leads to the web, mail, telephone, this site or the own attachments."""
    return _SAFE_LINK.fullmatch(target) is not None


def render_body(body: str) -> Rendered:
    """The one rendering of a body; `check_body` must have found nothing in it.

    Raises:
        BodyRefusedError: when the Markdown library gives up on it.
    """
    plain = split_plain_blocks(body)
    if plain is not None:
        return _render_plain(plain)
    # The library and the reader of HTML take long to load, and most bodies need neither.
    from gongkai.core.body_markdown import render_markdown  # noqa: PLC0415

    return render_markdown(body)


def _render_plain(blocks: tuple[tuple[str, str], ...]) -> Rendered:
    return Rendered(
        html="\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in blocks),
        blocks=tuple(" ".join(text.split()) for _, text in blocks),
        links=(),
        images=(),
    )
