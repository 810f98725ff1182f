"""What the commands of the `report` group share: their options, and the report they work from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import refuse_other_folder
from gongkai.core.report.build import build_report
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.report_facts import collect_facts

if TYPE_CHECKING:
    from gongkai.core.report.model import Report
    from gongkai.publish.preparation import Options, Preparation

COMMIT_OPTION = Annotated[str | None, typer.Option("--commit", help="按该提交的内容")]
TODAY_OPTION = Annotated[
    datetime | None,
    typer.Option("--today", formats=["%Y-%m-%d"], help="按这一天", show_default="今天"),
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
) -> Inspected:
    """The report on a repository, without a build.

    Raises:
        UsageProblemError: when the folder is no repository.
        RepositoryError: when it cannot be read.
    """
    refuse_other_folder(root, commit)
    options = default_options(root.resolve())
    options = replace(
        options,
        state=state or options.state,
        commit=commit,
        today=today.date() if today else None,
    )
    preparation = prepare(options)
    facts = collect_facts(preparation, preparation.state, None)
    log = preparation.state.log
    report = build_report(preparation.verdict, preparation.site, facts, log)
    return Inspected(options, preparation, report)
