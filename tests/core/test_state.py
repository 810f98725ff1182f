from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.history import list_events
from gongkai.core.log import Event, EventKind, Inclusion, Log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.state import Known, State, choose_roots
from tests.helpers.tiny_site import SITE, at, find_draft, make_tree, withdraw
from tests.helpers.tree import (
    NOW,
    PATH,
    REVIEWERS,
    judge,
    list_rules,
    make_files,
    make_public,
    seal,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from datetime import datetime

ROOT = demo_public_key("root1")
YESTERDAY = at("2026-11-19", "18:00")
PUBLIC = make_public()
GONE = dict(PUBLIC)
withdraw(GONE, PATH)


def record(files: dict[str, bytes], state: State | None = None, now: datetime = YESTERDAY) -> State:
    """The state after a build of these files."""
    before = state or State(roots={"root1": ROOT.line}, confirmed=True, log=Log(SITE))
    digest = make_tree(files).files[SEAL_PATH].sha256
    events = [*list_events(before, judge(files, before, now), digest)]
    events.append(Event(EventKind.BUILD, "-", 1, "c" * 64))
    assert before.log is not None
    log = before.log.append(events, now)
    return replace(before, log=log, checkpoint=log.checkpoint)


STATE = record(PUBLIC)


def rules(files: dict[str, bytes], state: State = STATE, now: datetime = NOW) -> list[str]:
    return [f.rule for f in judge(files, state, now).findings]


def revise(number: int, previous: str, body: str = "\n新的正文。\n") -> dict[str, bytes]:
    fields = {"changed": "2026-11-03", "change_note": "改正"}
    text = write_document(body, revision=str(number), previous=previous, **fields)
    files = make_files((PATH, text))
    sign(files)
    return files


LAST = STATE.published["tonggao/ceshi"].digest


def test_the_state_is_replayed_from_the_log() -> None:
    inclusion = Inclusion(YESTERDAY.date(), logged=True, founding=True)
    assert STATE.published == {"tonggao/ceshi": Known(EventKind.PUBLISH, 1, LAST, inclusion)}
    assert STATE.standing == STATE.published
    assert (STATE.register, STATE.struck, STATE.waived) == ({}, {}, {})
    assert STATE.withdrawn == {}
    assert STATE.seal_version == 1
    gone = record(GONE, STATE, NOW)
    assert gone.published == {}
    assert list(gone.withdrawn) == ["tonggao/ceshi"]
    assert State().published == State().withdrawn == {}
    assert (State().seal_version, State().seal_digest) == (0, None)


def test_the_same_files_again_are_no_news() -> None:
    assert rules(PUBLIC) == []


def test_a_first_publication_says_so() -> None:
    assert rules(PUBLIC, State()) == ["state-new", "root-unpinned"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({p: d for p, d in PUBLIC.items() if p != PATH}, ["published-missing"]),
        (make_files((PATH, write_document())), ["published-held"]),
        (make_files((PATH, write_document(summary=None))), ["published-missing", "field-invalid"]),
        (revise(2, LAST), []),
        (revise(2, "0" * 64), ["revision-lower"]),
        (revise(1, LAST), ["revision-lower", "revision-note-missing"]),
        (GONE, []),
        (make_files((PATH, "坏\n")), ["front-matter-broken"]),
    ],
)
def test_what_became_of_a_published_document(files: dict[str, bytes], found: list[str]) -> None:
    assert rules(files) == found


def test_a_second_text_under_the_same_revision_is_refused() -> None:
    files = make_files((PATH, write_document("\n另一段正文。\n")))
    sign(files)
    assert rules(files) == ["revision-lower"]


def test_an_older_revision_is_refused() -> None:
    second = record(revise(2, LAST), STATE, NOW)
    assert rules(PUBLIC, second) == ["revision-lower"]


def test_a_withdrawal_stays() -> None:
    gone = record(GONE, STATE, NOW)
    assert rules(GONE, gone) == []
    assert rules(PUBLIC, gone) == ["withdrawal-missing"]
    assert rules(make_files(), gone) == ["withdrawal-missing"]
    other = dict(PUBLIC)
    withdraw(other, PATH)
    other[PATH] = other[PATH].replace(b"2026-11-18 10:00", b"2026-11-18 11:00")
    assert set(rules(other, gone)) == {"withdrawal-invalid"}


def test_a_tombstone_for_another_revision_is_refused() -> None:
    second = record(revise(2, LAST), STATE, NOW)
    assert rules(GONE, second) == ["withdrawal-invalid"]


@pytest.mark.parametrize(
    ("state", "now", "found"),
    [
        (replace(STATE, confirmed=False), NOW, ["root-unpinned"]),
        (replace(STATE, roots={"root1": demo_public_key("root2").line}), NOW, None),
        (STATE, at("2026-11-19", "17:59"), ["clock-behind"]),
        (STATE, at("2026-11-19", "18:00"), ["state-new"]),
    ],
)
def test_roots_and_clock(state: State, now: datetime, found: list[str] | None) -> None:
    if found is None:
        assert rules(PUBLIC, state, now) == ["seal-broken", "root-changed"]
    else:
        assert rules(PUBLIC, state, now) == found


def test_a_log_shorter_than_its_checkpoint_or_of_another_site_is_refused() -> None:
    assert STATE.log is not None
    shorter = Log(SITE, STATE.log.lines[:-1])
    assert rules(PUBLIC, replace(STATE, log=shorter)) == ["log-broken"]
    foreign = Log("b.example").append([x.event for x in STATE.log.lines], YESTERDAY)
    state = replace(STATE, log=foreign, checkpoint=foreign.checkpoint)
    assert rules(PUBLIC, state) == ["log-broken"]


A, B = "a" * 64, "b" * 64
MOMENTS = [at(f"2026-11-{day:02}") for day in range(1, 9)]


def replay(*batches: tuple[tuple[EventKind, int, str], ...]) -> State:
    """The state of a log with these events of one document, a batch a day."""
    log = Log(SITE)
    for moment, batch in zip(MOMENTS, batches, strict=False):
        events = [Event(kind, "a/b", revision, digest) for kind, revision, digest in batch]
        log = log.append(events, moment)
    return State(log=log)


P, S, E, W = EventKind.PUBLISH, EventKind.SUSPEND, EventKind.EXPIRE, EventKind.WITHDRAW


@pytest.mark.parametrize(
    ("batches", "kind", "day", "founding"),
    [
        ((((P, 1, A),),), P, 1, True),
        (((), ((P, 1, A),)), P, 2, True),
        ((((E, 1, B),), ((P, 1, A),)), P, 2, False),
        ((((P, 1, A),), ((S, 1, A),)), S, 1, True),
        ((((P, 1, A),), ((S, 1, A),), ((P, 1, A),)), P, 1, True),
        ((((P, 1, A),), ((E, 1, A),), ((S, 1, A),), ((P, 1, A),)), P, 1, True),
        ((((P, 1, A),), ((P, 2, B),)), P, 2, False),
        ((((P, 1, A),), ((S, 1, A),), ((P, 2, B),)), P, 3, False),
        ((((P, 1, A),), ((E, 2, B),)), E, 2, False),
        ((((P, 1, A),), ((W, 1, B),)), W, 2, False),
    ],
)
def test_a_revision_keeps_the_day_on_which_it_first_became_public(
    batches: tuple[tuple[tuple[EventKind, int, str], ...], ...],
    kind: EventKind,
    day: int,
    *,
    founding: bool,
) -> None:
    known = replay(*batches).known["a/b"]
    assert (known.kind, known.inclusion.day) == (kind, MOMENTS[day - 1].date())
    assert known.inclusion == Inclusion(MOMENTS[day - 1].date(), logged=True, founding=founding)


def test_what_the_log_does_not_have_counts_from_now() -> None:
    source = find_draft(PUBLIC, PATH).source
    for state, founding in ((State(), True), (STATE, False)):
        assert state.include_now(NOW) == Inclusion(NOW.date(), logged=False, founding=founding)
    assert STATE.include_now(YESTERDAY).founding
    assert STATE.find_inclusion("tonggao/ceshi", source, NOW).logged
    assert not STATE.find_inclusion("tonggao/lingyige", source, NOW).logged


def test_a_revision_for_later_does_not_take_the_page_away() -> None:
    files = revise(2, LAST)
    sign(files, PATH, published=at("2027-11-06", "09:30"))
    found = [f for f in judge(files, STATE, NOW).findings if f.rule == "published-held"]
    assert [f.message for f in found] == ["新版要到以后才公布，现在合并会使已公开的网页消失"]
    sign(files, PATH, published=NOW)
    assert rules(files) == []


def test_two_revisions_between_two_builds() -> None:
    files = revise(3, "0" * 64)
    assert rules(files) == []
    withdraw(files, PATH)
    assert rules(files) == []


def test_one_signature_publishes_no_notice_of_its_own() -> None:
    """A tombstone may end what was public; nobody puts up a page by one signature."""
    empty = record(make_files(), now=at("2026-11-04"))
    assert rules(GONE, empty) == ["withdrawal-invalid"]
    assert rules(GONE, State()) == ["state-new", "root-unpinned"]


def test_seals_go_forward_only() -> None:
    newer = dict(PUBLIC)
    seal(newer, version=2)
    assert rules(newer) == []
    assert rules(PUBLIC, record(newer, STATE, NOW)) == ["seal-lower"]
    again = dict(PUBLIC)
    seal(again, days=("2026-11-02", "2027-11-01"))
    assert rules(again) == ["seal-lower"]


def change_roots(signers: tuple[str, ...], *names: str, threshold: int = 1) -> dict[str, bytes]:
    """The repository with other root keys, sealed by these."""
    lines = "".join(
        f"- id: {name}\n  holder: 保密办\n  key: {demo_public_key(name).line}\n" for name in names
    )
    head, tail = REVIEWERS.split("roots:\n")
    roster = head.replace("threshold: 1", f"threshold: {threshold}") + f"roots:\n{lines}"
    roster += tail[tail.index("builders:") :]
    files = PUBLIC | {"catalog/reviewers.yml": roster.encode()}
    seal(files, version=2, roots=signers)
    return files


BOTH = {name: demo_public_key(name).line for name in ("root1", "root2")}
TWO = replace(STATE, roots=BOTH, threshold=2)


@pytest.mark.parametrize(
    ("state", "files", "blocked"),
    [
        (STATE, change_roots(("root1",), "root2"), True),
        (STATE, change_roots(("root2",), "root2"), True),
        (STATE, change_roots(("root1", "root2"), "root2"), False),
        (STATE, change_roots(("root1",), "root1", "root2"), False),
        (STATE, change_roots(("root2",), "root1", "root2"), True),
        (STATE, change_roots(("root1",), "root1", "root2", threshold=2), True),
        (STATE, change_roots(("root1", "root2"), "root1", "root2", threshold=2), False),
        (TWO, change_roots(("root1",), "root1", "root2", threshold=1), True),
        (TWO, change_roots(("root1", "root2"), "root1", "root2", threshold=1), False),
        (TWO, change_roots(("root1",), "root1", threshold=1), True),
        (TWO, change_roots(("root1", "root3"), "root1", "root3", threshold=2), True),
        (TWO, change_roots(("root1", "root2"), "root1", "root3", threshold=2), True),
        (TWO, change_roots(("root1", "root2", "root3"), "root1", "root3", threshold=2), False),
    ],
)
def test_root_keys_and_their_number_change_with_enough_old_and_new_ones(
    state: State, files: dict[str, bytes], *, blocked: bool
) -> None:
    found = [rule for rule in rules(files, state) if rule != "root-changed"]
    assert set(found) == ({"seal-broken"} if blocked else set())


def test_pinned_roots_win_over_those_of_the_repository() -> None:
    other = {"root1": demo_public_key("root2")}
    assert choose_roots(State(), other) == other
    assert choose_roots(STATE, other) == {"root1": ROOT}
    assert list_rules(judge(PUBLIC, STATE).findings) == []
