"""`gongkai report letters`: a letter to each unit that has something to mend, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, UsageProblemError, out, stop
from gongkai.cli.papers import (
    DAYS,
    DEFAULT_DAYS,
    FORCE,
    FORMAT,
    OUT_FOLDER,
    Form,
    open_desk,
    render_paper,
    write_paper,
)
from gongkai.cli.report_options import COMMIT_OPTION, TODAY_OPTION
from gongkai.core.papers.letter import build_letters, build_list

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.cli.papers import Desk
    from gongkai.core.papers.blocks import Paper

LIST_NAME = "letters"
"""File name, without ending, of the list for all units."""
OFFICE_NAME = "office"
"""The same of the letter to an office that is none of the units."""


def letters(
    unit: Annotated[
        str | None,
        typer.Option("--unit", help="只写给这个部门，如 bangongshi", show_default="全部部门"),
    ] = None,
    folder: OUT_FOLDER = None,
    form: FORMAT = Form.DOCX,
    days: DAYS = DEFAULT_DAYS,
    force: FORCE = False,
    root: ROOT = HERE,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
) -> None:
    """写出整改建议书：每个有问题的部门一份，附反馈表；另有一份全部问题的整改清单。"""
    desk = open_desk(root, state=state, commit=commit, today=today)
    if unit is not None and unit not in desk.catalog.unit_by_id:
        message = f"没有部门 {unit}，请看 catalog/units.yml"
        raise UsageProblemError(message)
    papers = _list_papers(desk, unit, days)
    place = folder or desk.folder / "letters"
    for name, paper in papers:
        write_paper(place / f"{name}.{form}", render_paper(paper, form), force=force)
    if unit is None:
        _tell_older(place, {f"{name}.{form}" for name, _ in papers})
    if not papers and not desk.blocked:
        stop(Exit.NOTHING, "没有需要整改的问题")
    desk.finish()


def _tell_older(place: Path, written: set[str]) -> None:
    """Names the letters of earlier days to units that have nothing to mend now."""
    older = sorted(path.name for path in place.glob("*.*") if path.name not in written)
    if older:
        out.print(f"{place} 中另有以前的文件，不是这次写出的：{'、'.join(older)}")


def _list_papers(desk: Desk, unit: str | None, days: int) -> list[tuple[str, Paper]]:
    """The papers by file name, the list last."""
    term = desk.make_term(days)
    ids = {known.name: known.id for known in desk.catalog.units}
    found = build_letters(desk.report, desk.office, term)
    papers = [(ids.get(name, OFFICE_NAME), paper) for name, paper in found]
    if unit is not None:
        return [(name, paper) for name, paper in papers if name == unit]
    if papers:
        papers.append((LIST_NAME, build_list(desk.report, desk.office, term)))
    return papers
