from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.log import Inclusion
from gongkai.core.models.catalog import Policy
from gongkai.core.waivers import check_waivers, list_waived
from tests.helpers.lifecycle import (
    FOUNDING,
    TODAY,
    begin,
    build,
    list_blocking,
    list_news,
    list_told,
    make_case,
    waive,
)
from tests.helpers.tiny_site import CATALOG, at, find_draft, load
from tests.helpers.tree import (
    ENTRY,
    NOW,
    PATH,
    REVIEWERS,
    judge,
    make_files,
    make_structure,
    sign,
    write_document,
)

POLICY = CATALOG["policy"] + "waiver_roles: [l2]\n"
BODY = "\n样本身份证号码为11010519491231002X，供办事群众对照填写。\n"
FINDING = "0123456789abcdef"
START = "    start: 2024-01-01\n"


def make_document(**changes: str) -> dict[str, bytes]:
    files = make_files((PATH, write_document(BODY, **changes)), policy=POLICY)
    sign(files, PATH)
    return files


def name_findings(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Rule and id of each blocking finding of the scanner."""
    found = [f for f in judge(files).findings if f.rule.startswith("scan-")]
    return [(f.rule, f.message.split("编号 ")[1][:16]) for f in found]


FOUND = name_findings(make_document())


def test_a_finding_is_named_and_waived() -> None:
    files = make_document()
    ((rule, finding),) = FOUND
    assert [blocked for blocked, _ in list_blocking(files)] == [rule]
    waive(files, finding, rule=rule)
    assert list_blocking(files) == []


def include(day: str, *, logged: bool = True, founding: bool = False) -> Inclusion:
    return Inclusion(date.fromisoformat(day), logged=logged, founding=founding)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"reviewer": "r99", "key": "r02"}, "r99 不在册"),
        ({"reviewer": "r01"}, "拟稿人不得为自己的文件作保留说明"),
        ({"reviewer": "r03"}, "r03 在 2026-11-05 无权作保留说明"),
        ({"reviewer": "r04"}, "r04 在 2026-11-05 无权作保留说明"),
        ({"reviewer": "r07", "key": "r02"}, "r07 在 2026-11-05 无权作保留说明"),
        ({"key": "r03"}, "r02 的签名与保留说明不符"),
        ({"day": "2026-11-01"}, "保留说明的日期早于成文日期，或晚于当前日期"),
        ({"day": "2026-11-21"}, "保留说明的日期早于成文日期，或晚于当前日期"),
        ({"until": "2026-11-04"}, "保留说明的期限不对，至多五年"),
        ({"until": "2031-11-09"}, None),
        ({"until": "2031-11-10"}, "保留说明的期限不对，至多五年"),
    ],
)
def test_who_may_waive_and_for_how_long(changes: dict[str, str], problem: str | None) -> None:
    files = make_document()
    waive(files, FINDING, **changes)
    case = make_case(files)
    found = {("scan-identity", FINDING)}
    assert [f.message for f in check_waivers(case, found)] == ([problem] if problem else [])
    assert len(list_waived(case)) == (problem is None)


@pytest.mark.parametrize(
    ("until", "told", "counts"),
    [
        ("2026-12-21", [], True),
        ("2026-12-20", ["保留说明将于 2026-12-20 到期"], True),
        ("2026-11-20", ["保留说明将于 2026-11-20 到期"], True),
        ("2026-11-19", [], False),
    ],
)
def test_a_waiver_ends(until: str, told: list[str], *, counts: bool) -> None:
    files = make_document()
    ((rule, finding),) = FOUND
    waive(files, finding, rule=rule, until=until)
    verdict = judge(files)
    assert list_told(verdict.findings, "waiver-expiring") == told
    assert verdict.blocked == (not counts)


def test_a_waiver_serves_its_own_finding_document_and_revision() -> None:
    ((rule, finding),) = FOUND
    files = make_document()
    waive(files, "f" * 16, rule=rule)
    waive(files, finding, rule="scan-other")
    assert sorted(name for name, _ in list_blocking(files)) == [rule, *["waiver-invalid"] * 2]
    told = {"文件中没有编号所指的问题"}
    assert set(list_told(judge(files).findings, "waiver-invalid")) == told
    files = make_document()
    line = str(waive(files, finding, rule=rule))
    for other in (
        make_document(revision="2"),
        make_document(title="示例市测试局关于夏季办公时间的通告"),
    ):
        text = other[PATH].decode().replace("review:", f"waivers:\n{line}\nreview:")
        rules = {blocked for blocked, _ in list_blocking(other | {PATH: text.encode()})}
        assert {rule, "waiver-invalid"} <= rules


def test_a_waiver_is_no_part_of_what_the_three_levels_sign() -> None:
    files = make_document()
    before = find_draft(files, PATH).source
    ((rule, finding),) = FOUND
    waive(files, finding, rule=rule)
    waive(files, finding, rule=rule, day="2026-11-06")
    after = find_draft(files, PATH).source
    assert (before.digest, before.credential) == (after.digest, after.credential)
    assert list_blocking(files) == []


def test_without_roles_nothing_is_waived() -> None:
    files = make_files((PATH, write_document(BODY)))
    sign(files, PATH)
    waive(files, FINDING)
    assert (
        Policy.model_validate({**load(files).policy.model_dump(), "waiver_roles": ()}).waiver_roles
        == ()
    )
    assert list_waived(make_case(files)) == frozenset()


LEFT = ("role: l2, start: 2024-01-01}", "role: l2, start: 2024-01-01, end: 2026-11-07}")
ENDED = (START, f"{START}    end: 2026-11-07\n")
LOST = (
    START,
    f"{START}    revoked: {{kind: compromised, date: 2026-11-20, void_from: 2026-11-08}}\n",
)
SECOND = REVIEWERS.index("- id: r02")


@pytest.mark.parametrize(
    ("change", "inclusion", "counts"),
    [
        (LEFT, include("2026-11-07"), True),
        (LEFT, include("2026-11-08"), False),
        (LEFT, TODAY, False),
        (LEFT, FOUNDING, True),
        (ENDED, include("2026-11-07"), True),
        (ENDED, TODAY, False),
        (LOST, include("2026-11-07"), True),
        (LOST, include("2026-11-08"), False),
        (LOST, TODAY, False),
        (LOST, FOUNDING, False),
    ],
)
def test_who_waives_is_in_office_when_written_and_when_logged(
    change: tuple[str, str], inclusion: Inclusion, *, counts: bool
) -> None:
    """Neither the document's own place in the log nor a date of last week helps a late waiver."""
    files = make_document()
    waiver = waive(files, FINDING)
    old, new = change
    assert old in REVIEWERS[SECOND:]
    roster = REVIEWERS[:SECOND] + REVIEWERS[SECOND:].replace(old, new, 1)
    files |= {"catalog/reviewers.yml": roster.encode()}
    case = make_case(files, include("2026-11-06"), waived={waiver.digest: inclusion})
    assert len(list_waived(case)) == counts


def test_the_log_has_every_waiver_once_and_no_address_of_a_register_entry() -> None:
    ((rule, finding),) = FOUND
    files = make_document()
    entry = "content/tonggao/dengji.md"
    fields = {**ENTRY, "index_number": "11990000MB9900013U/2026-00002", "title": BODY.strip()}
    files[entry] = write_document("", **fields).encode()
    sign(files, entry)
    waive(files, finding, rule=rule)
    (other,) = {named for named in name_findings(files) if named != (rule, finding)}
    waive(files, other[1], path=entry, rule=other[0])
    before = begin(policy=POLICY)
    state = build(files, before, at("2026-11-06", "09:35"))
    assert sorted(list_news(state, before)) == [
        "build - 1",
        "publish tonggao/ceshi 1",
        "register - 1",
        "waive - 1",
        "waive tonggao/ceshi 1",
    ]
    assert build(files, state, NOW) == state
    waive(files, finding, rule=rule, day="2026-11-20", until="2028-11-05")
    assert list_news(build(files, state, NOW), state) == ["waive tonggao/ceshi 1", "build - 1"]


MARKED = "秘密★10年\n\n上面一行是涉密文件首页标注的式样，本通告加以说明。\n"


def make_marked() -> tuple[dict[str, bytes], str, str]:
    """A document that quotes a marking, with rule and id of the finding."""
    policy = CATALOG["policy"] + "waiver_roles: [l2, l3]\n"
    files = make_files((PATH, write_document(f"\n{MARKED}")), policy=policy)
    sign(files, PATH)
    ((rule, finding),) = name_findings(files)
    return files, rule, finding


@pytest.mark.parametrize(
    ("people", "passes"), [(("r02",), False), (("r03",), False), (("r02", "r03"), True)]
)
def test_a_marking_is_let_stand_by_two_people_of_whom_one_is_of_the_last_level(
    people: tuple[str, ...], *, passes: bool
) -> None:
    files, rule, finding = make_marked()
    assert rule == "scan-marking"
    for person in people:
        waive(files, finding, rule=rule, reviewer=person)
    assert [name for name, _ in list_blocking(files)] == ([] if passes else [rule])


def test_a_waiver_that_lost_its_object_stands_where_the_log_knows_it() -> None:
    """A better scanner must not stop what was published; a new waiver of nothing is refused."""
    files = make_document()
    waiver = waive(files, FINDING)
    problem = "文件中没有编号所指的问题"
    for inclusion, told in ((include("2026-11-06"), []), (TODAY, [problem])):
        case = make_case(files, include("2026-11-06"), waived={waiver.digest: inclusion})
        assert [f.message for f in check_waivers(case, ())] == told


def test_the_structure_lets_the_lowest_level_waive_nothing() -> None:
    policy = POLICY.replace("waiver_roles: [l2]", "waiver_roles: [l1]")
    found = judge(make_structure(policy=policy)).findings
    assert "可作保留说明的层级不存在，或为最低一级" in [f.message for f in found]
