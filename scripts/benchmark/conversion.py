"""From texts as they are found to what the gate accepts, without losing a word of them.

The texts are no Markdown but for headings, so every other mark of the language is escaped.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from gongkai.core.body import check_body
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

LONGEST_LINE = 300
_PIECE = 20_000
_MOST_MARKS = 400
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile(r"^ {4,}", re.MULTILINE)
_MARK = re.compile(r"[\\`*_\[\]{}]")
_ORDINAL = re.compile(r"^ {0,3}\d+(?=\. )", re.MULTILINE)
_NESTED = re.compile(r"^(?=(?:[>+-] ?){12})", re.MULTILINE)
_WIDE = str.maketrans({"<": "＜", ">": "＞", "&": "＆", "[": "［", "*": "＊", "`": "｀"})


class ConversionError(ValueError):
    """A text that the gate would refuse all the same."""


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _drop_invisible(text: str) -> str:
    while (found := find_forbidden(text)) is not None:
        text = text.replace(chr(int(found[1].split()[0].removeprefix("U+"), 16)), "")
    return text


def _widen_markup(text: str) -> str:
    text = re.sub(r"<(?=[A-Za-z/!?])", "＜", text)
    return _ENTITY.sub(lambda match: match[0].replace("&", "＆"), text)


def _ease(line: str) -> str:
    """The line within the gate's limits of length and marks."""
    if sum(map(line.count, "[*`")) > _MOST_MARKS // 2:
        line = line.translate(_WIDE)
    return "\n".join(line[i : i + _PIECE] for i in range(0, len(line), _PIECE)) or line


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("还原 HTML 实体", lambda text: _ENTITY.sub(_unescape, text)),
    ("统一换行", lambda text: _BREAK.sub("\n", text)),
    ("制表符改空格", lambda text: text.replace("\t", " ")),
    ("删去不可见字符", _drop_invisible),
    ("去掉行首缩进", lambda text: _INDENT.sub("", text)),
    ("尖括号、& 改全角", _widen_markup),
    ("断开过长的行", lambda text: "\n".join(map(_ease, text.split("\n")))),
    ("转义标记符号", lambda text: _MARK.sub(r"\\\g<0>", text)),
    ("转义行首序号", lambda text: _ORDINAL.sub(r"\g<0>\\", text)),
    ("转义行首符号", lambda text: _NESTED.sub(r"\\", text)),
)


def convert_body(text: str, changes: Counter[str]) -> str:
    """A body that the gate accepts; what had to be done is counted.

    Raises:
        ConversionError: if the gate refuses it all the same.
    """
    for name, step in _STEPS:
        changed = step(text)
        changes[f"正文：{name}"] += changed != text
        text = changed
    text = text.strip("\n") + "\n"
    for rule, line, reason in check_body(text):
        raise ConversionError(f"第 {line} 行：{reason} [{rule}]")
    return text


def convert_line(text: str, changes: Counter[str], name: str) -> str:
    """One line for front-matter; what had to be done is counted under the name."""
    line = _drop_invisible(" ".join(_ENTITY.sub(_unescape, text).split()))
    line = line.translate(_WIDE).replace(PLACEHOLDER, " ".join(PLACEHOLDER)).strip()
    if line != text:
        changes[f"{name}：清理字符"] += 1
    if len(line) > LONGEST_LINE:
        changes[f"{name}：截短"] += 1
        line = f"{line[: LONGEST_LINE - 1]}…"
    return line
