"""`gongkai report sample`: a random sample of what is public, with a form to check it by."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, UsageProblemError, out, stop
from gongkai.cli.report_options import COMMIT_OPTION, TODAY_OPTION, inspect_repository
from gongkai.core.report.sample import draw_sample
from gongkai.publish.files import replace_file
from gongkai.publish.report_forms.sample import list_method, list_sample
from gongkai.publish.report_forms.table import format_csv
from gongkai.publish.report_forms.workbook import format_tables

_LONGEST_SEED = 100


class Strata(StrEnum):
    """From what the sample is drawn."""

    ALL = "all"
    UNIT = "unit"


def sample(
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="抽取份数")],
    seed: Annotated[
        str, typer.Option("--seed", help="种子：事先不能预知的一串数字，如抽查当日公布的开奖号码")
    ],
    by: Annotated[
        Strata, typer.Option("--by", help="all 全部文件一起抽，unit 按部门分配名额")
    ] = Strata.ALL,
    folder: Annotated[
        Path | None, typer.Option("--out", "-o", help="写到这个文件夹", show_default="build/sample")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
) -> None:
    """随机抽取公开文件供专项抽查，写出检查表（sample.xlsx、sample.csv）。

    同一内容、同一种子，任何人抽到的都是同样的文件；方法写在检查表的“抽样说明”中。
    """
    if not seed.strip() or not seed.isprintable() or len(seed) > _LONGEST_SEED:
        message = f"种子应为一行文字，不超过 {_LONGEST_SEED} 字"
        raise UsageProblemError(message)
    found = inspect_repository(root, state=state, commit=commit, today=today)
    report = found.report
    by_unit = by is Strata.UNIT
    drawn = draw_sample(report.documents, number, seed, by_unit=by_unit)
    form = list_sample(report, drawn)
    method = list_method(report, drawn, seed, by_unit=by_unit)
    title = f"{report.head.site_name or ''} 专项抽查检查表 {report.head.today}"
    target = folder or found.options.report.parent / "sample"
    target.mkdir(parents=True, exist_ok=True)
    book = format_tables((form, method), report.head.body or "", title)
    for name, data in (("sample.xlsx", book), ("sample.csv", format_csv(form))):
        replace_file(target / name, data)
    for place, one in enumerate(drawn, 1):
        out.print(f"{place:>4}  {one.document.id}  {one.document.title}（{one.document.unit}）")
    out.print(f"从 {len(report.documents)} 份公开文件中抽取 {len(drawn)} 份，种子 {seed}")
    out.print(f"已写出 {target / 'sample.xlsx'}、{target / 'sample.csv'}")
    if found.preparation.verdict.blocked:
        stop(Exit.BLOCKED, "仓库有拦截项，被拦截的文件不在抽取范围；运行 gongkai check 查看")
