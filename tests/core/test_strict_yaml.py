from __future__ import annotations

import contextlib
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.core.strict_yaml import MAX_CHARACTERS, YamlRefusedError, parse_yaml

PIECES = (
    *("a", "b", "键", "1", "null", "是", " ", "  ", "\n", "\n  ", ": ", ":", "- ", "-", "? "),
    *("#", " #", "'", '"', "\\", "\\u202e", "|", ">", "|-\n  ", ">+\n  ", "[", "]", "{", "}", ","),
    *("&x ", "*x", "!t ", "!!str ", "<<: ", "%YAML 1.1\n", "---\n", "...\n", "=", "~", "@", "`"),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\n", {"a": "1"}),
        ("a: null\nb: 是\nc: 1.50\n", {"a": "null", "b": "是", "c": "1.50"}),
        ("a: 2026-01-31 09:30\n", {"a": "2026-01-31 09:30"}),
        ("a:\n", {"a": ""}),
        ("a: ''\n", {"a": ""}),
        ("a: [x, 'y z', \"甲\"]\n", {"a": ["x", "y z", "甲"]}),
        ("a:\n- b: 1\n  c: 2\n- {d: 3}\n", {"a": [{"b": "1", "c": "2"}, {"d": "3"}]}),
        ("a: |\n  第一行\n  # 不是注释\nb: x\n", {"a": "第一行\n# 不是注释\n", "b": "x"}),
        ("a: >-\n  甲\n  乙\n", {"a": "甲 乙"}),
        ("a: 'b # c'\nd: e#f\n", {"a": "b # c", "d": "e#f"}),
        ("{}\n", {}),
    ],
)
def test_every_scalar_is_read_as_text(text: str, value: dict[str, Any]) -> None:
    assert parse_yaml(text, comments=False)[0] == value


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "内容为空"),
        ("# 只有注释\n", 2, "内容为空"),
        ("- a\n", 1, "应为“键: 值”的形式"),
        ("a\n", 1, "应为“键: 值”的形式"),
        ("a: 1\na: 2\n", 2, "键重复：a"),
        ("x:\n  a: 1\n  'a': 2\n", 3, "键重复：a"),
        ("a: &x 1\n", 1, "不允许使用锚点和别名（& 和 *）"),
        ("a: 1\nb: *a\n", 2, "不允许使用锚点和别名（& 和 *）"),
        ("a: &x [1]\n", 1, "不允许使用锚点和别名（& 和 *）"),
        ("a: !!python/object:os.system x\n", 1, "不允许使用标签（!）"),
        ("a: ! x\n", 1, "不允许使用标签（!）"),
        ("!!map {a: 1}\n", 1, "不允许使用标签（!）"),
        ("<<: {a: 1}\n", 1, "键只能是普通文字"),
        ("? [a]\n: 1\n", 1, "键只能是普通文字"),
        ("%YAML 1.1\n---\na: 1\n", 1, "不允许使用 YAML 指令"),
        ("a: 1\n---\nb: 2\n", 2, "只允许一个 YAML 文档"),
        ("a: [\n", 2, "YAML 语法错误，无法解析"),
        ("a: 'b\nc: 1\n", 1, "YAML 语法错误，无法解析"),
        (
            "a: 1\nb：甲\nc: 1\n",
            2,
            "YAML 语法错误，无法解析：字段名后要用半角冒号，后接一个空格",
        ),
        ("a: 1\nb:甲\nc: 1\n", 2, "YAML 语法错误，无法解析：字段名的冒号后要有一个空格"),
        (
            "a: 1\nb: 通知: 甲\n",
            2,
            "YAML 语法错误，无法解析：值中的冒号改用全角，或者整个值用英文引号括起",
        ),
        ('a: "\\u202e"\n', 1, "转义写出了不允许的字符"),
        ('a: 1\nb: "\\0"\n', 2, "转义写出了不允许的字符"),
        ('"\\u200b": 1\n', 1, "转义写出了不允许的字符"),
        ("a: 1 # 批注\n", 1, "不允许写注释（#）"),
        ("a: |\n  x\n# 批注\nb: 1\n", 3, "不允许写注释（#）"),
        ("a: | # 批注\n  x\n", 1, "不允许写注释（#）"),
        ("a: [1, # 批注\n2]\n", 1, "不允许写注释（#）"),
        ("a: 1\n# 批注\n", 2, "不允许写注释（#）"),
        ("a: " + "[" * 9 + "]" * 9 + "\n", 1, "嵌套层次过深"),
        ("a: " + "x" * MAX_CHARACTERS, 1, "内容过长"),
    ],
)
def test_what_two_readers_could_read_differently_is_refused(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(YamlRefusedError) as caught:
        parse_yaml(text, comments=False)
    assert (caught.value.line, caught.value.reason) == (line, reason)


def test_comments_are_allowed_where_the_caller_says_so() -> None:
    assert parse_yaml("# 说明\na: 1 # 一\n")[0] == {"a": "1"}


def test_lines_are_counted_from_the_first_line_and_fall_back_to_the_nearest_known() -> None:
    _, lines = parse_yaml("a: 1\nb:\n- c: 2\n  d: 3\n", first_line=5)
    found = {p: lines.find(p) for p in ((), ("a",), ("b", 0), ("b", 0, "d"), ("b", 0, "z"), ("z",))}
    assert found == {
        (): 5,
        ("a",): 5,
        ("b", 0): 7,
        ("b", 0, "d"): 8,
        ("b", 0, "z"): 7,
        ("z",): 5,
    }


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.booleans())
@example("a: 'b'#c\n", False)  # noqa: FBT003 - hypothesis passes examples by position
@example('a: "b"#c\n', False)  # noqa: FBT003
@example("a: |1-\n  b\n", False)  # noqa: FBT003
@example("a: >#\n  c\n", True)  # noqa: FBT003
def test_any_text_is_refused_or_read_as_other_yaml_readers_read_it(
    text: str,
    comments: bool,  # noqa: FBT001 - as above
) -> None:
    try:
        value, lines = parse_yaml(text, comments=comments)
    except YamlRefusedError as error:
        assert error.line >= 1  # noqa: PT017 - one of two outcomes
        return
    # These loaders make text of every scalar. The pure one is another program than libyaml and
    # refuses some of what that accepts, as a question mark inside of braces.
    assert value == yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - as said
    with contextlib.suppress(yaml.YAMLError):
        assert value == yaml.load(text, yaml.BaseLoader)  # noqa: S506 - as said
    assert set(lines.of.values()) <= set(range(1, text.count("\n") + 2))
