from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.chain import check_chain, find_key_end, required_levels, usable_keys
from gongkai.core.models import RECORD_TYPES
from gongkai.core.models.catalog import Key
from gongkai.core.source import split_source
from gongkai.core.statement import Subject
from gongkai.core.tail import Decision, Tail
from tests.helpers.examples import EXAMPLES
from tests.helpers.tiny_site import SITE, find_draft, load
from tests.helpers.tree import (
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


def examine(files: dict[str, bytes]) -> list[tuple[str, int]]:
    draft, catalog = find_draft(files, PATH), load(files)
    subject = Subject(catalog.site.id, draft.source, draft.record, draft.attachments)
    return [(f.rule, f.line) for f in check_chain(catalog, subject, NOW)]


def alter(steps: tuple[Step, ...], **changes: str) -> list[tuple[str, int]]:
    files = make_files((PATH, write_document(**changes)))
    sign(files, PATH, steps)
    return examine(files)


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
    rules = [f.rule for f in check_chain(CATALOG, subject, NOW)]
    assert rules == ["review-signature"] * 3
    elsewhere = Subject("b.example", find_draft(PUBLIC, PATH).source, draft.record, ())
    assert [f.rule for f in check_chain(CATALOG, elsewhere, NOW)] == ["review-signature"] * 3


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
    assert [f.rule for f in check_chain(CATALOG, subject, NOW)] == ["review-signature"] * 3


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
        required_levels(catalog, RECORD_TYPES[kind].model_validate(EXAMPLES[kind] | changes))
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
        ({"end": "2026-05-01"}, date(2026, 5, 1)),
        ({"revoked": {"kind": "retired", "date": "2026-04-01"}}, date(2026, 4, 1)),
        (
            {"end": "2026-03-01", "revoked": {"kind": "retired", "date": "2026-04-01"}},
            date(2026, 3, 1),
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
    ("day", "count"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 1),
        (date(2026, 2, 28), 1),
        (date(2026, 3, 1), 0),
    ],
)
def test_keys_are_used_in_their_period(day: date, count: int) -> None:
    roster = REVIEWERS.replace(
        "    start: 2024-01-01\n", "    start: 2024-01-01\n    end: 2026-03-01\n", 1
    )
    catalog = load(make_structure(reviewers=roster))
    assert len(usable_keys(catalog, "r01", day, logged=None)) == count


START = "    start: 2024-01-01\n"
LOST = (
    "    start: 2024-01-01\n"
    "    revoked: {kind: compromised, date: 2026-11-10, void_from: 2026-11-08}\n"
)


@pytest.mark.parametrize(
    ("day", "logged", "count"),
    [
        (date(2026, 11, 3), date(2026, 11, 3), 1),
        (date(2026, 11, 3), date(2026, 11, 7), 1),
        (date(2026, 11, 3), date(2026, 11, 8), 0),
        (date(2026, 11, 3), None, 0),
        (date(2026, 11, 8), date(2026, 11, 7), 0),
    ],
)
def test_a_lost_key_counts_only_where_the_log_was_there_before(
    day: date, logged: date | None, count: int
) -> None:
    catalog = load(make_structure(reviewers=REVIEWERS.replace(START, LOST, 1)))
    assert len(usable_keys(catalog, "r01", day, logged)) == count


def test_a_date_in_the_past_does_not_help_who_signs_with_a_lost_key() -> None:
    roster = REVIEWERS.replace(START, LOST, 1)
    files = PUBLIC | {"catalog/reviewers.yml": roster.encode()}
    assert examine(files) == [("reviewer-not-in-office", 17)]


def test_a_tail_without_publication_time_is_not_the_signed_one() -> None:
    draft = find_draft(PUBLIC, PATH)
    source = replace(draft.source, tail=Tail(None, draft.source.tail.entries))
    subject = Subject(SITE, source, draft.record, ())
    assert [f.rule for f in check_chain(CATALOG, subject, NOW)] == ["review-signature"]
