"""`gongkai report manual`: the working manual, made from the catalogue."""

from __future__ import annotations

from gongkai.cli.context import HERE, ROOT, STATE
from gongkai.cli.papers import FORCE, FORMAT, OUT, Form, open_desk, render_paper, write_paper
from gongkai.cli.report_options import COMMIT_OPTION, TODAY_OPTION
from gongkai.core.papers.manual import build_manual


def manual(
    target: OUT = None,
    form: FORMAT = Form.DOCX,
    force: FORCE = False,
    root: ROOT = HERE,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
) -> None:
    """写出政务公开实用手册：部门、流程、审查、时限、栏目和必填项，由配置生成。"""
    desk = open_desk(root, state=state, commit=commit, today=today)
    paper = build_manual(desk.catalog, desk.report.head.today)
    write_paper(target or desk.folder / f"manual.{form}", render_paper(paper, form), force=force)
    desk.finish()
