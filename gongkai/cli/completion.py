"""Completion of command lines: quick, because the program itself stays unloaded.

`scripts/completion_table` writes down once what commands and options there are; ids and paths are
read from the repository's files as they are, without judging anything.
"""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from gongkai.cli.completion_values import list_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.shell_completion import CompletionItem

VARIABLE = "_GONGKAI_COMPLETE"
"""Set by the shell when it asks for completions; `program` looks for it first."""
TABLE = Path(__file__).with_name("completion.json")
Pair = tuple[str, str]
"""A word and its Chinese explanation."""


class Option(TypedDict):
    """How an option is written."""

    names: list[str]
    help: str
    value: str | None
    """Kind of what follows it; None for a flag."""
    choices: list[str]


class Node(TypedDict):
    """A command, or a group of them."""

    help: str
    options: list[Option]
    arguments: list[str]
    """Kinds of its arguments; the last one may be repeated."""
    commands: dict[str, Node]


def complete(instruction: str) -> int:
    """Answers a shell; the exit code.

    Args:
        instruction: The variable's value, such as `complete_bash`.
    """
    from typer._click.shell_completion import CompletionItem, get_completion_class
    from typer._completion_classes import completion_init

    completion_init()
    action, _, shell = instruction.partition("_")
    kind = get_completion_class(shell)
    if kind is None or action != "complete":
        return 1

    def answer(self: object, args: list[str], incomplete: str) -> list[CompletionItem]:
        del self
        return [CompletionItem(word, help=told) for word, told in list_words(args, incomplete)]

    asked = type("Asked", (kind,), {"get_completions": answer})
    words = asked(None, {}, "gongkai", VARIABLE).complete()
    os.write(1, f"{words}\n".encode())
    return 0


def list_words(args: Sequence[str], incomplete: str) -> list[Pair]:
    """What may stand for an incomplete word after the arguments before it."""
    node, rest = _descend(cast("Node", json.loads(TABLE.read_text("utf-8"))), args)
    root = Path(_find_value(node, args, "--root") or ".")
    name, equals, value = incomplete.partition("=")
    asked = _find_option(node, name if equals else rest[-1] if rest else "")
    if asked is not None and asked["value"] is not None:
        start = value if equals else incomplete
        return _fitting(_list_answers(asked, root, start), start)
    if incomplete.startswith("-"):
        pairs = [(option, each["help"]) for each in node["options"] for option in each["names"]]
        return _fitting(pairs, incomplete)
    if node["commands"]:
        return _fitting(
            [(name, each["help"]) for name, each in node["commands"].items()], incomplete
        )
    given = len(_list_positional(node, rest))
    kinds = node["arguments"]
    if not kinds or (given >= len(kinds) and not kinds[-1].endswith("…")):
        return []
    kind = kinds[min(given, len(kinds) - 1)].removesuffix("…")
    return _fitting(list_values(kind, root, incomplete), incomplete)


def _descend(node: Node, args: Sequence[str]) -> tuple[Node, list[str]]:
    """The command that the arguments name, and the arguments after its name."""
    rest = list(args)
    while rest and rest[0] in node["commands"]:
        node = node["commands"][rest.pop(0)]
    return node, rest


def _find_option(node: Node, word: str) -> Option | None:
    return next((option for option in node["options"] if word in option["names"]), None)


def _find_value(node: Node, args: Sequence[str], name: str) -> str:
    """What was given for an option of a value, or nothing."""
    option = _find_option(node, name)
    names = option["names"] if option else []
    return next((value for word, value in pairwise(args) if word in names), "")


def _list_answers(option: Option, root: Path, start: str) -> list[Pair]:
    if option["choices"]:
        return [(choice, "") for choice in option["choices"]]
    return list_values(option["value"] or "", root, start)


def _list_positional(node: Node, rest: Sequence[str]) -> list[str]:
    found = []
    before = ""
    for word in rest:
        option = _find_option(node, before)
        if not word.startswith("-") and (option is None or option["value"] is None):
            found.append(word)
        before = word
    return found


def _fitting(pairs: Sequence[Pair], start: str) -> list[Pair]:
    return [pair for pair in pairs if pair[0].startswith(start)]
