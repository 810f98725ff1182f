"""Questions on the terminal, in Chinese."""

from __future__ import annotations

import typer

_YES, _NO = frozenset({"y", "yes", "是"}), frozenset({"n", "no", "否"})


def confirm(question: str, *, default: bool = False, abort: bool = False) -> bool:
    """Asks a question until it is answered with yes or no.

    Args:
        question: In Chinese, with its question mark.
        default: What an empty answer means.
        abort: Whether no ends the command.

    Raises:
        typer.Abort: for no, if so asked, and where nobody can answer.
    """
    hint = "（回车 是，n 否）" if default else "（y 是，回车 否）"
    while True:
        given: str = typer.prompt(
            f"{question}{hint}", default="", show_default=False, prompt_suffix="："
        )
        answer = given.strip().lower()
        if answer in _YES or answer in _NO or not answer:
            break
        typer.echo("请输入 y 或 n")
    agreed = default if not answer else answer in _YES
    if abort and not agreed:
        raise typer.Abort
    return agreed
