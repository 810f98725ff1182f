"""The bytes that a source file may hold."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls other than LF; TAB and CR among them
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen and other invisibles
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff"  # zero width, bidi
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"  # format and tag characters
    "\ud800-\udfff"
    "]"
)
_USUAL = re.compile("[\n -~\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’—…·]*+")
"""Characters of which none is forbidden: over them the engine runs at five times the speed."""


class TextRefusedError(ValueError):
    """Bytes that are not the text a source file may hold; carries the line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def find_forbidden(text: str) -> tuple[int, str] | None:
    """The line and the name of the first control, bidi or invisible character."""
    usual = _USUAL.match(text)
    match = _FORBIDDEN.search(text, usual.end() if usual else 0)
    if match is None:
        return None
    character = match.group()
    name = unicodedata.name(character, "CONTROL")
    return text.count("\n", 0, match.start()) + 1, f"U+{ord(character):04X} {name}"


def read_text(data: bytes) -> str:
    """The text of a source file: strict UTF-8, LF, no invisible characters, one LF at the end.

    Raises:
        TextRefusedError: with the line of the first byte that is not allowed.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextRefusedError(line, "文件不是 UTF-8 编码") from error
    found = find_forbidden(text)
    if found is not None:
        line, name = found
        raise TextRefusedError(line, _describe(name))
    if not text.endswith("\n"):
        raise TextRefusedError(text.count("\n") + 1, "文件末尾缺少换行符")
    return text


def _describe(name: str) -> str:
    known = {"U+000D": "回车符（换行是 CRLF，应为 LF）", "U+0009": "制表符", "U+FEFF": "BOM 标记"}
    return f"含有不允许的字符：{known.get(name.split(maxsplit=1)[0], name)}"
