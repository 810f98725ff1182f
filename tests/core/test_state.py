from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.history import list_events
from gongkai.core.log import Event, EventKind, Log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.state import Known, State, choose_roots
from tests.helpers.tiny_site import SITE, at, make_tree, withdraw
from tests.helpers.tree import (
    NOW,
    PATH,
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
    assert STATE.published == {"tonggao/ceshi": Known(1, LAST, YESTERDAY.date())}
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


def test_seals_go_forward_only() -> None:
    newer = dict(PUBLIC)
    seal(newer, version=2)
    assert rules(newer) == []
    assert rules(PUBLIC, record(newer, STATE, NOW)) == ["seal-lower"]
    again = dict(PUBLIC)
    seal(again, days=("2026-11-02", "2027-11-01"))
    assert rules(again) == ["seal-lower"]


def test_pinned_roots_win_over_those_of_the_repository() -> None:
    other = {"root1": demo_public_key("root2")}
    assert choose_roots(State(), other) == other
    assert choose_roots(STATE, other) == {"root1": ROOT}
    assert list_rules(judge(PUBLIC, STATE).findings) == []
