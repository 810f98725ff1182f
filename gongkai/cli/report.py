"""`gongkai report`: the build report without a build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, UsageProblemError, out, stop
from gongkai.cli.report_options import COMMIT_OPTION, SINCE_OPTION, TODAY_OPTION, inspect_repository
from gongkai.publish.report_files import write_report


def report(
    context: typer.Context,
    root: ROOT = HERE,
    folder: Annotated[
        Path | None, typer.Option("--out", "-o", help="报告的文件夹", show_default="build/report")
    ] = None,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
    since: SINCE_OPTION = None,
) -> None:
    """写出检查报告（网页、工作簿、JSON、CSV、日历等），不生成网站。

    栏目完整性、更新时限、条例对照、年报核对、审查台账和检查指标都在其中。
    """
    if context.invoked_subcommand is not None:
        _refuse_misplaced(context)
        return
    found = inspect_repository(root, state=state, commit=commit, today=today, since=since)
    page, *others = write_report(found.report, folder or found.options.report)
    out.print(f"已写出 {page}")
    out.print(f"同一文件夹另有工作簿、JSON、CSV、日历等 {len(others)} 个文件")
    if found.preparation.verdict.blocked:
        stop(Exit.BLOCKED, "有拦截项，见报告")


def _refuse_misplaced(context: typer.Context) -> None:
    """Options before the name of a further command would have no effect."""
    sources = [context.get_parameter_source(name) for name in context.params]
    if any(source is not None and source.name == "COMMANDLINE" for source in sources):
        message = f"选项请写在 {context.invoked_subcommand} 之后"
        raise UsageProblemError(message)
