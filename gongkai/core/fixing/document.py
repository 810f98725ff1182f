"""Mending one document that nobody has signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.fixing.body_text import fix_body
from gongkai.core.fixing.change import (
    BOM,
    INVISIBLE,
    LAST_LINE,
    LINE_ENDS,
    NO_BREAK_SPACE,
    TRAILING,
    Change,
    FixRefusedError,
    FixRule,
)
from gongkai.core.fixing.characters import drop_invisible, strip_trailing, widen_no_break
from gongkai.core.fixing.front_matter import find_value, fix_lines
from gongkai.core.strict_yaml import YamlRefusedError, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_SIGNED = re.compile(r"[\"']?(?:published|review|waivers)[\"']?\s*[:：]")
_FENCE = "---"
Line: TypeAlias = tuple[str, list[FixRule]]
"""A line as it is now, and the rules that changed it."""
LineFix: TypeAlias = "tuple[FixRule, Callable[[str], str]]"
_CHARACTERS: tuple[LineFix, ...] = (
    (INVISIBLE, drop_invisible),
    (NO_BREAK_SPACE, widen_no_break),
)
_BLANKS: LineFix = (TRAILING, strip_trailing)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document's text before, with LF at its line ends, and after mending."""

    before: str
    after: str
    changes: tuple[Change, ...]


def fix_document(data: bytes, types: Mapping[str, str]) -> Fixed:
    """The document mended; `types` has the first type of each column, for want of `type:`.

    Raises:
        FixRefusedError: when the document is signed or published, or is not text with front-matter.
    """
    text, whole = _read(data)
    lines = text.split("\n")
    end = _find_end(lines)
    if any(_SIGNED.match(line) for line in lines[1:end]):
        raise FixRefusedError(
            "已有审查记录或者发布时间，改动一个字节签名就失效；要修改请先运行 gongkai revise"
        )
    mended = [
        *_fix_fence(lines[0]),
        *_fix_head(lines[1:end], types),
        *_fix_fence(lines[end]),
        *_fix_rest(lines[end + 1 :]),
    ]
    changes = [Change(rule, 0) for rule in whole]
    for number, (_, rules) in enumerate(mended, 1):
        changes += [Change(rule, number) for rule in dict.fromkeys(rules)]
    after = "\n".join(line for line, _ in mended)
    last = len(mended)
    while last and not mended[last - 1][0].strip(" "):
        last -= 1
    ended = "".join(f"{line}\n" for line, _ in mended[:last])
    if ended != after:
        changes.append(Change(LAST_LINE, 0))
    return Fixed(text, ended, tuple(changes))


def _fix_fence(line: str) -> list[Line]:
    return [_fix_line(line, _BLANKS)]


def _fix_head(lines: list[str], types: Mapping[str, str]) -> list[Line]:
    """The lines of the front-matter mended, unless what could be read would get other fields."""
    cleaned = [_fix_line(line, _BLANKS) for line in lines]
    bare = [line for line, _ in cleaned]
    kind = find_value(bare, "type") or types.get(find_value(bare, "category"), "")
    mended = _join(cleaned, fix_lines(bare, kind))
    before = _list_keys(lines)
    if before is not None and _list_keys([line for line, _ in mended]) != before:
        return [(line, []) for line in lines]
    return mended


def _fix_rest(lines: list[str]) -> list[Line]:
    """The lines of the body mended; blanks at their ends may mean something in Markdown."""
    cleaned = [_fix_line(line) for line in lines]
    return _join(cleaned, fix_body([line for line, _ in cleaned]))


def _join(early: Iterable[Line], late: Iterable[Line]) -> list[Line]:
    """The later lines with the rules of both."""
    pairs = zip(early, late, strict=True)
    return [(line, [*first, *second]) for (_, first), (line, second) in pairs]


def _list_keys(lines: list[str]) -> list[str] | None:
    try:
        return list(parse_yaml("\n".join(lines) + "\n", comments=False)[0])
    except YamlRefusedError:
        return None


def _read(data: bytes) -> tuple[str, list[FixRule]]:
    """The text with LF at the line ends, and what had to be done for that."""
    rules = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "文件不是 UTF-8 编码，请用 gongkai import 导入，或者在编辑器中另存为 UTF-8"
        raise FixRefusedError(message) from error
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        rules.append(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        rules.append(LINE_ENDS)
    return text, rules


def _find_end(lines: list[str]) -> int:
    """The place of the line that ends the front-matter."""
    bare = [strip_trailing(drop_invisible(widen_no_break(line))) for line in lines]
    if bare[0] != _FENCE or _FENCE not in bare[1:]:
        raise FixRefusedError("没有以“---”起止的文件头，不知道哪里是字段、哪里是正文")
    return bare.index(_FENCE, 1)


def _fix_line(line: str, *more: LineFix) -> Line:
    rules = []
    for rule, fix in (*_CHARACTERS, *more):
        fixed = fix(line)
        if fixed != line:
            line = fixed
            rules.append(rule)
    return line, rules
