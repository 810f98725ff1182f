"""`gongkai annual import`: the tables of a report in a file as front-matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import Exit, UsageProblemError, err, out, stop

if TYPE_CHECKING:
    from gongkai.publish.annual_import.matching import Imported


def import_report(
    file: Annotated[Path, typer.Argument(help="年度报告：docx、xlsx、html，或者有文字层的 pdf")],
    form: Annotated[
        str | None,
        typer.Option("--form", help="格式版本 2019 或 2021", show_default="按表中的项目判断"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--out", "-o", help="写到这个文件", show_default="显示出来")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖内容不同的同名文件")] = False,
) -> None:
    """从现成的年度报告中读出第二、三、四部分的表格，写成网站文件的字段。

    字段显示在标准输出，每行读自哪里、哪些没有读出和勾稽关系另外显示。读不出的写【待填写】，
    空格和横线保持原样。退出码：0 全部读出且勾稽关系成立，1 有问题，2 文件不能读。
    """
    from gongkai.cli.annual_files import import_file, print_readings, read_bytes
    from gongkai.core.annual.forms import FORM_BY_VERSION
    from gongkai.publish.annual_import.front_matter import (
        collect_cells,
        format_front_matter,
        list_values,
    )

    if form is not None and form not in FORM_BY_VERSION:
        message = f"--form 只能是 {'、'.join(FORM_BY_VERSION)}"
        raise UsageProblemError(message)
    imported = import_file(file, read_bytes(file), form)
    print_readings(file, imported)
    complete = _tell_reading(file, imported)
    cells = collect_cells(imported)
    holds = _tell_identities(file, list_values(imported.form, cells))
    _hand_over(format_front_matter(imported.form, cells), output, force=force)
    if not (complete and holds):
        stop(Exit.BLOCKED)


def _tell_reading(file: Path, imported: Imported) -> bool:
    """Says what was read with doubts and what was not; whether all was read."""
    from gongkai.cli.annual_files import list_faults, list_other_labels

    for told in list_other_labels(imported):
        err.print(f"提示 {file}：名称与格式不同：{told}")
    faults = list_faults(imported)
    for fault in faults:
        err.print(f"提醒 {file}：{fault}", style="yellow")
    return not faults


def _tell_identities(file: Path, values: dict[str, dict[str, object] | str] | None) -> bool:
    """Says which identities the figures keep; whether none of them fails."""
    from gongkai.cli.annual_files import count_outcomes
    from gongkai.core.annual.figures import describe_blanks, parse_figures
    from gongkai.core.annual.identities import Outcome, check_tables

    if values is None:
        err.print("有的格没有读出，不能核对勾稽关系；请把【待填写】的补上，再运行 gongkai check")
        return True
    figures = parse_figures(values)
    identities = check_tables(figures)
    for identity in identities:
        if identity.outcome is not Outcome.HOLDS:
            err.print(f"提醒 {file}：{identity}（{identity.outcome}）", style="yellow")
    if blanks := describe_blanks(figures):
        err.print(f"提醒 {file}：{blanks}；没有发生的应写 0", style="yellow")
    err.print(count_outcomes(identities))
    return all(identity.outcome is not Outcome.FAILS for identity in identities)


def _hand_over(text: str, output: Path | None, *, force: bool) -> None:
    """The fields on standard output, or in a file with the next step."""
    from gongkai.cli.papers import write_paper

    if output is None:
        typer.echo(text, nl=False)
        return
    write_paper(output, text.encode(), force=force)
    out.print("下一步：把这些行放进 gongkai new 建好的年度报告，替换同名字段")
