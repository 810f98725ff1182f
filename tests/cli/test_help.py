from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
import typer
from rich.cells import cell_len
from typer.core import TyperArgument, TyperGroup

from gongkai.cli.commands import ENTRIES
from gongkai.cli.help_examples import EXAMPLES
from gongkai.cli.help_layout import list_pairs, wrap
from gongkai.cli.help_terms import name_argument
from gongkai.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer._click import Command, Context

    from tests.cli.conftest import Run

HAN = re.compile("[\u4e00-\u9fff]")
LIBRARY = re.compile(
    r"usage|\boptions?\b|\barguments?\b|\bcommands?\b|required|default\b|env var|<\w+>",
    re.IGNORECASE,
)
ROOT = typer.main.get_command(app)


def _walk(command: Command, context: Context) -> Iterator[tuple[str, Command, Context]]:
    yield context.command_path.removeprefix("gongkai").strip(), command, context
    if isinstance(command, TyperGroup):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _walk(below, command.context_class(below, context, name))


def _all() -> list[tuple[str, Command, Context]]:
    settings = ROOT.context_settings
    return [*_walk(ROOT, ROOT.context_class(ROOT, info_name="gongkai", **settings))]


COMMANDS = {path: (command, context) for path, command, context in _all()}
LEAVES = [
    path
    for path, (command, _) in COMMANDS.items()
    if not isinstance(command, TyperGroup) or command.invoke_without_command
]


@pytest.mark.parametrize("path", COMMANDS)
def test_help_is_wholly_chinese(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    command, context = COMMANDS[path]
    lines = command.get_help(context).splitlines()
    cut = lines.index("示例：") if "示例：" in lines else len(lines)
    assert lines[0].startswith(f"用法：gongkai {path}".rstrip())
    for line in lines[:cut]:
        assert not LIBRARY.search(re.sub(r"--?[\w-]+|options?\.\w+", "", line)), line
    for parameter in command.get_params(context):
        if isinstance(parameter, TyperArgument):
            assert HAN.search(name_argument(parameter)), (path, parameter.name)


@pytest.mark.parametrize("path", COMMANDS)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_of_help_is_wider_than_the_terminal(
    path: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    command, context = COMMANDS[path]
    lines = command.get_help(context).splitlines()
    cut = lines.index("示例：") if "示例：" in lines else len(lines)
    long = [line for line in lines[:cut] if cell_len(line) > width and " " in line.strip()]
    assert long == []


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_has_examples(path: str) -> None:
    assert 1 <= len(EXAMPLES.get(path, ())) <= 4, f"help_examples.py: {path}"


def test_no_example_is_of_a_command_that_does_not_exist() -> None:
    assert set(EXAMPLES) <= set(LEAVES)


@pytest.mark.parametrize(
    ("path", "line", "purpose"),
    [(path, *example) for path, examples in EXAMPLES.items() for example in examples],
)
def test_every_example_can_be_typed(
    path: str, line: str, purpose: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert path in COMMANDS, path
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line.partition(" | ")[0])
    assert " ".join(words[: len(path.split()) + 1]) == f"gongkai {path}"
    assert HAN.search(purpose)
    assert not purpose.endswith("。")
    command, context = COMMANDS[path]
    rest = words[len(path.split()) + 1 :]
    fault = ""
    try:
        command.make_context(context.info_name, rest, parent=context.parent)
    except typer.BadParameter as error:
        fault = error.message
    # a file of the example may not be here
    assert not fault or fault.endswith("does not exist."), line


def test_every_entry_of_the_list_is_the_command_that_it_names() -> None:
    for name, entry in ENTRIES.items():
        assert COMMANDS[name][0].name == name
        assert not entry.summary.endswith("。")


def test_the_list_of_commands_is_by_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    command, context = COMMANDS[""]
    lines = command.get_help(context).splitlines()
    assert [line for line in lines if line.endswith("：")] == [
        "编辑：",
        "审查：",
        "公开工作机构和检查人员：",
        "运维：",
        "学习：",
        "选项：",
    ]
    assert "  review   待办、审查单、签署、退回、撤回、委托" in lines


def test_help_is_also_a_word(gongkai: Run) -> None:
    assert gongkai("help", "review", "sign") == gongkai("review", "sign", "-h")
    assert gongkai("help") == gongkai("-h")
    assert gongkai("help", "sing")[0] == 2


def test_other_programs_get_no_colours(gongkai: Run) -> None:
    assert "\x1b" not in gongkai("check", "-h")[1]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五", ["一二三四五"]),
        ("一二三四五，六七", ["一二三四", "五，六七"]),
        ("一二（三四五六）", ["一二（三四", "五六）"]),
        ("按 content/guifanxing/xxx.md 改", ["按", "content/guifanxing/xxx.md", "改"]),
        ("一\n二", ["一", "二"]),
    ],
)
def test_texts_are_broken_where_chinese_is(text: str, lines: list[str]) -> None:
    assert wrap(text, 11) == lines


def test_explanations_stand_in_one_column() -> None:
    rows = [("-k, --key 文件", "私钥文件"), ("--a-very-long-name-of-an-option", "说明")]
    assert list_pairs(rows, 40) == [
        "  -k, --key 文件  私钥文件",
        "  --a-very-long-name-of-an-option",
        "                  说明",
    ]
