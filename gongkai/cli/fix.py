"""`gongkai fix`: mends what is certain in documents that nobody has signed."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from gongkai.cli.asking import confirm
from gongkai.cli.context import HERE, ROOT, Exit, UsageProblemError, out, stop
from gongkai.core.text import find_forbidden
from gongkai.publish.workspace import refuse_other_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.fixing.change import Change
    from gongkai.publish.fixing import Mending

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def fix(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="只改这些文件，或者文件夹中的文件", show_default="全部待审文件"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="只显示，不改动")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再逐份询问")] = False,
    root: ROOT = HERE,
) -> None:
    """更正待审文件中能够确定的写法：文号括号、日期、全角数字、换行、看不见的字符等。

    只改没有人签署过的文件；拿不准的一概不动，由 gongkai check 指出。
    """
    from gongkai.core.fixing.change import FixRefusedError
    from gongkai.publish.fixing import mend, plan_mending

    refuse_other_folder(root)
    try:
        plans = plan_mending(root, paths or ())
    except FixRefusedError as error:
        raise UsageProblemError(str(error)) from error
    refused = [plan for plan in plans if plan.refusal]
    for plan in refused:
        out.print(f"没有改动 {plan.path}：{plan.refusal}")
    mended = 0
    for plan in plans:
        if plan.refusal:
            continue
        show(plan)
        if dry_run or not (yes or _ask(plan.path)):
            continue
        mend(root, plan)
        mended += 1
        out.print(f"已更正 {plan.path}")
    shown = [plan.path for plan in plans if not plan.refusal]
    if shown or not refused:
        _conclude(shown, mended, dry_run=dry_run)
    if refused:
        stop(Exit.BLOCKED)


def _ask(path: str) -> bool:
    if not sys.stdin.isatty():
        message = "这里不能回答询问，请加 --yes 直接更正，或者加 --dry-run 只看"
        raise UsageProblemError(message)
    return confirm(f"按以上更正 {path}？", default=True)


def _conclude(paths: list[str], mended: int, *, dry_run: bool) -> None:
    if not paths:
        out.print("没有能够确定的更正")
    elif dry_run:
        out.print(f"有 {len(paths)} 份文件可以更正；没有改动任何文件")
        out.print("下一步：去掉 --dry-run 再运行一次")
    elif mended:
        shown = f" {paths[0]}" if len(paths) == 1 else ""
        out.print(f"下一步：gongkai check{shown}")


def show(plan: Mending) -> None:
    """Prints the difference as a patch, and below it which rule changed which lines."""
    if plan.fixed:
        for line in _list_difference(plan.fixed.before, plan.fixed.after, plan.path):
            out.print(Text(line, style=_STYLES.get(line[:1], "")))
    for old, new in plan.renames:
        out.print(f"改名：{old} → {new.rpartition('/')[2]}")
    for line in _list_reasons(plan.changes):
        out.print(line)


def _list_difference(before: str, after: str, path: str) -> Iterator[str]:
    """A patch in which what cannot be seen is spelled out."""
    old, new = (_reveal(text).splitlines() for text in (before, after))
    for line in unified_diff(old, new, fromfile=path, tofile=path, n=1, lineterm=""):
        yield f"{line}·" if line.startswith("-") and line.endswith(" ") else line


def _reveal(text: str) -> str:
    """The text with a code point in place of each character that cannot be seen."""
    if find_forbidden(text) is None and "\u00a0" not in text:
        return text
    return "".join(
        c if c == "\n" or (find_forbidden(c) is None and c != "\u00a0") else f"<U+{ord(c):04X}>"
        for c in text
    )


def _list_reasons(changes: tuple[Change, ...]) -> Iterator[str]:
    lines: dict[str, list[int]] = {}
    basis: dict[str, str] = {}
    for change in changes:
        lines.setdefault(change.rule.title, []).append(change.line)
        basis[change.rule.title] = change.rule.basis
    for title, numbers in lines.items():
        shown = "、".join(str(number) for number in numbers if number)
        where = f"第 {shown} 行" if shown else "全文"
        yield f"  {where}：{title}（{basis[title]}）"
