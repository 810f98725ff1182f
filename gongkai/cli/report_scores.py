"""`gongkai report scores`: the score sheet of the site and its units."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError
from gongkai.cli.papers import FORCE, FORMAT, OUT, Form, open_desk, render_paper, write_paper
from gongkai.cli.report_options import COMMIT_OPTION, TODAY_OPTION
from gongkai.core.papers.scores import build_scores
from gongkai.core.papers.weights import DEFAULT_WEIGHTS, Weights, WeightsError, parse_weights
from gongkai.core.strict_yaml import YamlRefusedError
from gongkai.core.text import TextRefusedError, read_text


def scores(
    weights: Annotated[
        Path | None,
        typer.Option("--weights", help="分值文件（YAML）", show_default="软件建议值"),
    ] = None,
    target: OUT = None,
    form: FORMAT = Form.DOCX,
    force: FORCE = False,
    root: ROOT = HERE,
    state: STATE = None,
    commit: COMMIT_OPTION = None,
    today: TODAY_OPTION = None,
) -> None:
    """写出评分表：评分办法、网站得分、部门得分和逐项检查情况。"""
    desk = open_desk(root, state=state, commit=commit, today=today)
    duties = frozenset(check.duty.id for check in desk.report.checks)
    chosen = DEFAULT_WEIGHTS if weights is None else _read_weights(weights, duties)
    paper = build_scores(desk.report, desk.office, chosen)
    write_paper(target or desk.folder / f"scores.{form}", render_paper(paper, form), force=force)
    desk.finish()


def _read_weights(path: Path, duties: frozenset[str]) -> Weights:
    try:
        return parse_weights(read_text(path.read_bytes()), duties)
    except WeightsError as error:
        message = f"{path}：{error}"
        raise UsageProblemError(message) from error
    except (TextRefusedError, YamlRefusedError) as error:
        message = f"{path}:{error.line}：{error.reason}"
        raise UsageProblemError(message) from error
