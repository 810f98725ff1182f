"""`gongkai report bulletin`: the quarterly bulletin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.cli.papers import (
    DAYS,
    DEFAULT_DAYS,
    FORCE,
    FORMAT,
    OUT,
    Form,
    open_desk,
    render_paper,
    write_paper,
)
from gongkai.cli.report_options import COMMIT_OPTION, SINCE_OPTION, TODAY_OPTION
from gongkai.core.papers.bulletin import build_bulletin, summarise_bulletin
from gongkai.core.papers.quarter import parse_quarter
from gongkai.core.papers.quarterly import ADDRESSEE, Issue

if TYPE_CHECKING:
    from gongkai.core.papers.quarter import Quarter


def bulletin(
    quarter: Annotated[str, typer.Option("--quarter", "-q", help="季度，如 2026-q3")],
    target: OUT = None,
    form: FORMAT = Form.DOCX,
    addressee: Annotated[str, typer.Option("--to", help="主送单位")] = ADDRESSEE,
    days: DAYS = DEFAULT_DAYS,
    public: Annotated[
        bool, typer.Option("--public", help="可公开的文本，不写内部审查管理的问题")
    ] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="写成可送审的网站文件，不给 --out 则显示出来")
    ] = False,
    column: Annotated[str, typer.Option("--column", help="网站文件所在栏目")] = "tongbao",
    drafter: Annotated[
        str | None, typer.Option("--drafter", "-d", help="网站文件的拟稿人编号，如 r03")
    ] = None,
    force: FORCE = False,
    root: ROOT = HERE,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
    since: SINCE_OPTION = None,
) -> None:
    """写出季度通报：公开数量和时限、栏目情况、做得好的部门、存在问题和下一步要求。"""
    wanted = _read_quarter(quarter)
    desk = open_desk(root, state=state, commit=commit, today=today, since=since)
    if wanted.first > desk.report.head.today:
        message = f"{wanted.name}还没有开始"
        raise UsageProblemError(message)
    issue = Issue(wanted, addressee, public=front_matter or public)
    paper = build_bulletin(desk.report, desk.office, issue, desk.make_term(days))
    if front_matter:
        from gongkai.cli.paper_draft import format_draft  # pinyin is slow to load

        summary = summarise_bulletin(desk.report, desk.office, issue)
        draft = format_draft(desk, paper, summary, column=column, drafter=drafter)
        if target is None:
            out.print(draft, end="")
            desk.finish()
            return
        data = draft.encode()
    else:
        data = render_paper(paper, form)
    write_paper(target or desk.folder / f"bulletin-{wanted.id}.{form}", data, force=force)
    desk.finish()


def _read_quarter(text: str) -> Quarter:
    try:
        return parse_quarter(text)
    except ValueError as error:
        message = f"季度写作 2026-q3 这样的形式：{text}"
        raise UsageProblemError(message) from error
