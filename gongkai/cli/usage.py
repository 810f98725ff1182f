"""What the command-line library says of wrong usage, in Chinese, with what was probably meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperGroup, TyperOption

from gongkai.cli.help_examples import EXAMPLES
from gongkai.cli.help_terms import list_choices, name_parameter

if TYPE_CHECKING:
    import typer
    from typer._click import Context

    from gongkai.cli.help_terms import Parameter

_HAN = re.compile("[\u4e00-\u9fff]")
_MISSING = re.compile(r"Missing (argument|option|parameter).*", re.DOTALL)
_NO_OPTION = re.compile(r"No such option: (\S+).*", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command '(.*?)'\..*", re.DOTALL)
_SENTENCES = (
    (
        re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL),
        r"多出 \1；内容里有空格的，两头加引号",
    ),
    (re.compile(r"Option '(.+)' requires an argument\."), r"选项 \1 后面缺少内容"),
    (re.compile(r"Option '(.+)' requires (\d+) arguments\."), r"选项 \1 后面应有 \2 项内容"),
    (re.compile(r"Option '(.+)' does not take a value\."), r"选项 \1 后面不带内容"),
    (re.compile(r"Argument '(.+)' takes (\d+) values\."), r"“\1”应有 \2 项"),
    (re.compile(r"Missing command\."), "缺少命令"),
)
_PATH_FAULTS = (
    (re.compile(r"\w+ '(.*)' does not exist\.", re.DOTALL), "没有 {}"),
    (re.compile(r"\w+ '(.*)' is a file\.", re.DOTALL), "{} 是文件，应为文件夹"),
    (re.compile(r"\w+ '(.*)' is a directory\.", re.DOTALL), "{} 是文件夹，应为文件"),
    (re.compile(r"\w+ '(.*)' is not readable\.", re.DOTALL), "没有读取 {} 的权限"),
    (re.compile(r"\w+ '(.*)' is not writable\.", re.DOTALL), "没有写入 {} 的权限"),
)
_DATE_PARTS = (("%Y", "2026"), ("%m", "12"), ("%d", "01"), ("%H", "09"), ("%M", "30"))


def translate_usage(error: typer.TyperException) -> str:
    """What is wrong with a command line, in Chinese, without full stop."""
    parameter = getattr(error, "param", None)
    message = error.format_message()
    if isinstance(parameter, (TyperArgument, TyperOption)):
        name = name_parameter(parameter)
        if _MISSING.fullmatch(message):
            return f"缺少{'' if name.startswith('“') else '选项 '}{name}"
        return f"{name}的内容不对：{_tell_expected(parameter, error.message)}".replace(
            "的", "" if name.startswith("“") else " 的", 1
        )
    context = getattr(error, "ctx", None)
    return _translate_sentence(message, context)


def suggest_help(error: typer.TyperException) -> str:
    """Which help to read after wrong usage, as a command that can be typed."""
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'gongkai'} -h"


def _translate_sentence(message: str, context: Context | None) -> str:
    if found := _NO_OPTION.fullmatch(message):
        close = _guess(found[1], _list_options(context))
        before = context is not None and isinstance(context.command, TyperGroup) and not close
        return f"没有选项 {found[1]}{'；选项写在命令之后' if before else close}"
    if found := _NO_COMMAND.fullmatch(message):
        return f"没有命令 {found[1]}{_guess_command(found[1], context)}"
    for pattern, wording in _SENTENCES:
        if found := pattern.fullmatch(message):
            return found.expand(wording)
    return message if _HAN.search(message) else "写法无法识别"


def _tell_expected(parameter: Parameter, message: str) -> str:
    """What should stand for a parameter, from its type; our own checks speak for themselves."""
    if _HAN.search(message) and not any(p.fullmatch(message) for p, _ in _PATH_FAULTS):
        return message
    choices = list_choices(parameter)
    if choices:
        return f"可以是 {'、'.join(choices)}"
    for pattern, wording in _PATH_FAULTS:
        if found := pattern.fullmatch(message):
            return wording.format(found[1])
    described = parameter.type_descriptor
    if described.is_datetime:
        shown = [_show_format(form) for form in described.parameter_info.formats or ()]
        return f"应写作 {' 或 '.join(shown)}"
    if described.annotation in {int, float}:
        return f"应为{_tell_range(parameter)}"
    return "无法识别"


def _tell_range(parameter: Parameter) -> str:
    least, most = parameter.min, parameter.max
    if least is not None and most is not None:
        return f" {least} 至 {most} 的数字"
    if least is not None:
        return f"不小于 {least} 的数字"
    return "数字" if most is None else f"不大于 {most} 的数字"


def _show_format(form: str) -> str:
    for part, example in _DATE_PARTS:
        form = form.replace(part, example)
    return f'"{form}"' if " " in form else form


def _guess(wrong: str, known: list[str], exact: list[str] | None = None) -> str:
    """“，是不是：…” with what looks like it, or nothing."""
    close = exact or get_close_matches(wrong, known, n=2)
    return f"，是不是：{'、'.join(close)}" if close else ""


def _list_options(context: Context | None) -> list[str]:
    if context is None:
        return []
    options = (p for p in context.command.get_params(context) if isinstance(p, TyperOption))
    return [name for p in options if not p.hidden for name in (*p.opts, *p.secondary_opts)]


def _guess_command(wrong: str, context: Context | None) -> str:
    """A command of the group that looks like it, or any whose last word it is, as in `sign`."""
    if context is None or not isinstance(context.command, TyperGroup):
        return ""
    exact = [path for path in EXAMPLES if context.parent is None and path.split()[-1] == wrong]
    return _guess(wrong, context.command.list_commands(context), exact)
