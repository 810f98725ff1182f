from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.attachments import inspect_here
from gongkai.core.demo_keys import demo_public_key
from gongkai.core.gate import Means, check
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Fate, Grounds, Judgement, judge_serially
from gongkai.core.state import State
from tests.helpers.lifecycle import begin, build, list_blocking, list_news, list_told
from tests.helpers.tiny_site import CATALOG, at, find_draft, load, make_tree, withdraw
from tests.helpers.tree import (
    CODE,
    NOW,
    PATH,
    REVIEWERS,
    STEPS,
    judge,
    make_files,
    make_public,
    make_structure,
    seal,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SECOND = "content/tonggao/lingyige.md"
START = "    start: 2024-01-01\n"
LOST = f"{START}    revoked: {{kind: compromised, date: 2026-11-19, void_from: 2026-11-01}}\n"
L1, L2, L3 = STEPS
OTHERS = REVIEWERS + "".join(
    REVIEWERS[REVIEWERS.index(f"- id: {old}") : REVIEWERS.index(f"- id: {following}")]
    .replace(old, new)
    .replace(
        load(make_structure()).reviewer_by_id[old].keys[0].key,
        demo_public_key(new).line,
    )
    for old, following, new in (("r01", "r02", "r11"),)
)
BEFORE = begin(reviewers=OTHERS)
PUBLISHED = at("2026-11-06", "09:35")


def make_two() -> dict[str, bytes]:
    second = write_document(index_number=f"{CODE}/2026-00002", drafter="r07")
    files = make_files((PATH, write_document()), (SECOND, second), reviewers=OTHERS)
    sign(files)
    sign(files, SECOND, (replace(L1, reviewer="r11"), L2, L3))
    return files


TWO = make_two()
STATE = build(TWO, BEFORE, PUBLISHED)


def lose(files: dict[str, bytes], lost: str = LOST, version: int = 2) -> dict[str, bytes]:
    """The files after the first person's key was found to be lost, sealed anew."""
    changed = files | {"catalog/reviewers.yml": OTHERS.replace(START, lost, 1).encode()}
    seal(changed, version=version)
    return changed


def revise(files: dict[str, bytes], reviewer: str) -> dict[str, bytes]:
    last = find_draft(files, PATH).source.credential
    fields = {"revision": "2", "previous": last, "changed": "2026-11-20", "change_note": "重审"}
    new = files | {PATH: write_document("\n新的正文。\n", **fields).encode()}
    steps = [replace(step, day="2026-11-20") for step in STEPS]
    sign(new, PATH, (replace(steps[0], reviewer=reviewer), *steps[1:]), NOW)
    return new


def test_a_lost_key_suspends_its_own_pages_and_blocks_no_other() -> None:
    files = lose(TWO)
    verdict = judge(files, STATE)
    assert not verdict.blocked
    assert [d.id for d in verdict.cleared] == ["tonggao/lingyige"]
    assert [d.id for d in verdict.suspended] == ["tonggao/ceshi"]
    after = build(files, STATE)
    assert list_news(after, STATE) == ["seal - 2", "suspend tonggao/ceshi 1", "build - 1"]
    assert build(files, after) == after


def test_what_the_log_never_had_is_not_suspended_but_blocks() -> None:
    files = lose(TWO)
    assert [rule for rule, _ in list_blocking(files, BEFORE)] == ["key-compromised"]
    altered = files | {PATH: files[PATH].replace(b"09:30", b"09:31")}
    assert {rule for rule, _ in list_blocking(altered, STATE)} >= {"review-signature"}


def test_a_key_lost_after_the_log_had_the_chain_harms_nothing() -> None:
    files = lose(TWO, LOST.replace("void_from: 2026-11-01", "void_from: 2026-11-07"))
    assert len(judge(files, STATE).cleared) == 2


def test_a_suspended_document_comes_back_by_a_new_revision_or_with_its_key() -> None:
    suspended = build(lose(TWO), STATE)
    blocked = list_blocking(revise(lose(TWO), "r01"), suspended)
    assert [rule for rule, _ in blocked] == ["key-compromised"]
    again = build(revise(lose(TWO), "r11"), suspended)
    assert list_news(again, suspended) == ["publish tonggao/ceshi 2", "build - 2"]
    found = TWO | {}
    seal(found, version=3)
    back = build(found, suspended)
    assert list_news(back, suspended) == ["seal - 3", "publish tonggao/ceshi 1", "build - 2"]
    assert list_blocking(found, back, at("2027-03-01")) == []


def test_a_suspended_document_is_not_lost_sight_of() -> None:
    files = lose(TWO)
    suspended = build(files, STATE)
    del files[PATH]
    assert [rule for rule, _ in list_blocking(files, suspended)] == ["published-missing"]
    files = lose(TWO)
    withdraw(files, PATH)
    assert list_news(build(files, suspended), suspended) == [
        "withdraw tonggao/ceshi 1",
        "build - 1",
    ]


@pytest.mark.parametrize(
    ("moment", "fate"),
    [
        (at("2026-11-25", "23:59"), "cleared"),
        (at("2026-11-26", "00:00"), "expired"),
    ],
)
def test_a_window_ends_by_itself(moment: datetime, fate: str) -> None:
    files = make_files((PATH, write_document(show_until="2026-11-25")), reviewers=OTHERS)
    sign(files)
    state = build(files, BEFORE, PUBLISHED)
    verdict = judge(files, state, moment)
    named = {name: [d.id for d in getattr(verdict, name)] for name in ("cleared", "expired")}
    assert named == {"cleared": [], "expired": []} | {fate: ["tonggao/ceshi"]}
    after = build(files, state, moment)
    assert list_news(after, state) == (
        ["expire tonggao/ceshi 1", "build - 0"] if fate == "expired" else []
    )
    assert build(files, after, moment) == after
    edited = files | {PATH: files[PATH].replace(b"2026-11-25", b"2027-11-25")}
    assert {rule for rule, _ in list_blocking(edited, state)} == {
        "review-signature",
    }


ORDER = """rereview:
- {reason: 新的分类规定, columns: [tonggao], before: 2026-11-10, due: 2026-12-01}
- {reason: 别的规定, columns: [dongtai], before: 2027-01-01}
- {reason: 更早的规定, before: 2026-11-05}
"""


@pytest.mark.parametrize(
    ("moment", "rule"), [(NOW, "rereview-due"), (at("2026-12-02"), "rereview-overdue")]
)
def test_a_change_of_rules_sends_documents_back(moment: datetime, rule: str) -> None:
    policy = CATALOG["policy"] + ORDER
    files = make_files((PATH, write_document()), policy=policy, reviewers=OTHERS)
    sign(files)
    state = build(files, begin(policy=policy, reviewers=OTHERS), PUBLISHED)
    found = judge(files, state, moment).findings
    told = ["新的分类规定：须重新审查，应于 2026-12-01 前办结"]
    assert list_told(found, rule) == told
    assert bool(list_blocking(files, state, moment)) == (rule == "rereview-overdue")


IDENTITY = "11010519491231002X"


def list_scanned(files: dict[str, bytes], state: State = BEFORE) -> list[tuple[str, int, str]]:
    found = [f for f in judge(files, state).findings if f.rule.startswith("scan-")]
    assert all(IDENTITY not in str(f) for f in found)
    return [(f.rule, f.line, f.severity.value) for f in found]


def test_what_reviewers_write_is_scanned_as_well_as_what_they_sign() -> None:
    files = make_files((PATH, write_document()), reviewers=OTHERS)
    sign(files, PATH, (L1, L2, replace(L3, basis=f"同意公开，经办{IDENTITY}")))
    ((rule, line, severity),) = list_scanned(files)
    assert (line, severity) == (19, "block")
    assert rule.startswith("scan-")


def test_the_notice_of_a_tombstone_is_scanned_until_it_is_public() -> None:
    files = dict(TWO)
    withdraw(files, PATH)
    notice = "按规定撤下。".encode()
    bad = files | {PATH: files[PATH].replace(notice, f"涉及{IDENTITY}，撤下。".encode())}
    ((_, line, severity),) = list_scanned(bad, STATE)
    assert (line, severity) == (10, "block")
    logged = build(files, STATE)
    assert list_scanned(files, logged) == []


def make_grounds(files: dict[str, bytes], state: State) -> tuple[Grounds, tuple[Exhibit, ...]]:
    inventory = scan_content(make_tree(files))
    attached = [file for owned in inventory.attachments.values() for file in owned]
    exhibits = tuple(
        Exhibit(file, inventory.attachments.get(file.path, ())) for file in inventory.documents
    )
    return Grounds(load(files), state, NOW, inspect_here(attached)), exhibits


def test_an_attachment_that_nobody_inspected_blocks() -> None:
    listed = {"attachments": ("file: a.txt\n  title: 表.txt",)}
    files = make_files((PATH, write_document(**listed)))
    files["content/tonggao/ceshi.files/a.txt"] = "窗口一\n".encode()
    sign(files)
    grounds, exhibits = make_grounds(files, State())
    assert [j.fate for j in judge_serially(grounds, exhibits)] == [Fate.CLEARED]
    blind = replace(grounds, inspections={})
    (judgement,) = judge_serially(blind, exhibits)
    assert judgement.fate is Fate.BLOCKED
    assert [f.rule for f in judgement.findings] == ["attachment-unreadable"]
    means = Means(inspect=lambda _: {})
    assert check(make_tree(files), State(), NOW, means).blocked


def test_judging_in_any_order_gives_the_same_verdict() -> None:
    def judge_backwards(grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> Iterator[Judgement]:
        return judge_serially(grounds, exhibits[::-1])

    tree = make_tree(TWO)
    one, other = (
        check(tree, STATE, NOW, means) for means in (Means(), Means(judge_all=judge_backwards))
    )
    assert one.findings == other.findings
    assert {d.id for d in one.cleared} == {d.id for d in other.cleared}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("坏\n", Fate.BLOCKED),
        (write_document(summary="【待填写】"), Fate.HELD),
        (write_document(), Fate.HELD),
        (write_document(published="2026-11-06 09:30"), Fate.BLOCKED),
        (make_public()[PATH].decode(), Fate.CLEARED),
    ],
)
def test_fates(text: str, fate: Fate) -> None:
    files = make_structure() | {PATH: text.encode()}
    grounds, exhibits = make_grounds(files, State())
    assert [j.fate for j in judge_serially(grounds, exhibits)] == [fate]


def test_open_numbers_are_those_of_the_office() -> None:
    policy = CATALOG["policy"] + "open_numbers: [{number: 13900000000, reason: 值班手机}]\n"
    files = make_files(policy=policy)
    grounds, _ = make_grounds(files, State())
    assert {"09995550990", "09995550991", "09995550999", "13900000000"} == grounds.open_numbers
