"""`gongkai export`: everything public as a package for a common platform, and its check."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import (
    HERE,
    ROOT,
    STATE,
    Exit,
    UsageProblemError,
    count_findings,
    out,
    print_findings,
    stop,
)
from gongkai.publish.workspace import refuse_other_folder

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel

_SHOWN = 30


def export(
    target: Annotated[
        Path,
        typer.Argument(metavar="数据包", help="写入的文件夹，或者以 .zip 结尾的文件"),
    ],
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="只导出这一天起发布的文件"),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="不导出，核对收到的数据包")] = False,
    commit: Annotated[
        str | None, typer.Option("--commit", help="导出该提交的内容，不看工作区")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """导出全部公开内容（四统一、集约化用）：元数据、正文、附件、关系、旧网址和审查凭据。

    只导出三级审查齐全、已经公开的文件；格式见手册《数据包格式》，附 JSON Schema 和校验清单。
    """
    from gongkai.publish.consolidation.content import list_package_files
    from gongkai.publish.consolidation.packing import PackageError, write_package
    from gongkai.publish.preparation import default_options, prepare

    if check:
        _check(target)
        return
    refuse_other_folder(root, commit)
    options = default_options(root)
    options = replace(options, state=state or options.state, commit=commit)
    prepared = prepare(options)
    if prepared.site is None:
        print_findings(prepared.verdict.findings)
        counted = count_findings(prepared.verdict.findings)
        stop(Exit.BLOCKED, f"审查关口未通过：{counted}。没有导出任何内容")
    files = list_package_files(prepared.site, since.date() if since else None, prepared.state.log)
    try:
        count = write_package(target, files)
    except PackageError as error:
        raise UsageProblemError(str(error)) from error
    _conclude(prepared.site, target, count, since)


def _conclude(site: SiteModel, target: Path, count: int, since: datetime | None) -> None:
    chosen = [i for i in site.items if since is None or i.published.date() >= since.date()]
    files = sum(len(item.cleared.attachments) for item in chosen)
    scope = f"{since:%Y-%m-%d} 起发布的" if since else "全部"
    out.print(
        f"已导出{scope}公开文件 {len(chosen)} 份、附件 {files} 个，写入 {target}（{count} 个文件）"
    )
    out.print(f"全站公开文件 {len(site.items)} 份，逐份列在 inventory.jsonl")
    out.print(f"下一步：gongkai export --check {target}")


def _check(path: Path) -> None:
    from gongkai.core.consolidation.checks import check_package
    from gongkai.publish.consolidation.packing import PackageError, open_package

    try:
        package = open_package(path)
    except PackageError as error:
        raise UsageProblemError(str(error)) from error
    faults = list(check_package(package))
    for fault in faults[:_SHOWN]:
        out.print(f"× {fault}")
    if faults:
        more = f"（只列出前 {_SHOWN} 处）" if len(faults) > _SHOWN else ""
        stop(Exit.BLOCKED, f"数据包有 {len(faults)} 处不符{more}，不要使用，请重新取得")
    names = package.names()
    out.print(f"数据包完好：{len(names)} 个文件与校验清单一致，各项数目相符")
