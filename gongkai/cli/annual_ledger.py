"""`gongkai annual ledger`: the ledger of requests, kept elsewhere, totalled into table 3."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, Exit, UsageProblemError, err, out, stop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.core.annual.shapes import Form
    from gongkai.core.workdays import WorkCalendar
    from gongkai.publish.annual_ledger.entries import Entry

_SHOWN = 40
"""Faulty rows that are listed; as many of the rest are told by their number alone."""


def total_ledger(
    file: Annotated[Path, typer.Argument(help="台账：csv 或 xlsx，放在仓库之外")],
    year: Annotated[
        int | None,
        typer.Option("--year", "-y", min=2019, max=2200, help="汇总的年度", show_default="上一年"),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option("--report", help="与仓库中这份报告的表三对照，如 nianbao/nianbao-2025"),
    ] = None,
    blank: Annotated[bool, typer.Option("--blank", help="在这个位置写一份空白台账")] = False,
    output: Annotated[
        Path | None, typer.Option("--out", "-o", help="字段写到这个文件", show_default="显示出来")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖内容不同的同名文件")] = False,
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="按这一天", show_default="今天"),
    ] = None,
    root: ROOT = HERE,
) -> None:
    """把依申请公开台账汇总成年度报告的表三，并列出超过和临近答复期限的申请。

    台账每件一行，只有编号、日期、申请人类别和结果；含有姓名、证件、电话等列的，
    以及放在仓库里的，一律不读。答复期限按工作日计算（《政府信息公开条例》第三十条、第三十三条）。
    """
    from gongkai.core.annual.forms import NEWEST, find_form
    from gongkai.core.models.fields import BEIJING
    from gongkai.publish.annual_ledger.totals import total_requests

    _refuse_repository(file)
    now = today.date() if today else datetime.now(BEIJING).date()
    wanted = year or now.year - 1
    form = find_form(wanted) or NEWEST
    if blank:
        _write_blank(file, form)
        return
    entries = _read_entries(file, form, now)
    rows = total_requests(entries, form, wanted)
    text = _total(rows, form, wanted)
    _tell_overdue(file, entries, _read_calendar(root), wanted, now)
    if output is None:
        typer.echo(text, nl=False)
    else:
        from gongkai.cli.papers import write_paper

        write_paper(output, text.encode(), force=force)
    if report is not None:
        _compare(rows, root, report, wanted)


def _refuse_repository(file: Path) -> None:
    """Refuses a ledger where it could come to be committed and published."""
    for folder in file.resolve().parents:
        if (folder / ".git").exists() or (folder / "catalog" / "site.yml").is_file():
            message = (
                f"{file} 在仓库 {folder} 里：台账记录每一件申请，不得放入网站仓库，以免误公开。"
                "请移到仓库之外由专人保管的地方，再运行本命令"
            )
            raise UsageProblemError(message)


def _write_blank(file: Path, form: Form) -> None:
    from gongkai.cli.papers import write_paper
    from gongkai.publish.annual_ledger.template import format_blank_csv, format_blank_workbook

    kind = file.suffix.lower()
    if kind not in {".csv", ".xlsx"}:
        message = "空白台账只能写成 .xlsx 或 .csv"
        raise UsageProblemError(message)
    data = format_blank_workbook(form) if kind == ".xlsx" else format_blank_csv()
    write_paper(file, data, force=False)
    out.print("每件申请填一行，年末运行 gongkai annual ledger 汇总")


def _read_entries(file: Path, form: Form, now: date) -> tuple[Entry, ...]:
    from gongkai.cli.annual_files import read_bytes
    from gongkai.core.importing.blocks import ImportRefusedError
    from gongkai.publish.annual_ledger.entries import LedgerReader
    from gongkai.publish.annual_ledger.reading import read_ledger

    try:
        rows = read_ledger(file.name, read_bytes(file))
    except ImportRefusedError as error:
        message = f"{file}：{error}"
        raise UsageProblemError(message) from error
    entries, faults = LedgerReader(form, now).read(rows)
    for fault in faults[:_SHOWN]:
        err.print(f"拦截 {file}：{fault}", style="red")
    if faults:
        more = f"（以上列出 {_SHOWN} 行）" if len(faults) > _SHOWN else ""
        stop(Exit.BLOCKED, f"有 {len(faults)} 行不能汇总{more}，改正后再运行；没有生成表三")
    if not entries:
        stop(Exit.NOTHING, f"{file} 中没有申请")
    return entries


def _total(rows: Mapping[str, list[int]], form: Form, year: int) -> str:
    """The rows of table 3 as front-matter; says how its identities came out."""
    from gongkai.cli.annual_files import count_outcomes
    from gongkai.core.annual.figures import Part, list_rows, parse_figures
    from gongkai.core.annual.identities import check_tables
    from gongkai.publish.annual_import.front_matter import list_values

    cells = {
        (part, row.key, n): str(rows[row.key][n]) if part is Part.REQUESTS else "0"
        for part, lines in list_rows(form)
        for row, columns in lines
        for n in range(len(columns))
    }
    figures = parse_figures(list_values(form, cells) or {})
    last = {key: row[-1] for key, row in rows.items()}
    err.print(
        f"{year} 年：新收 {last['new']} 件，上年结转 {last['carried']} 件，"
        f"办结 {last['r7']} 件，结转下年度 {last['forward']} 件"
    )
    err.print(f"表三{count_outcomes(i for i in check_tables(figures) if i.kind != 'AR-D')}")
    told = "".join(f"  {key}: [{', '.join(map(str, row))}]\n" for key, row in rows.items())
    return f"form: {form.version}\nrequests:\n{told}"


def _compare(rows: Mapping[str, list[int]], root: Path, name: str, year: int) -> None:
    """Tells of every cell of a report's table 3 that is not the ledger's total."""
    from gongkai.cli.annual_write import find_report
    from gongkai.core.models import AnnualReport
    from gongkai.publish.workspace import open_workspace

    draft = find_report(open_workspace(root), name)
    record = draft.record
    if not isinstance(record, AnnualReport) or record.year != year:
        message = f"{draft.source.path} 不是 {year} 年度的年度报告"
        raise UsageProblemError(message)
    form = record.layout.requests
    if {row.key for row in form.figures} != rows.keys():
        message = f"{draft.source.path} 用的不是 {year} 年度的格式，不能逐格对照"
        raise UsageProblemError(message)
    differing = 0
    for row in form.figures:
        cells = zip(form.columns, record.requests.cells(row.key), rows[row.key], strict=True)
        for column, told, counted in cells:
            if told != counted:
                differing += 1
                line = draft.source.lines.find(("requests", row.key))
                shown = told if told != "" else "空格"
                err.print(
                    f"提醒 {draft.source.path}:{line}: 表三“{row.name}”行“{column.label}”栏"
                    f"为 {shown}，台账为 {counted}",
                    style="yellow",
                )
    if differing:
        stop(Exit.BLOCKED, f"表三有 {differing} 格与台账不一致；核对台账和报告，改正后再送审")
    err.print(f"{draft.source.path} 的表三与台账一致")


def _read_calendar(root: Path) -> WorkCalendar:
    """The working days that the repository knows, else those of the library."""
    from gongkai.core.catalog import load_catalog
    from gongkai.core.models.catalog import Holidays
    from gongkai.core.workdays import WorkCalendar
    from gongkai.publish.tree_reader import read_work_tree

    catalog = load_catalog(read_work_tree(root))[0] if (root / "catalog").is_dir() else None
    return WorkCalendar(catalog.holidays if catalog else Holidays())


def _tell_overdue(
    file: Path, entries: Sequence[Entry], calendar: WorkCalendar, year: int, now: date
) -> None:
    from gongkai.publish.annual_ledger.totals import find_overdue

    found = find_overdue(entries, calendar, year, now)
    for late in found:
        entry, due = late.entry, late.deadline
        sure = "" if due.certain else "（所涉年份的放假安排尚未公布，按周一至周五计）"
        if late.days <= 0:
            told = f"尚未答复，期限 {due.date}，还有 {-late.days} 个工作日"
        elif entry.answered is None:
            told = f"尚未答复，期限 {due.date}，已超过 {late.days} 个工作日"
        else:
            told = f"{entry.answered} 答复，期限 {due.date}，超过 {late.days} 个工作日"
        err.print(f"提醒 {file}：{entry.place}，{entry.number}：{told}{sure}", style="yellow")
    if found:
        err.print("    依据：《政府信息公开条例》第三十条、第三十三条")
        err.print("    下一步：未答复的抓紧答复，需要延长的在期满前报批并告知申请人")
    else:
        err.print("没有超过或者临近答复期限的申请")
