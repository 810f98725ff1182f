"""What the command-line library says of wrong usage, in Chinese."""

from __future__ import annotations

import re

_WORDINGS = (
    (re.compile(r"Missing argument '(.+)'\."), r"缺少 \1"),
    (re.compile(r"Missing option '([^']+)'.*", re.DOTALL), r"缺少选项 \1"),
    (re.compile(r"No such option: ([^ ]+).*", re.DOTALL), r"没有选项 \1"),
    (re.compile(r"No such command '([^']+)'.*", re.DOTALL), r"没有命令 \1"),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)"), r"多出 \1"),
    (re.compile(r"Option '(.+)' requires an argument\."), r"选项 \1 后面缺少内容"),
    (re.compile(r"Invalid value for '([^']+)'.*", re.DOTALL), r"\1 的内容不对"),
)


def translate_usage(message: str) -> str:
    """The library's sentence in Chinese, or as it is when it is none of the usual ones."""
    for pattern, wording in _WORDINGS:
        match = pattern.fullmatch(message)
        if match:
            return match.expand(wording)
    return message
