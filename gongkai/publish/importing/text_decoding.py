"""The characters of a text file: which encoding it is in, and what its bytes do not tell."""

from __future__ import annotations

import codecs
import re

from gongkai.core.importing.blocks import ImportRefusedError, Loss

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What a file may begin with, and the encoding that it says."""
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NOT_TEXT = "不是文字文件，或者编码无法识别；请用记事本打开，另存为 UTF-8 编码后再导入"
_MOST_DAMAGE = 50
"""One damaged byte among so many others: with more of them the encoding is another."""


def decode_text(data: bytes) -> tuple[str, tuple[Loss, ...]]:
    """The text with line feeds between lines, and a loss if bytes in it are damaged.

    Raises:
        ImportRefusedError: for what is no text or in an encoding that its bytes do not tell.
    """
    text, damaged = _decode(data)
    text = re.sub(r"\r\n?|[\f\v\x85\u2028\u2029]", "\n", text)
    if _BINARY.search(text):
        raise ImportRefusedError(_NOT_TEXT)
    if not damaged:
        return text, ()
    first = text.count("\n", 0, text.index("\ufffd")) + 1
    return text, (Loss("损坏的字节", f"第 {first} 行起", f"共{damaged}处，以“\ufffd”代替"),)


def _decode(data: bytes) -> tuple[str, int]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, text.count("\ufffd")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), 0
        except UnicodeDecodeError:
            continue
    return min((_decode_damaged(data, e) for e in ("utf-8", "gb18030")), key=lambda found: found[1])


def _decode_damaged(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged * _MOST_DAMAGE > sum(not c.isascii() for c in text):
        return _NO_TEXT, len(data) + 1
    return text, damaged


_NO_TEXT = "\x00"
