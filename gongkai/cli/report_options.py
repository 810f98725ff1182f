"""What the commands of the `report` group share: their options, and the report they work from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import UsageProblemError, err
from gongkai.core.report.earlier import EarlierRefusedError
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.reporting import SKIPPED, report_unbuilt
from gongkai.publish.workspace import refuse_other_folder

if TYPE_CHECKING:
    from gongkai.core.report.model import Report
    from gongkai.publish.preparation import Options, Preparation

COMMIT_OPTION = Annotated[str | None, typer.Option("--commit", help="按该提交的内容")]
TODAY_OPTION = Annotated[
    datetime | None,
    typer.Option("--today", formats=["%Y-%m-%d"], help="按这一天", show_default="今天"),
]
SINCE_OPTION = Annotated[
    Path | None,
    typer.Option("--since", help="与这份 report.json 比较", show_default="上次公布时的报告"),
]


@dataclass(frozen=True, slots=True)
class Inspected:
    """A repository as it stands, and the report on it."""

    options: Options
    preparation: Preparation
    report: Report


def inspect_repository(
    root: Path,
    *,
    state: Path | None = None,
    commit: str | None = None,
    today: datetime | None = None,
    since: Path | None = None,
) -> Inspected:
    """The report on a repository, without a build; compared with the last one, or with `since`.

    Raises:
        UsageProblemError: when the folder is no repository, or `since` no report of the site.
        RepositoryError: when it cannot be read.
    """
    refuse_other_folder(root, commit)
    options = default_options(root.resolve())
    options = replace(
        options,
        state=state or options.state,
        commit=commit,
        today=today.date() if today else None,
        progress=_tell_skipped,
    )
    preparation = prepare(options)
    try:
        report = report_unbuilt(preparation, since)
    except EarlierRefusedError as error:
        raise UsageProblemError(str(error)) from error
    return Inspected(options, preparation, report)


def _tell_skipped(message: str) -> None:
    """Of what is being done, prints only what could not be."""
    if message.startswith(SKIPPED):
        err.print(message)
