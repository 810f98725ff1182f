from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_private_key
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.sshsig import encode_ed25519
from gongkai.core.tombstones import propose_withdrawal
from tests.helpers.lifecycle import EMPTY, begin, build, list_blocking, list_news, list_told
from tests.helpers.tiny_site import at, find_draft, load, withdraw
from tests.helpers.tree import (
    CODE,
    ENTRY,
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    Step,
    judge,
    make_files,
    make_public,
    seal,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from gongkai.core.state import State

MORNING = at("2026-11-20", "09:00")
SIGNED = tuple(replace(step, day="2026-11-19") for step in STEPS)


def make_entry(
    steps: tuple[Step, ...] = STEPS, path: str = PATH, **changes: str
) -> dict[str, bytes]:
    files = make_files((path, write_document("", **{**ENTRY, **changes})))
    if steps:
        sign(files, path, steps, at(steps[-1].day, "10:00"))
    return files


def revise(state: State, steps: tuple[Step, ...] = SIGNED, **changes: str) -> dict[str, bytes]:
    (last,) = state.register
    return make_entry(steps, revision="2", previous=last, **changes)


def strike(files: dict[str, bytes], path: str = PATH) -> None:
    proposal = propose_withdrawal(
        load(files),
        find_draft(files, path),
        "r02",
        reason=WithdrawalReason.ERROR,
        notice="登记有误，注销。",
        basis="登记有误",
        now=at("2026-11-19"),
    )
    signature = encode_ed25519(demo_private_key("r02"), proposal.statement, proposal.namespace)
    files[path] = proposal.complete(signature).encode()


BEFORE = begin()
FILES = make_entry()
STATE = build(FILES, BEFORE, at("2026-11-06", "09:35"))
STRUCK = dict(FILES)
strike(STRUCK)


def test_an_entry_is_logged_without_its_address() -> None:
    assert list_news(STATE, BEFORE) == ["register - 1", "build - 0"]
    assert STATE.log is not None
    assert "tonggao" not in str(STATE.log)
    assert STATE.register.keys() == {find_draft(FILES, PATH).source.credential}
    assert build(FILES, STATE) == STATE


def test_an_entry_that_is_gone_is_missed_without_being_named() -> None:
    found = [f for f in judge(make_files(), STATE).findings if f.rule == "register-missing"]
    (credential,) = STATE.register
    assert [f.path for f in found] == ["content"]
    assert [f.message for f in found] == [
        f"不公开登记中有一项不见了，或变成了待审（凭据 {credential[:16]}…）"
    ]


@pytest.mark.parametrize(
    ("files", "rules"),
    [
        (revise(STATE), []),
        (revise(STATE, ()), ["register-missing"]),
        (revise(STATE, SIGNED[:2]), ["register-missing"]),
        (make_entry(()), ["register-missing"]),
        (make_entry(SIGNED, revision="2", previous="0" * 64), ["register-missing"]),
        (make_files((PATH, write_document(previous=next(iter(STATE.register))))), None),
        (STRUCK, []),
    ],
)
def test_what_answers_for_an_entry(files: dict[str, bytes], rules: list[str] | None) -> None:
    """Only what is signed to the end: a held document could name any entry as its last."""
    if rules == ["register-missing"] and b"l2, reviewer" in files[PATH]:
        draft = find_draft(files, PATH)
        tail = replace(draft.source.tail, published=None)
        files = files | {PATH: draft.source.with_tail(tail).encode()}
    found = [rule for rule, _ in list_blocking(files, STATE)]
    assert found == (["register-missing"] if rules is None else rules)


def test_a_revision_that_is_due_later_does_not_answer_yet() -> None:
    files = revise(STATE)
    sign(files, PATH, SIGNED, at("2026-11-21", "09:00"))
    assert [rule for rule, _ in list_blocking(files, STATE)] == ["register-missing"]


def test_a_revision_strikes_the_one_before() -> None:
    files = revise(STATE)
    after = build(files, STATE)
    assert list_news(after, STATE) == ["strike - 1", "register - 2", "build - 0"]
    assert list_blocking(files, after) == []
    rules = [rule for rule, _ in list_blocking(FILES, after)]
    assert sorted(rules) == ["register-missing", "register-struck"]


def test_an_entry_becomes_public_under_three_new_signatures() -> None:
    (last,) = STATE.register
    fields = {"revision": "2", "previous": last, "changed": "2026-11-19"}
    files = make_files((PATH, write_document(**fields, change_note="评估后公开")))
    sign(files, PATH, SIGNED, at("2026-11-19", "10:00"))
    after = build(files, STATE)
    assert list_news(after, STATE) == ["publish tonggao/ceshi 2", "strike - 1", "build - 1"]
    assert list_blocking(files, after) == []


def test_a_public_document_does_not_become_an_entry() -> None:
    public = make_public()
    state = build(public, BEFORE, at("2026-11-06", "09:35"))
    last = state.published["tonggao/ceshi"].digest
    files = make_entry(SIGNED, revision="2", previous=last)
    rules = [rule for rule, _ in list_blocking(files, state)]
    assert rules == ["published-held"]


def test_the_end_of_an_entry_leaves_no_page_and_no_address() -> None:
    verdict = judge(STRUCK, STATE)
    assert (verdict.withdrawn, len(verdict.struck), verdict.blocked) == ((), 1, False)
    after = build(STRUCK, STATE)
    assert list_news(after, STATE) == ["strike - 1", "build - 0"]
    assert "tonggao" not in str(after.log)
    assert build(STRUCK, after) == after
    assert list_blocking(make_files(), after) == []


def test_who_struck_an_entry_may_leave_office_later() -> None:
    after = build(STRUCK, STATE)
    left = REVIEWERS.replace(
        "role: l2, start: 2024-01-01}", "role: l2, start: 2024-01-01, end: 2026-11-20}", 1
    )
    files = STRUCK | {"catalog/reviewers.yml": left.encode()}
    seal(files, version=2)
    tomorrow = at("2026-11-23", "09:00")
    assert list_blocking(files, after, tomorrow) == []
    assert [rule for rule, _ in list_blocking(files, STATE, tomorrow)] == ["withdrawal-invalid"]


def test_an_entry_struck_before_the_first_build_is_logged_as_struck() -> None:
    first = build(STRUCK, EMPTY)
    assert list_news(first, EMPTY) == ["seal - 1", "strike - 1", "build - 0"]
    assert list_blocking(STRUCK, first, at("2026-11-21")) == []


def test_a_tombstone_says_what_it_ends() -> None:
    text = STRUCK[PATH].decode()
    page = STRUCK | {PATH: text.replace("register_entry: 是\n", "").encode()}
    assert set(list_told(judge(page, STATE).findings, "withdrawal-invalid")) == {
        "撤回的是从未公开过的文件",
        "撤回记录没有写明所终止的是公开文件还是登记项",
        "r02 的签名与撤回记录不符",
    }
    public = make_public()
    state = build(public, BEFORE, at("2026-11-06", "09:35"))
    withdraw(public, PATH)
    entry = public[PATH].decode().replace("reason:", "register_entry: 是\nreason:")
    rules = {rule for rule, _ in list_blocking(public | {PATH: entry.encode()}, state)}
    assert rules == {"withdrawal-invalid"}


def test_a_tombstone_of_what_was_never_registered_is_refused() -> None:
    assert list_told(judge(STRUCK, BEFORE).findings, "withdrawal-invalid") == [
        "注销的是从未登记过的项目"
    ]


def test_a_tombstone_does_not_end_an_entry_that_still_stands() -> None:
    other = "content/tonggao/lingyige.md"
    files = dict(FILES)
    ends = STRUCK[PATH].decode().replace("address: tonggao/ceshi", "address: tonggao/lingyige")
    ends = ends.replace("2026-00001", "2026-00002")
    files[other] = ends.encode()
    assert "所终止的文件或登记项仍在" in list_told(
        judge(files, STATE).findings, "withdrawal-invalid"
    )


def test_a_lost_key_sets_an_entry_aside_and_blocks_nobody() -> None:
    start = "    start: 2024-01-01\n"
    lost = f"{start}    revoked: {{kind: compromised, date: 2026-11-19, void_from: 2026-11-01}}\n"
    files = FILES | {"catalog/reviewers.yml": REVIEWERS.replace(start, lost, 1).encode()}
    seal(files, version=2)
    verdict = judge(files, STATE)
    assert not verdict.blocked
    assert (verdict.register, verdict.suspended) == ((), ())
    assert [draft.id for draft in verdict.set_aside] == ["tonggao/ceshi"]
    after = build(files, STATE)
    assert list_news(after, STATE) == ["seal - 2", "build - 0"]
    assert after.register.keys() == STATE.register.keys()
    assert [rule for rule, _ in list_blocking(files, BEFORE)] == ["key-compromised"]


@pytest.mark.parametrize(("day", "told"), [("2026-11-20", 0), ("2026-11-19", 1)])
def test_an_entry_is_looked_at_again(day: str, told: int) -> None:
    reason = f"\n  code: A16-1\n  text: 内部管理事项\n  next_review: {day}"
    found = judge(make_entry(reason=reason)).findings
    assert len(list_told(found, "reevaluation-due")) == told


def test_index_numbers_of_entries_stay_their_own() -> None:
    assert CODE in FILES[PATH].decode()
    twin = FILES | {"content/tonggao/lingyige.md": write_document().encode()}
    assert ("index-number-duplicate", 8) in list_blocking(twin, STATE, NOW)
    assert MORNING < NOW
