"""The strict reader: from the bytes of a document to its head, tail and body.

---                    head: the model's fields
title: …
published: …           tail: machine-written, not part of the digest
review: …
---
body
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.strict_yaml import Lines, Value, YamlRefusedError, parse_yaml
from gongkai.core.tail import Tail, TailRefusedError, format_tail, parse_tail
from gongkai.core.text import TextRefusedError, read_text

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.tree import SourceFile

FENCE = "---\n"
MAX_BYTES = 2_000_000
_TAIL = re.compile(r'(?m)^(?:(?:published|waivers|review):|"(?:published|waivers|review)")')
"""How the first line of a tail begins."""


@dataclass(frozen=True)
class Source:
    """One document's file, read but not yet typed."""

    path: str
    head: str
    """The front-matter without the tail, each line ended by LF, without fences."""
    values: dict[str, Value]
    lines: Lines
    tail: Tail
    tail_line: int
    """The line on which the tail begins, or would begin."""
    body: str
    body_line: int

    @property
    def reviewed_text(self) -> str:
        """The file without its tail: what the digest covers."""
        return FENCE + self.head + FENCE + self.body

    def line_in_file(self, line: int) -> int:
        """The line of the file on which a line of the reviewed text stands."""
        return line if line < self.tail_line else line + self.body_line - 1 - self.tail_line

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's bytes without the tail, in hexadecimal."""
        return hashlib.sha256(self.reviewed_text.encode()).hexdigest()

    @cached_property
    def published(self) -> datetime | None:
        """The time of publication (Beijing), None for what is held."""
        return self.tail.published

    @cached_property
    def waived(self) -> bool:
        """Whether it has waivers."""
        return bool(self.tail.waivers)

    @cached_property
    def credential(self) -> str:
        """What names this very revision in log and later revisions: SHA-256 of its last entry.

        Existing stock (存量) has no entries; its own digest names it.
        """
        entries = self.tail.entries
        return entries[-1].digest if entries else self.digest

    def with_tail(self, tail: Tail) -> str:
        """The file's text with another tail."""
        return FENCE + self.head + format_tail(tail) + FENCE + self.body


class SourceRefusedError(ValueError):
    """A file that the strict reader does not accept; carries rule, line and Chinese reason."""

    def __init__(self, rule: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.line = line
        self.reason = reason


def read_source(file: SourceFile) -> Source:
    """The parts of a document's file.

    Raises:
        SourceRefusedError: when the bytes are outside the narrow language.
    """
    if len(file.data) > MAX_BYTES:
        raise SourceRefusedError("body-too-complex", 0, "文件超过 2 MB")
    try:
        text = read_text(file.data)
    except TextRefusedError as error:
        raise SourceRefusedError("text-malformed", error.line, error.reason) from error
    return split_source(file.path, text)


def split_source(path: str, text: str) -> Source:
    """The parts of a document's text; see `read_source`."""
    head, tail_text, body = cut_text(text)
    tail_line = 2 + head.count("\n")
    try:
        values, lines = parse_head(head)
    except YamlRefusedError as error:
        raise SourceRefusedError("front-matter-broken", error.line, error.reason) from error
    try:
        tail = parse_tail(tail_text)
    except TailRefusedError as error:
        line = tail_line + error.line - 1
        raise SourceRefusedError("review-malformed", line, error.reason) from error
    body_line = tail_line + tail_text.count("\n") + 1
    return Source(path, head, values, lines, tail, tail_line, body, body_line)


def cut_text(text: str) -> tuple[str, str, str]:
    """Head, tail and body of a document's text, none of them read yet.

    Raises:
        SourceRefusedError: when the fences are not there.
    """
    if not text.startswith(FENCE):
        raise SourceRefusedError("front-matter-broken", 1, "文件须以“---”一行开头")
    end = text.find("\n" + FENCE, len(FENCE) - 1)
    if end < 0:
        raise SourceRefusedError("front-matter-broken", 1, "文件头没有以“---”一行结束")
    front = text[len(FENCE) : end + 1]
    tail = _TAIL.search(front)
    cut = tail.start() if tail else len(front)
    return front[:cut], front[cut:], text[end + 1 + len(FENCE) :]


def parse_head(head: str) -> tuple[dict[str, Value], Lines]:
    """The fields of a head and their lines in the file; raises as `parse_yaml` does."""
    return parse_yaml(head, first_line=2, comments=False)
