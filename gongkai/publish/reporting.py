"""The report of a build, of a build that was stopped, and without a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.build import build_report
from gongkai.core.report.earlier import EarlierRefusedError
from gongkai.publish.collector import pause_collector
from gongkai.publish.report_facts import collect_facts
from gongkai.publish.report_files import render_report
from gongkai.publish.report_history import foresee_size, read_earlier, read_report

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.report.earlier import Earlier
    from gongkai.core.report.model import Report
    from gongkai.core.site import SiteModel
    from gongkai.core.state import State
    from gongkai.publish.preparation import Preparation
    from gongkai.publish.report_content import ReportFiles
SKIPPED = "跳过与上次报告的比较"
"""What is said when the report that was kept is broken."""


def render_built_report(
    preparation: Preparation, site: SiteModel, state: State, digest: str
) -> ReportFiles:
    """The report of a site that is about to go live, not yet on disk.

    `state` is the state as this build leaves it, `digest` the SHA-256 of its manifest.
    """
    facts = collect_facts(preparation, state, digest)
    size = len(state.log.lines) if state.log else 0
    earlier = _read_last(preparation, state, size)
    with pause_collector():
        report = build_report(preparation.verdict, site, facts, state.log, earlier)
        return render_report(report)


def report_unbuilt(preparation: Preparation, since: Path | None = None) -> Report:
    """The report on what was judged and not built, also where the gate stopped it.

    It is compared with the report that a build of it would be compared with, or with `since`.

    Raises:
        EarlierRefusedError: when `since` is no report of this site.
    """
    state, verdict = preparation.state, preparation.verdict
    if since is None:
        earlier = _read_last(preparation, state, foresee_size(preparation))
    elif verdict.catalog is None:
        earlier = None
    else:
        earlier = read_report(since, verdict.catalog.site.id)
    facts = collect_facts(preparation, state, None)
    with pause_collector():
        return build_report(verdict, preparation.site, facts, state.log, earlier)


def _read_last(preparation: Preparation, state: State, size: int) -> Earlier | None:
    """What the report is compared with; one that is broken stops no publication."""
    if state.log is None or preparation.verdict.catalog is None:
        return None
    try:
        return read_earlier(preparation.options.state, state.log, size)
    except EarlierRefusedError as error:
        preparation.options.progress(f"{SKIPPED}：{error}")
        return None
