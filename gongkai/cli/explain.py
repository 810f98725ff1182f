"""`gongkai explain`: the whole story of a rule."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from gongkai.cli.context import UsageProblemError, out
from gongkai.cli.tables import print_table
from gongkai.core.rules import RULES
from gongkai.core.rules.telling import WEIGHTS, tell_rule


def explain(
    rule: Annotated[
        str | None, typer.Argument(help="检查结果方括号里的编号", show_default="列出全部规则")
    ] = None,
) -> None:
    """说明一条规则：含义、轻重、依据、下一步，以及错的和对的各是什么样子。"""
    if rule is None:
        rows = [(r.id, WEIGHTS[r.severity], r.meaning.split("。")[0]) for r in RULES.values()]
        print_table(("规则编号", "轻重", "含义"), rows)
        return
    name = rule.strip("[]")
    if name not in RULES:
        close = get_close_matches(name, RULES, n=3) or [r for r in RULES if name in r][:5]
        guess = f"，是不是：{'、'.join(close)}" if close else ""
        message = f"没有规则 {name}{guess}\n下一步：运行 gongkai explain 列出全部规则"
        raise UsageProblemError(message)
    out.print(name, style="bold")
    out.print(tell_rule(RULES[name]).plain)
