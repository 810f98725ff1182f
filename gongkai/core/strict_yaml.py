"""A narrow YAML: mappings, lists and text only, read from parser events, with line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import yaml

from gongkai.core.plain_head import read_plain_head
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
KeyPath: TypeAlias = "tuple[str | int, ...]"

MAX_CHARACTERS = 400_000
MAX_DEPTH = 6
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlRefusedError(ValueError):
    """YAML outside the narrow language; carries the line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(slots=True)
class Lines:
    """The line (from 1) on which each key or list item stands."""

    of: dict[KeyPath, int] = field(default_factory=dict)

    def find(self, path: KeyPath) -> int:
        """The line of the deepest known part of a path."""
        while path and path not in self.of:
            path = path[:-1]
        return self.of.get(path, 1)


def parse_yaml(
    text: str, *, first_line: int = 1, comments: bool = True
) -> tuple[dict[str, Value], Lines]:
    """The mapping that the text spells, every scalar as text, and the lines of its keys.

    Anchors, aliases, tags, merge keys, duplicate keys, further documents and, where `comments`
    is false, comments are refused, so that two readers can never disagree.

    Raises:
        YamlRefusedError: with the line, counted from `first_line`.
    """
    if len(text) > MAX_CHARACTERS:
        raise YamlRefusedError(first_line, "内容过长")
    if found := find_forbidden(text):
        raise YamlRefusedError(first_line + found[0] - 1, "含有不允许的字符")
    if plain := read_plain_head(text):
        fields, places = plain
        known = {path: first_line + line for path, line in places}
        return cast("dict[str, Value]", fields), Lines({(): first_line} | known)
    return read_any_yaml(text, first_line=first_line, comments=comments)


def read_any_yaml(text: str, *, first_line: int, comments: bool) -> tuple[dict[str, Value], Lines]:
    """The long way of `parse_yaml`, for texts of any form; raises as it does."""
    reader = _Reader(text, first_line)
    try:
        value = reader.read_document()
    except yaml.YAMLError as error:
        place = _find_fault(error)
        hint = _guess_fault([*text.split("\n"), ""][place])
        message = f"YAML 语法错误，无法解析{hint}"
        raise YamlRefusedError(first_line + place, message) from error
    if not comments:
        reader.refuse_comments()
    if not isinstance(value, dict):
        raise YamlRefusedError(first_line, "应为“键: 值”的形式")
    return value, reader.lines


def show_key(key: str) -> str:
    """The key if it is spelled like one; a sentence in its place may be what awaits review."""
    return key if re.fullmatch(r"(?!.*\d{4})[A-Za-z0-9_-]{1,40}", key) else "（不是字段名的文字）"


_SLIPS = (
    (re.compile(r"\s*(?:- +)?[A-Za-z_]+ *："), "字段名后要用半角冒号，后接一个空格"),
    (re.compile(r"\s*(?:- +)?[A-Za-z_]+:[^\s:/]"), "字段名的冒号后要有一个空格"),
    (
        re.compile(r"\s*(?:- +)?[A-Za-z_]+: +[^\s'\"|>\[{].*: "),
        "值中的冒号改用全角，或者整个值用英文引号括起",
    ),
)
"""What an editor who is used to Chinese punctuation writes, and what to write."""


def _guess_fault(line: str) -> str:
    """The likely cause of a syntax error, to be put behind it; empty where nothing is known."""
    return next((f"：{told}" for slip, told in _SLIPS if slip.match(line)), "")


def _find_fault(error: yaml.YAMLError) -> int:
    """The line, from 0, where a fault begins: an open quotation mark's, not that of the end."""
    scanning = "scanning" in str(getattr(error, "context", None))
    mark: Any = getattr(error, "context_mark" if scanning else "problem_mark", None)
    return int(mark.line) if mark else 0


class _Reader:
    """Builds values from the events of one text."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.lines = Lines()
        self.spans: list[tuple[int, int]] = []
        self.escaped = "\\" in text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def read_document(self) -> Value:
        for kind in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
            event = next(self.events)
            if not isinstance(event, kind):
                raise YamlRefusedError(self._line(event), "内容为空")
            if getattr(event, "version", None) or getattr(event, "tags", None):
                raise YamlRefusedError(self._line(event), "不允许使用 YAML 指令")
        value = self._read(next(self.events), ())
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlRefusedError(self._line(event), "只允许一个 YAML 文档")
        return value

    def _line(self, event: yaml.Event) -> int:
        mark: Any = event.start_mark  # absent only from events made by hand
        return self.first_line + int(mark.line)

    def _read(self, event: yaml.Event, path: KeyPath) -> Value:
        line = self._line(event)
        self.lines.of[path] = line
        self._refuse_extras(event, line)
        if len(path) > MAX_DEPTH:
            raise YamlRefusedError(line, "嵌套层次过深")
        if isinstance(event, yaml.ScalarEvent):
            return self._read_text(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_list(path)
        return self._read_mapping(path)

    def _read_text(self, event: yaml.ScalarEvent, line: int) -> str:
        self.spans.append(self._find_span(event))
        # An escape in double quotes could spell what no source file may hold.
        if self.escaped and find_forbidden(event.value):
            raise YamlRefusedError(line, "转义写出了不允许的字符")
        return str(event.value)

    @staticmethod
    def _refuse_extras(event: Any, line: int) -> None:  # noqa: ANN401 - PyYAML types no attribute
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise YamlRefusedError(line, "不允许使用锚点和别名（& 和 *）")
        if event.tag is not None:
            raise YamlRefusedError(line, "不允许使用标签（!）")

    def _find_span(self, event: yaml.ScalarEvent) -> tuple[int, int]:
        """Where the scalar's own text stands; the header of a block scalar may hold a comment."""
        start, end = cast("Any", event.start_mark).index, cast("Any", event.end_mark).index
        if event.style in {"|", ">"}:
            start = self.text.find("\n", start, end) + 1 or end
        return start, end

    def _read_list(self, path: KeyPath) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._read(event, (*path, len(items))))
        return items

    def _read_mapping(self, path: KeyPath) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = self._line(event)
            key = self._read_key(event, line)
            if key in mapping:
                raise YamlRefusedError(line, f"键重复：{show_key(key)}")
            own = (*path, key)
            mapping[key] = self._read(next(self.events), own)
            self.lines.of[own] = line
        return mapping

    def _read_key(self, event: yaml.Event, line: int) -> str:
        self._refuse_extras(event, line)
        if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
            raise YamlRefusedError(line, "键只能是普通文字")
        return self._read_text(event, line)

    def refuse_comments(self) -> None:
        """Refuses a `#` outside of every scalar: a comment would be bytes without a meaning."""
        position = 0
        if "#" not in self.text:
            return
        for start, end in [*self.spans, (len(self.text), len(self.text))]:
            found = self.text.find("#", position, max(position, start))
            if found >= 0:
                line = self.first_line + self.text.count("\n", 0, found)
                raise YamlRefusedError(line, "不允许写注释（#）")
            position = max(position, end)
