"""`gongkai annual check`: identities, text against tables, structure, this year against last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import (
    HERE,
    ROOT,
    STATE,
    Exit,
    UsageProblemError,
    out,
    print_findings,
    stop,
)
from gongkai.publish.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.annual.figures import Figures
    from gongkai.core.annual.identities import Identity
    from gongkai.core.annual.prose import Account
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.models import AnnualReport

_FILES = frozenset({".docx", ".xlsx", ".html", ".htm", ".pdf", ".doc", ".xls", ".wps", ".et"})
_CONTRADICTIONS = frozenset({"annual-identity", "annual-contradiction"})


def check_reports(
    name: Annotated[
        str | None,
        typer.Argument(help="仓库中的报告，如 nianbao/nianbao-2025；或者 docx 等文件；不填查全部"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=2008, max=2200, help="文件的年度", show_default="按标题判断"),
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """核对年度报告：勾稽关系、文字与表格、规定的部分、与上年度报告的衔接。

    文件（docx、xlsx、html、pdf）不必在仓库里，别的机关的报告也可以核对。
    退出码：0 没有矛盾，1 有矛盾或者读不全，2 用法有误或者文件不能读，3 没有可核对的报告。
    """
    if name is not None and Path(name).suffix.lower() in _FILES:
        findings, identities = _check_file(Path(name), year)
    else:
        findings, identities = _check_repository(name, root, state)
    _tell(findings, identities)


def _tell(findings: Sequence[Finding], identities: Sequence[Identity]) -> None:
    from gongkai.cli.annual_files import count_outcomes

    print_findings(findings)
    if identities:
        out.print(count_outcomes(identities))
    contradictions = sum(finding.rule in _CONTRADICTIONS for finding in findings)
    if contradictions or not identities:
        stop(Exit.BLOCKED, f"有 {contradictions} 处矛盾" if contradictions else "表格没有读全")
    out.print("没有发现矛盾")


def _check_repository(
    name: str | None, root: Path, state: Path | None
) -> tuple[list[Finding], list[Identity]]:
    from gongkai.cli.annual_write import find_report
    from gongkai.core.annual.figures import read_figures
    from gongkai.core.annual.prose import Account
    from gongkai.core.models import AnnualReport

    space = open_workspace(root, state)
    chosen = [find_report(space, name)] if name else space.drafts
    reports = [(d, d.record) for d in space.drafts if isinstance(d.record, AnnualReport)]
    accounts = {
        (record.issuer, record.year): Account(_join_text(draft, record), read_figures(record))
        for draft, record in reports
    }
    wanted = [(draft, record) for draft, record in reports if draft in chosen]
    if not wanted:
        stop(Exit.NOTHING, f"{name} 不是年度报告" if name else "仓库中没有年度报告")
    findings: list[Finding] = []
    identities: list[Identity] = []
    for draft, record in wanted:
        own = accounts[record.issuer, record.year]
        before = accounts.get((record.issuer, record.year - 1))
        found, compared = _check_draft(draft, record, own, before)
        findings += found
        identities += compared
    return findings, identities


def _join_text(draft: Draft, record: AnnualReport) -> str:
    return f"{draft.source.body}\n\n{record.summary}\n"


def _check_draft(
    draft: Draft, record: AnnualReport, own: Account, before: Account | None
) -> tuple[list[Finding], list[Identity]]:
    """What the gate says of a report by itself, and what it and last year's say to one another."""
    from gongkai.core.annual.doubts import find_doubts
    from gongkai.core.annual.draft_checks import check_annual_report
    from gongkai.core.annual.identities import Outcome, check_tables, check_years
    from gongkai.core.annual.money import check_money
    from gongkai.core.annual.prose import check_growths
    from gongkai.core.rules import RULES

    path, line = draft.source.path, draft.source.lines.find(("requests",))
    findings = [*check_annual_report(draft, record)]
    identities = [*check_tables(own.figures)]
    rule = RULES["annual-contradiction"]
    last = before.figures if before else None
    doubts = [*find_doubts(own.figures), *check_money(own.text, own.figures, last)]
    if before is not None:
        between = check_years(before.figures, own.figures)
        identities += between
        faults = (str(i) for i in between if i.outcome is Outcome.FAILS)
        told = (*faults, *check_growths(own, before))
        findings += [rule.at(path, line, f"与上年度报告对不上：{text}") for text in told]
    findings += [_doubt(path, line, text) for text in doubts]
    return findings, identities


def _doubt(path: str, line: int, text: str) -> Finding:
    """What no rule forbids and yet hardly is as it stands."""
    from gongkai.core.findings import Finding, Severity

    step = "核对后改正；确属实际情况的，在报告中说明"
    return Finding("annual-doubt", Severity.WARN, path, line, text, "", step)


def _check_file(path: Path, year: int | None) -> tuple[list[Finding], list[Identity]]:
    from gongkai.cli.annual_files import import_file, list_faults, read_bytes
    from gongkai.core.annual.figures import parse_figures
    from gongkai.core.annual.identities import check_tables
    from gongkai.core.importing.blocks import ImportRefusedError
    from gongkai.core.rules import RULES
    from gongkai.publish.annual_import.front_matter import collect_cells, list_values
    from gongkai.publish.annual_import.texts import find_year, read_text

    data = read_bytes(path)
    imported = import_file(path, data)
    try:
        text = read_text(path.name, data)
    except ImportRefusedError as error:
        message = f"{path}：{error}"
        raise UsageProblemError(message) from error
    known = year or find_year(text or "")
    rule, step = RULES["annual-structure"], "对照格式核对原文件，补齐后再核对"
    findings = [rule.at(str(path), 0, fault, step) for fault in list_faults(imported)]
    values = list_values(imported.form, collect_cells(imported))
    if values is None:
        return findings, []
    figures = parse_figures(values | {"year": str(known or 0)})
    findings += _list_findings(path, figures, text)
    if text is None:
        out.print("只核对了表格：这种文件的文字部分不能可靠读出，请用 Word 原件核对文字")
    elif known is None:
        out.print("没有从标题中认出年度，文字部分没有核对；可用 --year 给出")
    return findings, [*check_tables(figures)]


def _list_findings(path: Path, figures: Figures, text: str | None) -> Iterator[Finding]:
    from gongkai.core.annual.figures import describe_blanks
    from gongkai.core.annual.forms import find_form
    from gongkai.core.annual.identities import Outcome, check_tables
    from gongkai.core.annual.prose import Account, check_prose
    from gongkai.core.annual.structure import check_declaration, check_sections
    from gongkai.core.rules import RULES

    at = str(path)
    for identity in check_tables(figures):
        if identity.outcome is Outcome.FAILS:
            yield RULES["annual-identity"].at(at, 0, str(identity))
    if blanks := describe_blanks(figures):
        yield RULES["annual-placeholder"].at(at, 0, blanks)
    if text is not None and figures.year:
        for fault in check_prose(Account(text, figures)):
            yield RULES["annual-contradiction"].at(at, 0, fault)
        for fault in (*check_sections(text, figures.form), *check_declaration(text)):
            yield RULES["annual-structure"].at(at, 0, fault)
    wanted = find_form(figures.year) if figures.year else None
    if wanted is not None and wanted is not figures.form:
        message = f"{figures.year} 年度应采用 {wanted.version} 年格式（{wanted.basis}）"
        yield RULES["annual-structure"].at(at, 0, message)
