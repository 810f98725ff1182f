"""Every attack alone: check, build and `mkdocs build` refuse, name it, and touch nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from gongkai.core.rules import RULES
from tests.acceptance import (
    attacks_on_files,
    attacks_on_inside,
    attacks_on_memory,
    attacks_on_powers,
    attacks_on_review,
    attacks_on_signatures,
    attacks_on_structure,
    attacks_on_text,
)
from tests.acceptance.project import cut, find_in_folder, list_files, read_forms, take_digest

if TYPE_CHECKING:
    from tests.acceptance.attack import Attack
    from tests.acceptance.project import Outcome, Project

TABLES = (
    attacks_on_review,
    attacks_on_files,
    attacks_on_text,
    attacks_on_structure,
    attacks_on_memory,
    attacks_on_powers,
    attacks_on_signatures,
    attacks_on_inside,
)
ATTACKS = [attack for table in TABLES for attack in table.ATTACKS]
REPORT = {f"build/report/{name}" for name in ("columns.csv", "report.html", "report.json")}


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_attack_is_refused(attack: Attack, project: Project) -> None:
    attack.deed(project)
    untouched = (take_digest(project.site), take_digest(project.state))
    files = list_files(project.root)

    outcomes = {
        "check": project.run("check"),
        "build": project.run("build"),
    }
    if attack.mkdocs:
        outcomes["mkdocs"] = project.fork_mkdocs("build")

    blocking = outcomes["check"].blocking
    assert _count_expected(attack) == _count_named(project, outcomes["check"], attack)
    assert {name: outcome.code for name, outcome in outcomes.items()} == dict.fromkeys(outcomes, 1)
    assert outcomes["build"].blocking == blocking
    if attack.mkdocs:
        assert outcomes["mkdocs"].places == outcomes["check"].places
    assert (take_digest(project.site), take_digest(project.state)) == untouched
    assert list_files(project.root) - files <= REPORT
    pieces = _list_blocked_pieces(project, {named.path for named in blocking})
    told = {n: [p for p in pieces if p in "".join(o.output.split())] for n, o in outcomes.items()}
    assert told == {name: [] for name in outcomes}
    assert find_in_folder(project.report, pieces) == {}


def _count_expected(attack: Attack) -> Counter[tuple[str, str, str | None]]:
    return Counter((fault.rule, fault.path, fault.start) for fault in attack.faults)


def _count_named(
    project: Project, outcome: Outcome, attack: Attack
) -> Counter[tuple[str, str, str | None]]:
    """What was named, each line told by the way it is expected to begin."""
    starts = {(fault.rule, fault.path, fault.start) for fault in attack.faults}
    named: Counter[tuple[str, str, str | None]] = Counter()
    for finding in outcome.blocking:
        line = _read_line(project, finding.path, finding.line)
        fitting = [
            start
            for rule, path, start in starts
            if (rule, path) == (finding.rule, finding.path)
            and (line.startswith(start) if start is not None else True)
        ]
        key = fitting[0] if fitting else f"line {finding.line}: {line}"
        named[finding.rule, finding.path, key] += 1
    return named


def _read_line(project: Project, path: str, number: int) -> str:
    file = project.root / path
    if not file.is_file():
        return ""
    lines = file.read_bytes().decode("utf-8", "replace").split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _list_blocked_pieces(project: Project, paths: set[str]) -> set[str]:
    """Pieces of text of what is blocked that nothing public holds."""
    pieces: set[str] = set()
    for path in paths:
        file = project.root / path
        if path.startswith("content/") and file.is_file():
            for line in set(file.read_bytes().decode("utf-8", "replace").splitlines()):
                if not line.startswith(("- {role", "index_number", "published:")):
                    pieces |= cut(line)
    known = "".join(rule.meaning + rule.next_step + rule.basis for rule in RULES.values())
    public = "".join(
        text
        for name in ("catalog/site.yml", "catalog/columns.yml")
        for text in read_forms(project.root / name)
    )
    return {piece for piece in pieces if piece not in known and piece not in public}
