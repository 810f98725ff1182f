"""What the commands that write papers share: where the paper goes, in which form, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import Exit, UsageProblemError, out, print_findings, stop
from gongkai.cli.report_options import inspect_repository
from gongkai.core.index_number import list_taken
from gongkai.core.papers.office import Office, describe_office
from gongkai.core.papers.term import MEND_DAYS, Term
from gongkai.core.workdays import WorkCalendar
from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.papers.blocks import Paper
    from gongkai.core.report.model import Report


class Form(StrEnum):
    """The forms in which papers are written."""

    DOCX = "docx"
    MARKDOWN = "md"


FORMAT = Annotated[Form, typer.Option("--format", help="docx（公文版式）或 md")]
FORCE = Annotated[bool, typer.Option("--force", help="覆盖内容不同的同名文件")]
DAYS = Annotated[int, typer.Option("--days", min=1, max=90, help="整改期限，工作日")]
OUT = Annotated[
    Path | None, typer.Option("--out", "-o", help="写到这个文件", show_default="build/papers")
]
OUT_FOLDER = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="写到这个文件夹", show_default="build/papers/letters"),
]
DEFAULT_DAYS = MEND_DAYS


@dataclass(frozen=True, slots=True)
class Desk:
    """What papers are written from."""

    folder: Path
    """Where papers go that are given no place."""
    catalog: Catalog
    report: Report
    office: Office
    index_numbers: tuple[str, ...]
    """Every index number that was ever used."""
    blocked: bool

    def make_term(self, workdays: int) -> Term:
        """The period that units have to mend what a paper names."""
        return Term(WorkCalendar(self.catalog.holidays), workdays)

    def finish(self) -> None:
        """Ends the command with the code for a blocked repository, if it is one."""
        if self.blocked:
            stop(Exit.BLOCKED, "仓库有拦截项，文书只反映没有被拦截的内容；运行 gongkai check 查看")


def open_desk(
    root: Path,
    *,
    state: Path | None = None,
    commit: str | None = None,
    today: datetime | None = None,
    since: Path | None = None,
) -> Desk:
    """Catalogue and report of a repository.

    Raises:
        UsageProblemError: when the folder is no repository or its catalogue cannot be read.
    """
    found = inspect_repository(root, state=state, commit=commit, today=today, since=since)
    verdict = found.preparation.verdict
    if verdict.catalog is None:
        print_findings(verdict.findings)
        message = "catalog/ 有误，请先按上面的提示修改"
        raise UsageProblemError(message)
    return Desk(
        folder=found.options.report.parent / "papers",
        catalog=verdict.catalog,
        report=found.report,
        office=describe_office(verdict.catalog),
        index_numbers=list_taken(verdict),
        blocked=verdict.blocked,
    )


def render_paper(paper: Paper, form: Form) -> bytes:
    """The file of a paper."""
    if form is Form.MARKDOWN:
        from gongkai.publish.papers.markdown import format_paper

        return format_paper(paper).encode()
    from gongkai.publish.papers.docx_paper import render_docx

    return render_docx(paper)


def write_paper(path: Path, data: bytes, *, force: bool) -> None:
    """Writes a file, and says so; what somebody has changed since is not overwritten unasked.

    Raises:
        UsageProblemError: when a folder, or without `force` another content, is there.
    """
    if path.is_dir():
        message = f"{path} 是文件夹，--out 后面要写文件名，如 --out {path / 'tongbao.docx'}"
        raise UsageProblemError(message)
    if path.is_file() and not force:
        if path.read_bytes() == data:
            out.print(f"没有变化 {path}")
            return
        message = f"{path} 已存在，内容不同；要覆盖请加 --force，或者用 --out 另写一处"
        raise UsageProblemError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data)
    out.print(f"已写出 {path}")
