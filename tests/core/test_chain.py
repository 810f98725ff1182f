from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.authority import find_key_end, list_lost_keys, usable_keys
from gongkai.core.chain import Case, check_chain, levels_of, required_levels
from gongkai.core.log import Inclusion
from gongkai.core.models import RECORD_TYPES
from gongkai.core.models.catalog import Key
from gongkai.core.source import split_source
from gongkai.core.statement import Subject
from gongkai.core.tail import Decision, Tail
from tests.helpers.examples import EXAMPLES
from tests.helpers.lifecycle import FOUNDING, TODAY, make_case
from tests.helpers.tiny_site import SITE, find_draft, load
from tests.helpers.tree import (
    ENTRY,
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    Step,
    make_files,
    make_public,
    make_structure,
    sign,
    write_document,
)

L1, L2, L3 = STEPS
CATALOG = load(make_structure())
PUBLIC = make_public()


def examine(files: dict[str, bytes], inclusion: Inclusion = FOUNDING) -> list[tuple[str, int]]:
    return [(f.rule, f.line) for f in check_chain(make_case(files, inclusion))]


def check_subject(subject: Subject) -> list[str]:
    return [f.rule for f in check_chain(Case(CATALOG, subject, NOW, FOUNDING))]


def alter(steps: tuple[Step, ...], **changes: str) -> list[tuple[str, int]]:
    files = make_files((PATH, write_document(**changes)))
    sign(files, PATH, steps)
    return examine(files)


def include(day: str, *, logged: bool = True, founding: bool = False) -> Inclusion:
    return Inclusion(date.fromisoformat(day), logged=logged, founding=founding)


def test_a_whole_chain_has_no_fault() -> None:
    assert alter(STEPS) == []


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((), [("review-missing", 15)]),
        ((L1, L2), [("review-incomplete", 15), ("review-signature", 18)]),
        ((L1, L3), [("review-incomplete", 15), ("review-signature", 18)]),
        ((L2, L3), [("review-incomplete", 15), ("review-signature", 18)]),
        ((replace(L2, day="2026-11-03"), L1, L3), [("review-order", 15)]),
        ((L1, replace(L2, decision=Decision.REFUSED), L3), [("review-refused", 18)]),
        ((L1, L2, replace(L3, decision=Decision.REFERRED)), [("review-refused", 19)]),
        ((L1, L2, replace(L3, decision=Decision.WITHDRAWN)), [("review-refused", 19)]),
        ((replace(L1, reviewer="r99", key="r01"), L2, L3), [("reviewer-unknown", 17)]),
        (
            (replace(L1, reviewer="r02"), L2, L3),
            [("reviewer-not-allowed", 17), ("review-same-person", 18)],
        ),
        ((replace(L1, key="r02"), L2, L3), [("review-signature", 17)]),
        ((L1, L2, replace(L3, key="r40")), [("review-signature", 19)]),
        ((L1, replace(L2, reviewer="r04"), L3), [("reviewer-not-allowed", 18)]),
        ((L1, replace(L2, reviewer="r05"), L3), [("reviewer-not-allowed", 18)]),
        ((L1, L2, replace(L3, reviewer="r06")), [("reviewer-not-in-office", 19)]),
        ((replace(L1, day="2026-11-05"), L2, L3), [("review-order", 18)]),
        ((replace(L1, day="2026-11-01"), L2, L3), [("review-early", 17)]),
        ((L1, L2, replace(L3, day="2026-11-07")), [("review-early", 15)]),
        (
            (L1, L2, replace(L3, day="2026-11-21")),
            [("review-early", 19), ("review-early", 15)],
        ),
    ],
)
def test_faults_of_the_chain(steps: tuple[Step, ...], found: list[tuple[str, int]]) -> None:
    assert alter(steps) == found


def test_one_person_signs_one_level() -> None:
    grant = "  - {role: l1, start: 2024-01-01}\n"
    roster = REVIEWERS.replace(grant, grant + grant.replace("l1", "l2"))
    files = make_files((PATH, write_document(drafter="r07")), reviewers=roster)
    sign(files, PATH, (L1, replace(L2, reviewer="r01"), L3))
    assert examine(files) == [("review-same-person", 18)]


@pytest.mark.parametrize(
    ("drafter", "found"),
    [
        ("r01", []),
        ("r02", [("review-by-drafter", 18)]),
        ("r03", [("review-by-drafter", 19)]),
        ("r07", []),
    ],
)
def test_a_drafter_signs_the_first_level_at_most(
    drafter: str, found: list[tuple[str, int]]
) -> None:
    assert alter(STEPS, drafter=drafter) == found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("冬季办公时间为9时", "冬季办公时间为8时"),
        ("disclosure: 主动公开", "disclosure: 依申请公开"),
        ("published: 2026-11-06 09:30", "published: 2026-11-06 09:31"),
        ("revision: 1", "revision: 2"),
        ("drafter: r01", "drafter: r07"),
        ('basis: "同意公开", date: 2026-11-04', 'basis: "同意公开。", date: 2026-11-04'),
        ("date: 2026-11-04", "date: 2026-11-03"),
        ("reviewer: r02", "reviewer: r04"),
    ],
)
def test_a_change_after_signing_is_noticed(old: str, new: str) -> None:
    text = PUBLIC[PATH].decode()
    assert text.count(old) == 1
    rules = {rule for rule, _ in examine(PUBLIC | {PATH: text.replace(old, new).encode()})}
    assert "review-signature" in rules


def test_an_attachment_added_after_signing_is_noticed() -> None:
    files = PUBLIC | {"content/tonggao/ceshi.files/a.txt": b"x"}
    assert examine(files) == [("review-signature", line) for line in (17, 18, 19)]


def test_signatures_serve_no_other_address_and_no_other_site() -> None:
    moved = {p: d for p, d in PUBLIC.items() if p != PATH}
    other = "content/tonggao/lingyige.md"
    draft = find_draft(moved | {other: PUBLIC[PATH]}, other)
    subject = Subject(SITE, draft.source, draft.record, ())
    assert check_subject(subject) == ["review-signature"] * 3
    elsewhere = Subject("b.example", find_draft(PUBLIC, PATH).source, draft.record, ())
    assert check_subject(elsewhere) == ["review-signature"] * 3


@settings(max_examples=60)
@given(st.data())
def test_any_one_character_changed_in_body_or_head_is_noticed(data: st.DataObject) -> None:
    draft = find_draft(PUBLIC, PATH)
    text = draft.source.reviewed_text
    # Values and body only: an edited key would be refused before anybody looks at signatures.
    places = [i for i, c in enumerate(text) if ord(c) > 0x2FFF or c.isdigit()]
    position = data.draw(st.sampled_from(places))
    new = data.draw(st.sampled_from("0甲z").filter(lambda c: c != text[position]))
    edited = text[:position] + new + text[position + 1 :]
    source = replace(split_source(PATH, edited), tail=draft.source.tail)
    subject = Subject(SITE, source, draft.record, ())
    assert check_subject(subject) == ["review-signature"] * 3


def test_the_first_rule_that_fits_tells_the_levels() -> None:
    policy = """version: 1
levels: [{role: l1, name: 初审}, {role: l2, name: 复审}, {role: l3, name: 终审}]
rules:
- {columns: [dongtai], levels: [l1, l2]}
- {disclosure: [不予公开], levels: [l2, l3]}
- {levels: [l1, l2, l3]}
withdrawal_roles: [l2]
show_on_request: 是
publish_report: 否
"""
    catalog = load(make_structure(policy=policy))
    levels = [
        required_levels(
            catalog, RECORD_TYPES[kind].model_validate(EXAMPLES[kind] | changes), NOW.date()
        )
        for kind, changes in (
            ("dongtai", {"category": "dongtai"}),
            ("dengji", {"category": "tonggao", "disclosure": "不予公开"}),
            ("dengji", {"category": "tonggao", "disclosure": "依申请公开"}),
        )
    ]
    assert levels == [("l1", "l2"), ("l2", "l3"), ("l1", "l2", "l3")]


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({}, None),
        ({"end": "2026-05-01"}, date(2026, 5, 2)),
        ({"revoked": {"kind": "retired", "date": "2026-04-01"}}, date(2026, 4, 2)),
        (
            {"end": "2026-03-01", "revoked": {"kind": "retired", "date": "2026-04-01"}},
            date(2026, 3, 2),
        ),
        (
            {
                "revoked": {
                    "kind": "compromised",
                    "date": "2026-04-01",
                    "void_from": "2026-02-01",
                }
            },
            date(2026, 2, 1),
        ),
        ({"revoked": {"kind": "compromised", "date": "2026-04-01"}}, date(2024, 1, 1)),
    ],
)
def test_when_signatures_with_a_key_stop_to_count(
    fields: dict[str, object], end: date | None
) -> None:
    key = Key.model_validate({"key": "x", "start": "2024-01-01", **fields})
    assert find_key_end(key) == end


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ((date(2023, 12, 31),), 0),
        ((date(2024, 1, 1),), 1),
        ((date(2026, 2, 28),), 1),
        ((date(2026, 3, 1),), 0),
        ((date(2026, 2, 1), date(2026, 2, 28)), 1),
        ((date(2026, 2, 28), date(2026, 3, 1)), 0),
        ((), 1),
    ],
)
def test_keys_are_used_in_their_period(days: tuple[date, ...], count: int) -> None:
    roster = REVIEWERS.replace(START, f"{START}    end: 2026-02-28\n", 1)
    catalog = load(make_structure(reviewers=roster))
    assert len(usable_keys(catalog, "r01", days, TODAY)) == count


START = "    start: 2024-01-01\n"
LOST = (
    "    start: 2024-01-01\n"
    "    revoked: {kind: compromised, date: 2026-11-10, void_from: 2026-11-08}\n"
)


@pytest.mark.parametrize(
    ("day", "inclusion", "count"),
    [
        ("2026-11-03", include("2026-11-03"), 1),
        ("2026-11-03", include("2026-11-07"), 1),
        ("2026-11-03", include("2026-11-07", founding=True), 1),
        ("2026-11-03", include("2026-11-07", logged=False), 0),
        ("2026-11-03", include("2026-11-08"), 0),
        ("2026-11-03", include("2026-11-20", logged=False, founding=True), 0),
        ("2026-11-08", include("2026-11-07"), 0),
    ],
)
def test_a_lost_key_counts_only_where_the_log_was_there_before(
    day: str, inclusion: Inclusion, count: int
) -> None:
    catalog = load(make_structure(reviewers=REVIEWERS.replace(START, LOST, 1)))
    days = (date.fromisoformat(day),)
    assert len(usable_keys(catalog, "r01", days, inclusion)) == count
    assert len(list_lost_keys(catalog, "r01", days[0])) == 1
    assert list_lost_keys(catalog, "r01", date(2023, 12, 31)) == ()


@pytest.mark.parametrize("inclusion", [FOUNDING, TODAY, include("2026-11-08")])
def test_a_date_in_the_past_does_not_help_who_signs_with_a_lost_key(inclusion: Inclusion) -> None:
    roster = REVIEWERS.replace(START, LOST, 1)
    files = PUBLIC | {"catalog/reviewers.yml": roster.encode()}
    assert examine(files, inclusion) == [("key-compromised", 17)]
    assert examine(files, include("2026-11-07")) == []


RETIRED = f"{START}    revoked: {{kind: retired, date: 2026-11-07}}\n"
ENDED = f"{START}    end: 2026-11-07\n"
LEFT = ("role: l3, start: 2024-01-01}", "role: l3, start: 2024-01-01, end: 2026-11-07}")
BEGAN = ("role: l3, start: 2024-01-01}", "role: l3, start: 2026-11-09}")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [(START, RETIRED, 17), (START, ENDED, 17), (*LEFT, 19)],
    ids=("retired key", "ended key", "left office"),
)
@pytest.mark.parametrize(
    ("inclusion", "stands"),
    [
        (include("2026-11-06"), True),
        (include("2026-11-07"), True),
        (include("2026-11-08"), False),
        (TODAY, False),
        (FOUNDING, True),
        (include("2026-11-20", founding=True), True),
    ],
    ids=str,
)
def test_who_signs_is_in_office_when_written_and_when_logged(
    old: str, new: str, line: int, inclusion: Inclusion, *, stands: bool
) -> None:
    """Somebody out of office who writes a date of last week gains nothing (gate.md no. 47)."""
    assert old in REVIEWERS
    files = PUBLIC | {"catalog/reviewers.yml": REVIEWERS.replace(old, new, 1).encode()}
    expected = [] if stands else [("reviewer-not-in-office", line)]
    assert examine(files, inclusion) == expected


def test_who_came_into_office_later_has_not_signed_before() -> None:
    files = PUBLIC | {"catalog/reviewers.yml": REVIEWERS.replace(*BEGAN).encode()}
    for inclusion in (include("2026-11-06"), TODAY, FOUNDING):
        assert examine(files, inclusion) == [("reviewer-not-in-office", 19)]


@pytest.mark.parametrize(
    ("inclusion", "found"),
    [
        (include("2026-12-06"), []),
        (include("2026-12-07"), [("review-stale", 17)]),
        (include("2026-12-07", logged=False), [("review-stale", 17)]),
        (include("2026-12-07", founding=True), []),
    ],
)
def test_a_chain_does_not_wait_long_for_its_publication(
    inclusion: Inclusion, found: list[tuple[str, int]]
) -> None:
    assert examine(PUBLIC, inclusion) == found


DATED = """version: 1
levels:
- {role: l1, name: 初审}
- {role: l2, name: 复审}
- {role: l4, name: 法制审核}
- {role: l3, name: 终审}
rules:
- {levels: [l1, l2, l4, l3], since: 2026-11-10}
- {levels: [l1, l2, l3]}
drafter_may_sign: [l1]
withdrawal_roles: [l2]
show_on_request: 是
publish_report: 否
"""
LEGAL = REVIEWERS.replace(
    "units: [yewu], start: 2024-01-01", "start: 2024-01-01}\n  - {role: l4, start: 2024-01-01"
)
L4 = Step("l4", "r04", "2026-11-05")


@pytest.mark.parametrize(
    ("steps", "inclusion", "found"),
    [
        (STEPS, include("2026-11-06"), []),
        (STEPS, include("2026-11-20", founding=True), []),
        (STEPS, TODAY, [("review-incomplete", 15), ("review-signature", 19)]),
        ((L1, L2, L4, L3), TODAY, []),
        ((L1, L2, L3, L4), TODAY, [("review-order", 15)]),
        ((L1, L4, L2, L3), TODAY, [("review-order", 15), ("review-order", 19)]),
        ((L1, L2, L4, L3), include("2026-11-06"), [("review-order", 15)]),
    ],
)
def test_a_dated_rule_asks_more_of_later_publications_only(
    steps: tuple[Step, ...], inclusion: Inclusion, found: list[tuple[str, int]]
) -> None:
    files = make_files((PATH, write_document()), policy=DATED, reviewers=LEGAL)
    sign(files, PATH, steps)
    rules = [(rule, line) for rule, line in examine(files, inclusion) if rule != "review-signature"]
    assert rules == [item for item in found if item[0] != "review-signature"]
    asked = levels_of(make_case(files, inclusion))
    assert ("l4" in asked) == (inclusion is TODAY)


def test_levels_of_a_register_entry_follow_its_own_rule() -> None:
    policy = DATED.replace("rules:\n", "rules:\n- {disclosure: [不予公开], levels: [l2, l4, l3]}\n")
    files = make_files((PATH, write_document("", **ENTRY)), policy=policy, reviewers=LEGAL)
    assert levels_of(make_case(files, TODAY)) == ("l2", "l4", "l3")
    sign(files, PATH, (L2, L4, L3))
    assert examine(files, TODAY) == []


def test_a_tail_without_publication_time_is_not_the_signed_one() -> None:
    draft = find_draft(PUBLIC, PATH)
    source = replace(draft.source, tail=Tail(None, draft.source.tail.entries))
    subject = Subject(SITE, source, draft.record, ())
    assert check_subject(subject) == ["review-signature"]
