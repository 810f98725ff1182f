"""What arguments, options and their values are called in Chinese help and messages."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperOption

if TYPE_CHECKING:
    from collections.abc import Mapping

_ARGUMENTS: Mapping[str, str] = {
    "column": "栏目",
    "command": "命令",
    "file": "文件",
    "files": "文件",
    "folder": "文件夹",
    "name": "文件",
    "path": "文件",
    "paths": "文件或文件夹",
    "rule": "规则编号",
    "site": "网站文件夹",
}
"""Names of arguments; one that is not here has a Chinese `metavar` where it is declared."""
_PATHS = {"file": "文件", "dir": "文件夹", "path": "路径"}
_TYPES = {"int": "数字", "float": "数字", "datetime": "日期", "str": "文字", "date": "日期"}
_SHORT = 16
"""Most characters of choices that stand beside an option's name and not in its explanation."""
_OWN = {
    "--help": "显示本说明",
}
"""Texts of the options that the library adds."""

Parameter = TyperArgument | TyperOption


def name_argument(argument: TyperArgument) -> str:
    """What an argument is called, in Chinese."""
    return argument.metavar or _ARGUMENTS.get(argument.name, argument.name)


def name_parameter(parameter: Parameter) -> str:
    """How a message names a parameter: an argument in quotes, an option by its longest spelling."""
    if isinstance(parameter, TyperArgument):
        return f"“{name_argument(parameter)}”"
    return max(parameter.opts, key=len)


def list_choices(parameter: Parameter) -> tuple[str, ...]:
    """The words that may be given for a parameter, or none if it is free."""
    choices = parameter.type_descriptor.choices or ()
    return tuple(str(c.value if isinstance(c, Enum) else c) for c in choices)


def describe_value(parameter: Parameter) -> str:
    """What is to be given after an option: its words, or what sort of thing it is."""
    if parameter.metavar:
        return parameter.metavar
    described = parameter.type_descriptor
    choices = list_choices(parameter)
    if choices:
        return "|".join(choices) if len("".join(choices)) <= _SHORT else "类别"
    if described.is_path:
        return _PATHS[described.path_type]
    return _TYPES.get(parameter.bare_type().removeprefix("list[").removesuffix("]"), "文字")


def describe_parameter(parameter: Parameter) -> tuple[str, str] | None:
    """The parameter's entry in the help: how it is written, and what it means; None if hidden."""
    if parameter.hidden:
        return None
    if isinstance(parameter, TyperArgument):
        name = name_argument(parameter)
    else:
        name = ", ".join(sorted((*parameter.opts, *parameter.secondary_opts), key=len))
        if not parameter.is_flag and not parameter.count:
            name += f" {describe_value(parameter)}"
    own = (_OWN[option] for option in parameter.opts if option in _OWN)
    notes = "；".join(_list_notes(parameter))
    return name, f"{next(own, parameter.help or '')}{f' [{notes}]' if notes else ''}".lstrip()


def _list_notes(parameter: Parameter) -> list[str]:
    notes = []
    if parameter.required:
        notes.append("必填")
    choices = list_choices(parameter)
    if choices and (isinstance(parameter, TyperArgument) or describe_value(parameter) == "类别"):
        notes.append(f"可以是 {'、'.join(choices)}")
    if parameter.nargs == -1 or (isinstance(parameter, TyperOption) and parameter.multiple):
        notes.append("可多个")
    if parameter.min is not None or parameter.max is not None:
        notes.append(_describe_range(parameter.min, parameter.max))
    default = _describe_default(parameter)
    if default:
        notes.append(f"默认 {default}")
    if parameter.envvar and parameter.show_envvar:
        names = [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar
        notes.append(f"环境变量 {'、'.join(names)}")
    return notes


def _describe_range(least: float | None, most: float | None) -> str:
    if most is None:
        return f"不小于 {least}"
    return f"不大于 {most}" if least is None else f"{least} 至 {most}"


def _describe_default(parameter: Parameter) -> str:
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    value = parameter.default
    if not parameter.show_default or value is None or isinstance(value, bool) or callable(value):
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
