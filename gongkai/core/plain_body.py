"""The short way from a body to HTML, for bodies of headings and paragraphs without any markup.

Most official texts are nothing else. For these, and only these, the HTML is known without the
Markdown library; tests hold every line of it against what the library makes.
"""

from __future__ import annotations

import re

_PLAIN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\\`*_\[\]&|~^{}#]"
"""What is text wherever it stands: neither inline markup nor dropped by an HTML parser."""
_LINE = rf"(?! |[-+=:>]|\d+\. ){_PLAIN}++(?<! )"
"""A line that opens no list, rule, quotation or code, underlines no heading, breaks no line."""
_BLOCK = re.compile(rf"(?P<marks>#{{1,6}}) ?(?P<heading>{_LINE})|{_LINE}(?:\n{_LINE})*")
_GAP = re.compile(r"\n{2,}")


def split_plain_blocks(body: str) -> tuple[tuple[str, str], ...] | None:
    """Tag and text of each block; None for a body that may hold more than plain blocks."""
    text = body.strip("\n")
    blocks = []
    for block in _GAP.split(text) if text else ():
        match = _BLOCK.fullmatch(block)
        if match is None:
            return None
        marks, heading = match.groups()
        tag, line = (f"h{len(marks)}", heading.strip()) if marks else ("p", block.lstrip())
        if not line:
            return None
        blocks.append((tag, line))
    return tuple(blocks)
