"""Findings, versions, powers lent, and the days that the calendar file calls to mind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.helpers.plain_count.columns import list_turnings
from tests.helpers.plain_count.openness import list_duties
from tests.helpers.plain_count.repository import DAY, parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.helpers.plain_count.repository import Paper, Plain


def count_findings(plain: Plain) -> Iterator[tuple[str, float]]:
    """A first publication, roots from the repository itself, tasks without their third quarter."""
    lines = [0, 0, *(line for paper in plain.of_type("renwu") for line in _find_silent(paper))]
    yield from ((".findings[].line", line) for line in lines)
    yield ".head.counts.warnings", len(lines)
    yield ".head.counts.blocking", 0
    yield ".head.counts.notes", 0


def _find_silent(paper: Paper) -> Iterator[int]:
    """The lines of tasks that were not done by the half of the year and tell nothing since."""
    for task in paper["tasks"]:
        if "q3" not in task and not task["q2"].startswith("已完成"):
            yield paper["lines"].index(f"- task: {task['task']}") + 1


def count_versions(plain: Plain) -> Iterator[tuple[str, float]]:
    events = (*plain.public, *plain.withdrawn, *plain.register, *plain.expired, "seal", "build")
    yield ".evidence.facts.log_size", len(events)
    yield ".evidence.policy_version", int(plain.policy["version"])
    yield ".evidence.reviewers_version", int(plain.reviewers["version"])
    yield ".evidence.seal_version", int(plain.seal[2].removeprefix("version "))


def count_delegations(plain: Plain) -> Iterator[tuple[str, float]]:
    """Signatures of the taker at the giver's level, within the days of the delegation."""
    for lent in plain.delegations:
        signed = [
            paper["id"]
            for paper in plain.public
            for entry in paper["review"]
            if (entry["role"], entry["reviewer"]) == (lent["role"], lent["to"])
            and lent["start"] <= entry["date"] <= lent["end"]
        ]
        yield ".lifecycle.delegations[].used", len(signed)


def count_agenda(plain: Plain) -> Iterator[tuple[str, float]]:
    """Three days' notice of turnings and ends; thirty and seven of what law fixes."""
    entries = [(day - DAY, (3,)) for day, _, _ in list_turnings(plain)]
    entries += [(due, (30, 7)) for due, _, _, done in list_duties(plain) if done is None]
    ends = [parse_day(paper["end"]) for paper in plain.of_type("zhengji")]
    entries += [(day, (3,)) for day in ends if day >= plain.today]
    for _, alarms in sorted(entries, key=lambda entry: (entry[0] or date.max, entry[1])):
        yield from ((".agenda.entries[].alarms[]", days) for days in alarms)
