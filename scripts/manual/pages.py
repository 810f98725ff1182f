"""A page of the handbook in parts: text, console blocks with their output, hidden preparation.

A console block shows what somebody types and what comes out:

    ```console 答y 退出1 只列8
    $ gongkai check
    ……
    ```

After `console` may stand: `答…` what is typed at a question, `退出N` the exit code that is
expected (0 if not given), `只列N` or `末N` how many first or last lines of each output are kept,
`不运行` for what cannot be run here. A comment that begins with `运行` holds preparation that
readers do not see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = re.compile(
    r"^```console(?P<options>[^\n]*)\n(?P<block>.*?)^```$"
    r"|^<!-- 运行\n(?P<hidden>.*?)^-->$",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r"(答|退出|只列|末)(\S*)")
_COMMAND = re.compile(r"^\$ (?:[^\n]*\\\n)*[^\n]*$", re.MULTILINE)
CUT = "……"
"""Stands for the lines that are left out."""


class PageError(ValueError):
    """A page whose blocks cannot be read; the message names the block."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command with what it printed."""

    command: str
    output: str = ""


@dataclass(frozen=True, slots=True)
class Console:
    """A block of commands."""

    steps: tuple[Step, ...]
    options: str = ""
    answer: str = ""
    code: int = 0
    """The exit code that each command is to end with."""
    kept: int | None = None
    """First lines that are kept, last ones if negative; None for all."""
    shown: bool = True

    def shorten(self, output: str) -> str:
        """As much of an output as the block keeps."""
        lines = [line.rstrip() for line in output.rstrip().split("\n")] if output.strip() else []
        if self.kept is None or len(lines) <= abs(self.kept):
            return "\n".join(lines)
        cut = [*lines[: self.kept], CUT] if self.kept > 0 else [CUT, *lines[self.kept :]]
        return "\n".join(cut)


def parse_page(text: str) -> list[str | Console]:
    """The parts in order; joined by `format_page` they give the text again.

    Raises:
        PageError: when a block holds no command or an unknown option.
    """
    parts: list[str | Console] = []
    end = 0
    for match in _PART.finditer(text):
        if "不运行" in (match["options"] or ""):
            continue
        parts.append(text[end : match.start()])
        parts.append(_read_block(match))
        end = match.end()
    return [*parts, text[end:]]


def format_page(parts: Iterable[str | Console]) -> str:
    """The text of a page."""
    return "".join(part if isinstance(part, str) else _format_block(part) for part in parts)


def with_outputs(block: Console, outputs: Iterable[str]) -> Console:
    """The block with what its commands printed this time."""
    pairs = zip(block.steps, outputs, strict=True)
    return replace(block, steps=tuple(Step(step.command, out) for step, out in pairs))


def _read_block(match: re.Match[str]) -> Console:
    if match["hidden"] is not None:
        return Console((Step(match["hidden"]),), shown=False)
    known = dict(_OPTION.findall(match["options"]))
    starts = [m.span() for m in _COMMAND.finditer(match["block"])]
    if not starts or _OPTION.sub("", match["options"]).strip():
        message = f"不是可以运行的命令块：{match[0][:60]}"
        raise PageError(message)
    ends = [start for start, _ in starts[1:]] + [len(match["block"])]
    steps = tuple(
        Step(match["block"][start + 2 : stop], match["block"][stop + 1 : end].rstrip("\n"))
        for (start, stop), end in zip(starts, ends, strict=True)
    )
    return Console(
        steps,
        options=match["options"],
        answer=known.get("答", ""),
        code=int(known.get("退出", "0")),
        kept=int(known["只列"])
        if "只列" in known
        else -int(known["末"])
        if "末" in known
        else None,
    )


def _format_block(block: Console) -> str:
    if not block.shown:
        return f"<!-- 运行\n{block.steps[0].command}-->"
    lines = [f"```console{block.options}"]
    for step in block.steps:
        lines += [f"$ {step.command}", *([step.output] if step.output else [])]
    return "\n".join([*lines, "```"])
