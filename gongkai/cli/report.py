"""`gongkai report`: the build report without a build."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, out, refuse_other_folder, stop
from gongkai.core.report.build import build_report
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.report_facts import collect_facts
from gongkai.publish.report_files import write_report


def report(
    root: ROOT = HERE,
    folder: Annotated[
        Path | None, typer.Option("--out", "-o", help="报告目录", show_default="build/report")
    ] = None,
    state: STATE = None,
    commit: Annotated[str | None, typer.Option("--commit", help="按该提交的内容")] = None,
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="按这一天", show_default="今天"),
    ] = None,
) -> None:
    """写出检查报告（report.html、report.json、columns.csv），不生成网站。

    栏目完整性、更新时限、条例第二十条对照、审查覆盖和检查指标都在其中。
    """
    refuse_other_folder(root, commit)
    options = default_options(root.resolve())
    options = replace(
        options,
        state=state or options.state,
        report=folder or options.report,
        commit=commit,
        today=today.date() if today else None,
    )
    preparation = prepare(options)
    facts = collect_facts(preparation, preparation.state, None)
    log = preparation.state.log
    written = write_report(
        build_report(preparation.verdict, preparation.site, facts, log), options.report
    )
    for path in written:
        out.print(f"已写出 {path}")
    if preparation.verdict.blocked:
        stop(Exit.BLOCKED, "有拦截项，见报告")
