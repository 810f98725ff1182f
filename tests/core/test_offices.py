from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.offices import check_offices
from tests.core.test_chain import DATED, LEGAL
from tests.helpers.tiny_site import load
from tests.helpers.tree import REVIEWERS, make_structure

TODAY = date(2026, 11, 20)
START = "    start: 2024-01-01\n"
TITLES = "信息员初审 {} 人，科室负责人复审（保密审查） {} 人，分管领导终审 {} 人"
GAP = f"栏目“{{}}”（{{}}）不能由不同的人签满各级：{TITLES}"


def examine(roster: str = REVIEWERS, **texts: str) -> list[tuple[str, str]]:
    catalog = load(make_structure(reviewers=roster, **texts))
    return [(f.rule, f.message) for f in check_offices(catalog, TODAY)]


def change(person: str, old: str, new: str, roster: str = REVIEWERS) -> str:
    position = roster.index(f"- id: {person}")
    assert old in roster[position:]
    return roster[:position] + roster[position:].replace(old, new, 1)


def end(person: str, day: str) -> str:
    return change(person, "start: 2024-01-01}", f"start: 2024-01-01, end: {day}}}")


def test_a_full_office_is_quiet() -> None:
    assert examine() == []


@pytest.mark.parametrize(
    ("roster", "counts"),
    [
        (end("r01", "2026-11-19"), (0, 1, 1)),
        (change("r01", START, f"{START}    end: 2026-11-19\n"), (0, 1, 1)),
        (change("r01", START, "    start: 2026-11-21\n"), (0, 1, 1)),
        (
            change("r01", START, f"{START}    revoked: {{kind: retired, date: 2026-11-19}}\n"),
            (0, 1, 1),
        ),
        (end("r03", "2026-11-19"), (1, 1, 0)),
    ],
)
def test_levels_that_nobody_can_sign_are_named(roster: str, counts: tuple[int, ...]) -> None:
    assert ("levels-unfillable", GAP.format("通告", "办公室", *counts)) in examine(roster)


def test_one_person_with_two_levels_is_one_person() -> None:
    one = change("r01", "role: l1", "role: l1, start: 2024-01-01}\n  - {role: l3")
    alone = change("r03", "role: l3", "role: l1", one)
    assert examine(alone) == []
    nobody = change("r02", "role: l2", "role: l1", alone)
    assert {rule for rule, _ in examine(nobody)} == {"levels-unfillable"}


@pytest.mark.parametrize(
    ("roster", "people", "columns"),
    [
        (end("r03", "2026-12-19"), "r03", 3),
        (end("r03", "2026-12-20"), None, 0),
        (end("r02", "2026-12-01"), "r02", 1),
        (change("r01", START, f"{START}    end: 2026-12-19\n"), "r01", 3),
        (change("r01", START, f"{START}    end: 2026-12-20\n"), None, 0),
    ],
)
def test_who_leaves_within_thirty_days_without_successor_is_named(
    roster: str, people: str | None, columns: int
) -> None:
    expected = (
        f"{people}：到 2026-12-20 任职或公钥已经到期，{columns} 个栏目（“通告”等）"
        "届时不能由不同的人签满各级"
    )
    assert examine(roster) == ([("levels-ending", expected)] if people else [])


def test_a_rule_to_come_is_looked_at_in_advance() -> None:
    coming = DATED.replace("since: 2026-11-10", "since: 2026-12-01")
    assert examine(LEGAL, policy=coming) == []
    (found,) = examine(policy=coming.replace("{levels: [l1, l2, l4, l3], ", "{levels: [l1, l4], "))
    assert found[0] == "levels-ending"
    assert found[1].startswith("审查规则变化：")


def test_rules_of_other_attributes_are_left_aside() -> None:
    policy = DATED.replace(
        "levels: [l1, l2, l4, l3], since: 2026-11-10", "levels: [l4, l3], disclosure: [不予公开]"
    )
    assert examine(policy=policy) == []


def test_many_levels_and_people_take_no_time() -> None:
    roles = [f"l{n}" for n in range(1, 10)]
    levels = "".join(f"- {{role: {role}, name: 第{role[1]}级}}\n" for role in roles)
    policy = (
        DATED.split("levels:")[0] + f"levels:\n{levels}rules:\n- {{levels: [{', '.join(roles)}]}}\n"
    )
    policy += "withdrawal_roles: [l2]\nshow_on_request: 是\npublish_report: 否\n"
    grants = "".join(f"  - {{role: {role}, start: 2024-01-01}}\n" for role in roles)
    roster = "".join(
        line if not line.startswith("  - {role") else grants
        for line in REVIEWERS.splitlines(keepends=True)
    )
    found = examine(roster, policy=policy)
    assert {rule for rule, _ in found} == {"levels-unfillable"}
    assert len(found) == 3
