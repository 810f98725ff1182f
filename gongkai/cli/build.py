"""`gongkai build`: the gate, then MkDocs on what it cleared, then verification and change-over."""

from __future__ import annotations

import sys
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
from gongkai.core.keys import parse_public_key
from gongkai.publish.changeover import PlaceError, check_outside_sources, check_place
from gongkai.publish.collector import keep_freed_memory, pause_collector
from gongkai.publish.manifest import MANIFEST
from gongkai.publish.preparation import Options, Preparation, default_options, prepare
from gongkai.publish.stopwatch import Stopwatch, format_timings, write_timings
from gongkai.publish.workspace import refuse_other_folder

if TYPE_CHECKING:
    from gongkai.core.site import SiteModel


def build(
    root: ROOT = HERE,
    site: Annotated[
        Path | None, typer.Option("--site", help="线上网站的文件夹", show_default="site")
    ] = None,
    state: STATE = None,
    commit: Annotated[
        str | None, typer.Option("--commit", help="只读取该提交的内容，不看工作区（正式环境用）")
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today", formats=["%Y-%m-%d"], help="按这一天构建（仅演练站点）", show_default="今天"
        ),
    ] = None,
    trust_root: Annotated[
        str | None,
        typer.Option("--trust-root", help="向上级核对过的根密钥指纹（SHA256:…），首次构建时固定"),
    ] = None,
    builder_key: Annotated[
        Path | None,
        typer.Option(
            "--builder-key", help="发布机私钥，给清单和检查点签名", exists=True, dir_okay=False
        ),
    ] = None,
) -> None:
    """构建网站：检查审查签名，生成页面、检索、目录和报告，核对无误后切换上线。

    任何一步不通过，线上网站保持原样。退出码：0 完成，1 拦截，2 用法或配置有误。
    """
    _refuse_system()
    refuse_other_folder(root, commit)
    options = default_options(root.resolve())
    options = replace(
        options,
        site=(site or options.site).resolve(),
        state=(state or options.state).resolve(),
        commit=commit,
        today=today.date() if today else None,
        builder_key=builder_key,
        progress=Stopwatch(show_progress),
        meanwhile=_load_makers,
    )
    _refuse_place(options)
    keep_freed_memory()
    with pause_collector():  # it would walk over all documents again and again
        preparation = prepare(options)
        _refuse_other_day(preparation)
        if trust_root:
            preparation = _confirm_root(preparation, trust_root)
        run_build(preparation)


def _refuse_system() -> None:
    """Elsewhere neither the exchange of folders nor the limits on attachments are to be had."""
    if sys.platform != "linux":
        message = (
            "构建和发布只在 Linux 上进行；在本机可以用 gongkai check 检查、gongkai serve 预览、"
            "gongkai review 签署"
        )
        raise UsageProblemError(message)


def _refuse_place(options: Options) -> None:
    try:
        check_outside_sources(options.root, options.site, options.state)
        check_place(options.site, options.root, options.state, mark=MANIFEST)
    except PlaceError as error:
        raise UsageProblemError(str(error)) from error


def _refuse_other_day(preparation: Preparation) -> None:
    """On a real site another day would publish before the hour that the last level signed."""
    catalog = preparation.verdict.catalog
    if preparation.options.today is not None and catalog is not None and not catalog.is_demo:
        raise UsageProblemError("--today 仅供演练站点（编号以 .example 结尾）使用")


def _load_makers() -> None:
    """Loads what makes the site while others judge; where nothing is to be judged, it waits."""
    import gongkai.publish.mkdocs_adapter  # noqa: F401
    from gongkai.publish.records import load_spelling

    load_spelling()


def show_progress(message: str) -> None:
    """Prints what is being done."""
    out.print(f"› {message}…", style="dim")


def _confirm_root(preparation: Preparation, fingerprint: str) -> Preparation:
    roots = dict(preparation.verdict.roots)
    if fingerprint not in {parse_public_key(line).fingerprint for line in roots.values()}:
        message = f"仓库中没有指纹为 {fingerprint} 的根密钥，请向上级核对"
        raise UsageProblemError(message)
    verdict = preparation.verdict
    findings = tuple(f for f in verdict.findings if f.rule != "root-unpinned")
    return replace(
        preparation,
        options=replace(preparation.options, roots_confirmed=True),
        verdict=replace(verdict, findings=findings),
    )


def run_build(preparation: Preparation) -> None:
    """Builds from what was prepared, or prints why not."""
    options, verdict = preparation.options, preparation.verdict
    if preparation.site is None:
        from gongkai.publish.refusal import write_blocked_report  # its makers take long to load

        # MkDocs is not even started: its configuration may be what is wrong.
        write_blocked_report(preparation)
        print_findings(verdict.findings)
        out.print(f"审查关口未通过：{count_findings(verdict.findings)}。网站保持原样。")
        out.print(f"报告：{options.report / 'report.html'}")
        stop(Exit.BLOCKED)
    _make_site(preparation, preparation.site)
    print_findings(f for f in verdict.findings)
    held = len(verdict.held) + len(verdict.unfinished)
    out.print(
        f"完成：公开 {len(verdict.cleared)} 件，待审 {held} 件，"
        f"待发布 {len(verdict.scheduled)} 件，已撤回 {len(verdict.withdrawn)} 件；"
        f"{count_findings(verdict.findings)}。"
    )
    _tell_timings(options)
    out.print(f"网站：{options.site / 'index.html'}")
    out.print(f"报告：{options.report / 'report.html'}")


def _tell_timings(options: Options) -> None:
    watch = options.progress
    if isinstance(watch, Stopwatch):
        stages = watch.stop()
        write_timings(stages, options.report)
        out.print(format_timings(stages), style="dim")


def _make_site(preparation: Preparation, site: SiteModel, *, again: bool = False) -> None:
    """Makes the site and changes over to it, or says why not.

    Where files of the live site were altered all is made once more, and none of them used again.
    """
    from gongkai.publish.mkdocs_run import MkDocsStoppedError, run_mkdocs
    from gongkai.publish.workshop import ReleaseError, Workshop

    workshop = Workshop(preparation, site)
    try:
        workshop.open()
        run_mkdocs(workshop)
    except ReleaseError as error:
        stop(Exit.BLOCKED, f"{error}\n网站保持原样。")
    except MkDocsStoppedError as error:
        if again or not error.stale:
            stop(Exit.BLOCKED, "网站保持原样。")
    else:
        return
    finally:
        workshop.close()
    show_progress("线上网站的文件不再沿用，全部重新生成")
    _make_site(preparation, site, again=True)
