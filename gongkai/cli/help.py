"""Help wholly in Chinese: usage, arguments, options, commands, and examples."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, ClassVar

import typer
from rich.console import Console
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from gongkai.cli.help_examples import EXAMPLES
from gongkai.cli.help_layout import list_pairs, wrap
from gongkai.cli.help_terms import describe_parameter, name_argument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click import Command, Context

    from gongkai.cli.help_terms import Parameter

    Pairs = Sequence[tuple[str, str]]
    Sections = Sequence[tuple[str, Pairs]]

_WIDEST, _NARROWEST = 100, 40
"""Cells of a line of help: much longer lines are hard to read."""
_KINDS: tuple[type[Parameter], ...] = (TyperArgument, TyperOption)
_CLAUSE = re.compile("[。：；]")
_INNER_BREAK = re.compile("(?<=[^。\n])\n(?=[^\n])")


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Context) -> str:
        """The help that `-h` shows."""
        return render_help(self, ctx, ())


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    sections: ClassVar[Sections] = ()
    """Headings of the list of commands with names and summaries, if not simply all of them."""

    def get_help(self, ctx: Context) -> str:
        """The help that `-h` shows."""
        return render_help(self, ctx, self.sections or (("命令", self._list_pairs(ctx)),))

    def _list_pairs(self, ctx: Context) -> Pairs:
        """Names of the commands with the first clause of their help."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [
            (name, _CLAUSE.split(command.help or "", maxsplit=1)[0])
            for name, command in found
            if command is not None and not command.hidden
        ]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Shows the help where a command is missing: wrong usage, so on the error stream."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)


def dress(app: typer.Typer) -> None:
    """Makes the help of all commands of an application Chinese."""
    for command in app.registered_commands:
        command.cls = ChineseCommand
    for group in app.registered_groups:
        group.cls = ChineseGroup
        if group.typer_instance is not None:
            dress(group.typer_instance)


def render_help(command: Command, ctx: Context, commands: Sections) -> str:
    """The help of a command, in lines no wider than the terminal.

    Args:
        command: The command.
        ctx: Its context, which knows by what name it was called.
        commands: Headed lists of its own commands, if it has any.
    """
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))
    arguments, options = (_list_parameters(command, ctx, kind) for kind in _KINDS)
    sections = (("参数", arguments), *commands, ("选项", options))
    lines = [*wrap(f"用法：{_format_usage(command, ctx)}", width), ""]
    lines += wrap(_INNER_BREAK.sub("", command.help or "").replace("\n\n", "\n"), width)
    least = max((len(name) for _, pairs in commands for name, _ in pairs), default=0)
    for heading, pairs in sections:
        if pairs:
            lines += ["", f"{heading}：", *list_pairs(pairs, width, least=least)]
    lines += _list_examples(ctx)
    if commands:
        lines += ["", f"各命令的用法：{ctx.command_path} 命令 -h"]
    headings = {"用法", "示例", *(heading for heading, _ in sections)}
    return "\n".join(_style(line, headings) for line in lines)


def _format_usage(command: Command, ctx: Context) -> str:
    pieces = [ctx.command_path, "[选项]"]
    for parameter in command.get_params(ctx):
        if isinstance(parameter, TyperArgument) and not parameter.hidden:
            more = "…" if parameter.nargs == -1 else ""
            name = f"{name_argument(parameter)}{more}"
            pieces.append(name if parameter.required else f"[{name}]")
    if isinstance(command, TyperGroup):
        pieces.append("[命令]" if command.invoke_without_command else "命令")
    return " ".join(pieces)


def _list_parameters(command: Command, ctx: Context, kind: type[Parameter]) -> Pairs:
    described = [
        describe_parameter(parameter)
        for parameter in command.get_params(ctx)
        if isinstance(parameter, kind)
    ]
    return [pair for pair in described if pair is not None]


def _list_examples(ctx: Context) -> list[str]:
    root = ctx.find_root().command_path
    examples = EXAMPLES.get(ctx.command_path.removeprefix(root).strip(), ())
    lines = ["", "示例："] if examples else []
    for line, purpose in examples:
        lines += [f"  # {purpose}", f"  {line}"]
    return lines


def _style(line: str, headings: set[str]) -> str:
    """The line with its heading in bold, and its purpose dim, on a terminal in colour."""
    if Console().color_system is None:
        return line
    if line.startswith("  # "):
        return typer.style(line, dim=True)
    heading, colon, rest = line.partition("：")
    return typer.style(heading, bold=True) + colon + rest if heading in headings else line
