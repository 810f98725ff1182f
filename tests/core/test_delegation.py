from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.chain import check_chain
from gongkai.core.delegation import (
    Delegation,
    DelegationRefusedError,
    near_roles,
    parse_delegation,
)
from gongkai.core.demo_keys import demo_public_key
from gongkai.core.log import Inclusion
from tests.helpers.lifecycle import (
    FOUNDING,
    TODAY,
    begin,
    build,
    lend,
    list_blocking,
    list_news,
    make_case,
)
from tests.helpers.tiny_site import at, load
from tests.helpers.tree import (
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    judge,
    make_files,
    make_structure,
    seal,
    sign,
    write_document,
)

L1, L2, L3 = STEPS
BY_TAKER = (L1, L2, replace(L3, reviewer="r08"))
PERSON = REVIEWERS[REVIEWERS.index("- id: r05") : REVIEWERS.index("- id: r06")]
TAKER = REVIEWERS + PERSON.replace("r05", "r08").replace("columns: [jiedu], ", "").replace(
    PERSON.split("key: ")[1].split("\n")[0],
    demo_public_key("r08").line,
)
LOGGED = Inclusion(date(2026, 11, 6), logged=True, founding=False)
EXAMPLE = Delegation(
    site="a.example",
    giver="r21",
    taker="r14",
    role="l3",
    units=("fazhi", "huzheng"),
    columns=(),
    start=date(2026, 11, 20),
    end=date(2026, 12, 5),
    date=date(2026, 11, 18),
    reason="出差",
    signature="U1NI",
)
TEXT = """gongkai-delegation/v1
site a.example
from r21
to r14
role l3
units fazhi huzheng
columns *
start 2026-11-20
end 2026-12-05
date 2026-11-18
reason 出差
signature U1NI
"""
NAMES = st.lists(st.sampled_from(["fazhi", "huji-2", "a"]), max_size=3).map(tuple)
DAYS = st.dates(date(1000, 1, 1))
PEOPLE = st.integers(10, 9999).map("r{}".format)
DELEGATIONS = st.builds(
    Delegation,
    site=st.just("a.example"),
    giver=PEOPLE,
    taker=PEOPLE,
    role=st.integers(1, 9).map("l{}".format),
    units=NAMES,
    columns=NAMES,
    start=DAYS,
    end=DAYS,
    date=DAYS,
    reason=st.text("出差 a:,", min_size=1, max_size=20),
    signature=st.sampled_from(["", "U1NI", "AA=="]),
)


def test_the_one_spelling() -> None:
    assert str(EXAMPLE) == TEXT
    assert parse_delegation(TEXT) == EXAMPLE
    assert EXAMPLE.message == TEXT.replace("signature U1NI\n", "")
    assert parse_delegation(EXAMPLE.message) == replace(EXAMPLE, signature="")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1", "v2"),
        ("from r21", "from r2"),
        ("role l3", "role l0"),
        ("units fazhi huzheng", "units"),
        ("units fazhi huzheng", "units fazhi  huzheng"),
        ("units fazhi huzheng", "units * fazhi"),
        ("columns *", "columns **"),
        ("2026-12-05", "2026-02-30"),
        ("2026-12-05", "2026-12-5"),
        ("2026-12-05", "２026-12-05"),
        ("reason 出差", "reason "),
        ("reason 出差", "reason <b>"),
        ("reason 出差\n", ""),
        ("reason 出差", f"reason {'一' * 101}"),
        ("U1NI\n", "U1NI"),
        ("U1NI", "U1N!"),
        ("U1NI\n", "U1NI\nsignature U1NI\n"),
        ("\n", "\r\n"),
    ],
)
def test_every_other_spelling_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(DelegationRefusedError):
        parse_delegation(TEXT.replace(old, new))


@given(DELEGATIONS)
def test_what_is_written_is_read_back(delegation: Delegation) -> None:
    assert parse_delegation(str(delegation)) == delegation


@given(DELEGATIONS, st.data())
def test_an_edit_is_refused_or_means_something_else(
    delegation: Delegation, data: st.DataObject
) -> None:
    text = str(delegation)
    position = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from(("", " ", "\n", "0", "a", "*", "=", "甲", "\u0660", "\r")))
    edited = text[:position] + new + text[position + length :]
    assume(edited != text)
    try:
        parsed = parse_delegation(edited)
    except DelegationRefusedError:
        return
    assert parsed != delegation
    assert str(parsed) == edited


def make_lent(**changes: Any) -> dict[str, bytes]:  # noqa: ANN401 - fields of a delegation
    files = make_files((PATH, write_document()), reviewers=TAKER)
    sign(files, PATH, BY_TAKER)
    lend(files, **changes)
    return files


def examine(files: dict[str, bytes], inclusion: Inclusion = LOGGED) -> list[tuple[str, int]]:
    return [(f.rule, f.line) for f in check_chain(make_case(files, inclusion))]


def test_who_was_lent_a_level_signs_it() -> None:
    files = make_lent()
    assert [d.taker for d in load(files).delegations] == ["r08"]
    for inclusion in (LOGGED, TODAY, FOUNDING):
        assert examine(files, inclusion) == []
    without = {path: data for path, data in files.items() if "delegations" not in path}
    assert examine(without) == [("reviewer-not-allowed", 19)]


NOT_ALLOWED = [("reviewer-not-allowed", 19)]
AWAY = [("reviewer-not-in-office", 19)]


@pytest.mark.parametrize(
    ("changes", "inclusion", "found"),
    [
        ({"end": date(2026, 11, 6)}, LOGGED, []),
        ({"end": date(2026, 11, 5)}, LOGGED, AWAY),
        ({"end": date(2026, 11, 5)}, FOUNDING, []),
        ({"end": date(2026, 11, 4)}, LOGGED, NOT_ALLOWED),
        ({"start": date(2026, 11, 6)}, LOGGED, NOT_ALLOWED),
        ({"end": date(2026, 11, 19)}, TODAY, AWAY),
        ({"units": ("bangongshi",), "columns": ("tonggao",)}, LOGGED, []),
        ({"units": ("yewu",)}, LOGGED, NOT_ALLOWED),
        ({"columns": ("jiedu",)}, LOGGED, NOT_ALLOWED),
        ({"role": "l2", "giver": "r02"}, LOGGED, NOT_ALLOWED),
    ],
)
def test_a_delegation_reaches_as_far_as_it_says(
    changes: dict[str, object], inclusion: Inclusion, found: list[tuple[str, int]]
) -> None:
    assert examine(make_lent(**changes), inclusion) == found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"site": "b.example"}, "委托书属于另一个站点"),
        ({"giver": "r99", "key": "r03"}, "r99 不在 catalog/reviewers.yml 中"),
        ({"taker": "r99"}, "r99 不在 catalog/reviewers.yml 中"),
        ({"taker": "r03"}, "委托人与受托人是同一人"),
        ({"date": date(2026, 11, 5)}, "委托须在离岗之前作出，且止期不早于起期"),
        ({"end": date(2026, 11, 3)}, "委托须在离岗之前作出，且止期不早于起期"),
        ({"end": date(2026, 12, 3)}, None),
        ({"end": date(2026, 12, 4)}, "委托期限超过 30 日"),
        ({"giver": "r08", "taker": "r02"}, "委托人自己没有 l3 的授权，受托的权限不得再委托"),
        ({"taker": "r01"}, "受托人须有l2或l3的授权"),
        ({"taker": "r07"}, "受托人须有l2或l3的授权"),
        ({"key": "r02"}, "没有 r03 的有效签名"),
        ({"key": "r08"}, "没有 r03 的有效签名"),
    ],
)
def test_a_delegation_that_must_not_be_blocks(
    changes: dict[str, object], message: str | None
) -> None:
    files = make_lent(**changes)
    found = [f for f in judge(files).findings if f.rule == "delegation-invalid"]
    assert [(f.path, f.message) for f in found] == (
        [("catalog/delegations/a.txt", message)] if message else []
    )
    assert len(load(files).delegations) == (message is None)


@pytest.mark.parametrize("data", [b"", b"\xff", b"x\r\n", TEXT.encode()])
def test_any_other_file_there_blocks(data: bytes) -> None:
    files = make_files() | {"catalog/delegations/readme.md": data}
    assert [rule for rule, _ in list_blocking(files)] == ["delegation-invalid"]


def test_every_byte_of_a_delegation_counts() -> None:
    files = make_lent()
    path = "catalog/delegations/a.txt"
    data = files[path]
    for position in range(0, len(data), 7):
        for value in (data[position] ^ 1, 0x20):
            if value == data[position]:
                continue
            edited = data[:position] + bytes([value]) + data[position + 1 :]
            assert load(files | {path: edited}).delegations == ()


def change(person: str, old: str, new: str) -> dict[str, bytes]:
    """The lent document with something of a person's record changed."""
    position = TAKER.index(f"- id: {person}")
    assert old in TAKER[position:]
    roster = TAKER[:position] + TAKER[position:].replace(old, new, 1)
    return make_lent() | {"catalog/reviewers.yml": roster.encode()}


START = "    start: 2024-01-01\n"
LOST = f"{START}    revoked: {{kind: compromised, date: 2026-11-10, void_from: DAY}}\n"
RETIRED = f"{START}    revoked: {{kind: retired, date: DAY}}\n"
GRANT = "start: 2024-01-01}"
ENDS = "start: 2024-01-01, end: {}}}"


@pytest.mark.parametrize(
    ("person", "old", "new", "inclusion", "found"),
    [
        ("r03", GRANT, ENDS.format("2026-11-06"), LOGGED, []),
        ("r03", GRANT, ENDS.format("2026-11-05"), LOGGED, AWAY),
        ("r03", GRANT, ENDS.format("2026-11-04"), LOGGED, NOT_ALLOWED),
        ("r03", GRANT, ENDS.format("2026-11-19"), TODAY, AWAY),
        ("r08", GRANT, ENDS.format("2026-11-05"), LOGGED, AWAY),
        ("r03", START, RETIRED.replace("DAY", "2026-11-07"), LOGGED, []),
        ("r03", START, RETIRED.replace("DAY", "2026-11-04"), LOGGED, NOT_ALLOWED),
        ("r03", START, RETIRED.replace("DAY", "2026-11-07"), TODAY, AWAY),
        ("r03", START, LOST.replace("DAY", "2026-11-07"), LOGGED, []),
        ("r03", START, LOST.replace("DAY", "2026-11-06"), LOGGED, [("key-compromised", 19)]),
        ("r03", START, LOST.replace("DAY", "2026-11-07"), TODAY, [("key-compromised", 19)]),
        ("r08", START, LOST.replace("DAY", "2026-11-06"), LOGGED, [("key-compromised", 19)]),
    ],
)
def test_giver_and_taker_are_in_office_with_keys_in_use(
    person: str, old: str, new: str, inclusion: Inclusion, found: list[tuple[str, int]]
) -> None:
    assert examine(change(person, old, new), inclusion) == found


def test_a_delegation_does_not_get_round_the_rule_that_people_differ() -> None:
    grants = "  - {role: l3, start: 2024-01-01}\n"
    roster = TAKER.replace(grants, f"{grants}  - {{role: l2, start: 2024-01-01}}\n", 1)
    files = make_files((PATH, write_document()), reviewers=roster)
    sign(files, PATH, (L1, replace(L2, reviewer="r03"), replace(L3, reviewer="r08")))
    lend(files)
    assert examine(files) == NOT_ALLOWED
    drafted = make_files((PATH, write_document(drafter="r03")), reviewers=TAKER)
    sign(drafted, PATH, BY_TAKER)
    lend(drafted)
    assert examine(drafted) == NOT_ALLOWED


def test_near_levels_are_those_of_the_policy() -> None:
    policy = make_structure()["catalog/policy.yml"].decode()
    legal = policy.replace("- role: l3", "- role: l4\n  name: 法制审核\n- role: l3")
    catalog = load(make_structure(policy=legal))
    near = {role: near_roles(catalog, role) for role in ("l1", "l2", "l4", "l3", "l9")}
    assert near == {
        "l1": {"l1"},
        "l2": {"l1", "l2"},
        "l4": {"l2", "l4"},
        "l3": {"l4", "l3"},
        "l9": {"l1"},
    }


def test_a_delegation_taken_away_after_use_blocks_and_says_what_to_restore() -> None:
    files = make_lent()
    state = build(files, begin(reviewers=TAKER), at("2026-11-06", "09:35"))
    assert list_blocking(files, state) == []
    del files["catalog/delegations/a.txt"]
    found = [f for f in judge(files, state).findings if f.rule == "reviewer-not-allowed"]
    assert [f.line for f in found] == [19]
    assert "恢复 catalog/delegations 中的委托书" in found[0].next_step


def test_a_lost_key_of_the_giver_suspends_what_is_public() -> None:
    files = make_lent()
    state = build(files, begin(reviewers=TAKER), at("2026-11-06", "09:35"))
    later = change("r03", START, LOST.replace("DAY", "2026-11-01"))
    seal(later, version=2)
    assert list_blocking(later, state) == []
    assert [d.id for d in judge(later, state).suspended] == ["tonggao/ceshi"]
    after = build(later, state, NOW)
    assert list_news(after, state) == ["seal - 2", "suspend tonggao/ceshi 1", "build - 0"]
