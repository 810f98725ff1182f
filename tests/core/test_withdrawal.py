from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.drafts import Grave, read_drafts
from gongkai.core.findings import Severity
from gongkai.core.inventory import scan_content
from gongkai.core.log import Inclusion
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.withdrawal import check_grave, may_withdraw
from tests.helpers.lifecycle import FOUNDING, TODAY
from tests.helpers.tiny_site import at, load, make_tree, withdraw
from tests.helpers.tree import COLUMNS, NOW, PATH, REVIEWERS, make_public, make_structure

FILES = make_public()
withdraw(FILES, PATH)
TEXT = FILES[PATH].decode()
ENDS = TEXT.split("ends: ")[1][:64]
CATALOG = load(FILES)


def read(text: str) -> Grave:
    files = FILES | {PATH: text.encode()}
    reading = read_drafts(scan_content(make_tree(files)), CATALOG)
    assert reading.findings == ()
    return reading.graves[0]


def test_a_signed_tombstone_has_no_fault_and_no_word_of_the_text() -> None:
    for inclusion in (FOUNDING, TODAY):
        assert [*check_grave(CATALOG, read(TEXT), NOW, inclusion)] == []
    assert "办公时间" not in TEXT


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("tonggao/ceshi", "tonggao/lingyige", 4, "撤回记录写的是另一个地址"),
        ("decision: 撤回", "decision: 同意公开", 12, "签名的决定不是“撤回”"),
        ("role: l2", "role: l3", 12, "r02 在 2026-11-18 无权撤回这份文件"),
        ("reviewer: r02", "reviewer: r03", 12, "r03 在 2026-11-18 无权撤回这份文件"),
        ("reviewer: r02", "reviewer: r99", 12, "r99 在 2026-11-18 无权撤回这份文件"),
        ("date: 2026-11-18", "date: 2026-11-17", 12, "签名日期与撤回日期不同"),
        ("公示期满，按规定", "公示期满，依规定", 12, "r02 的签名与撤回记录不符"),
        ("revision: 1", "revision: 2", 12, "r02 的签名与撤回记录不符"),
        (ENDS, "0" * 64, 12, "r02 的签名与撤回记录不符"),
        ("18 10:00", "18 10:01", 12, "r02 的签名与撤回记录不符"),
        ("}\n---\n", "}\n---\n正文\n", 14, "撤回记录不得带正文"),
    ],
)
def test_faults_of_a_tombstone(old: str, new: str, line: int, message: str) -> None:
    assert TEXT.count(old) == 1
    found = [*check_grave(CATALOG, read(TEXT.replace(old, new)), NOW, FOUNDING)]
    assert {f.rule for f in found} <= {"withdrawal-invalid", "unit-unknown"}
    assert (line, message) in [(f.line, f.message) for f in found]


def test_a_tombstone_has_one_entry_and_no_publication_time() -> None:
    entry = next(line for line in TEXT.split("\n") if line.startswith("- {"))
    for edited in (
        TEXT.replace("review:\n", "published: 2026-11-18 10:00\nreview:\n"),
        TEXT.replace(f"{entry}\n", f"{entry}\n{entry}\n"),
        TEXT.replace(f"review:\n{entry}\n", ""),
    ):
        messages = [f.message for f in check_grave(CATALOG, read(edited), NOW, TODAY)]
        assert messages == ["撤回记录应有且只有一条签名"]


def test_a_tombstone_of_tomorrow_is_refused() -> None:
    moment = at("2026-11-18", "09:59")
    messages = [f.message for f in check_grave(CATALOG, read(TEXT), moment, FOUNDING)]
    assert messages == ["撤回时间晚于当前时间"]


L2 = "role: l2, start: 2024-01-01"
START = "    start: 2024-01-01\n"
SECOND = REVIEWERS.index("- id: r02")


def change_second(old: str, new: str) -> str:
    """The register with something of r02 changed."""
    assert old in REVIEWERS[SECOND:]
    return REVIEWERS[:SECOND] + REVIEWERS[SECOND:].replace(old, new, 1)


def include(day: str, *, logged: bool = True) -> Inclusion:
    return Inclusion(date.fromisoformat(day), logged=logged, founding=False)


LOST = f"{START}    revoked: {{kind: compromised, date: 2026-11-19, void_from: 2026-11-01}}\n"


@pytest.mark.parametrize(
    ("old", "new", "inclusion", "rule"),
    [
        (L2, f"{L2}, end: 2026-11-18", include("2026-11-18"), None),
        (L2, f"{L2}, end: 2026-11-18", include("2026-11-19"), "withdrawal-invalid"),
        (L2, f"{L2}, end: 2026-11-18", TODAY, "withdrawal-invalid"),
        (L2, f"{L2}, end: 2026-11-18", FOUNDING, None),
        (START, f"{START}    end: 2026-11-19\n", include("2026-11-18"), None),
        (START, f"{START}    end: 2026-11-19\n", TODAY, "withdrawal-invalid"),
        (START, LOST, include("2026-11-18"), "withdrawal-doubtful"),
        (START, LOST, TODAY, "withdrawal-invalid"),
        (START, LOST, FOUNDING, "withdrawal-invalid"),
        (L2, f"role: l3, start: 2024-01-01}}\n  - {{{L2}", TODAY, None),
    ],
)
def test_who_withdraws_is_in_office_when_written_and_when_logged(
    old: str, new: str, inclusion: Inclusion, rule: str | None
) -> None:
    catalog = load(make_structure(reviewers=change_second(old, new)))
    found = [f.rule for f in check_grave(catalog, read(TEXT), NOW, inclusion)]
    assert found == ([rule] if rule else [])


PENALTIES = COLUMNS.replace("[gongwen, tonggao, dengji]", "[gongwen, chufa-jieguo]")
REVOKED = TEXT.replace("reason: 公示期满", "reason: 决定被依法撤销")
LATE = "决定于 {} 作出，应在 {} 前撤回"


def decide(day: str) -> str:
    return TEXT.replace("notice:", f"decided: {day}\nnotice:")


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        (TEXT, PENALTIES, None),
        (REVOKED, COLUMNS, None),
        (REVOKED, PENALTIES, "没有写明撤销等决定作出之日（decided），不能核对三日期限"),
        (decide("2026-11-18"), PENALTIES, None),
        (decide("2026-11-13"), PENALTIES, None),
        (decide("2026-11-12"), PENALTIES, LATE.format("2026-11-12", "2026-11-17")),
        (decide("2026-11-12"), COLUMNS, LATE.format("2026-11-12", "2026-11-17")),
        (decide("2026-09-30"), PENALTIES, LATE.format("2026-09-30", "2026-10-10")),
        (decide("2026-11-19"), PENALTIES, "撤回时间早于所依据的决定"),
    ],
)
def test_an_overturned_penalty_is_withdrawn_in_three_working_days(
    text: str, columns: str, message: str | None
) -> None:
    catalog = load(make_structure(columns=columns))
    found = [f for f in check_grave(catalog, read(text), NOW, TODAY) if f.rule == "withdrawal-late"]
    assert [f.message for f in found] == ([message] if message else [])
    assert {f.severity for f in found} <= {Severity.WARN}


def test_reasons_that_start_the_clock_stand_in_the_model() -> None:
    assert [reason for reason in WithdrawalReason if reason.startswith("决定被")] == [
        WithdrawalReason.REVOKED,
        WithdrawalReason.UNLAWFUL,
        WithdrawalReason.CHANGED,
    ]


def test_a_tombstone_names_a_column_and_a_unit_that_exist() -> None:
    strange = read(TEXT.replace("unit: bangongshi", "unit: caiwuke"))
    rules = [f.rule for f in check_grave(CATALOG, strange, NOW, TODAY)]
    assert rules == ["unit-unknown", "withdrawal-invalid"]
    catalog = load(
        make_structure(
            columns=COLUMNS.replace("id: tonggao", "id: gonggao"), key_areas="key_areas: []\n"
        )
    )
    rules = [f.rule for f in check_grave(catalog, read(TEXT), NOW, TODAY)]
    assert rules == ["column-unknown"]


@pytest.mark.parametrize(
    ("person", "unit", "day", "role"),
    [
        ("r01", "bangongshi", date(2026, 11, 1), None),
        ("r02", "bangongshi", date(2026, 11, 1), "l2"),
        ("r03", "yewu", date(2026, 11, 1), "l3"),
        ("r04", "yewu", date(2026, 11, 1), "l2"),
        ("r04", "bangongshi", date(2026, 11, 1), None),
        ("r06", "yewu", date(2026, 6, 30), "l3"),
        ("r06", "yewu", date(2026, 7, 1), None),
        ("r99", "yewu", date(2026, 7, 1), None),
    ],
)
def test_who_may_withdraw(person: str, unit: str, day: date, role: str | None) -> None:
    assert may_withdraw(CATALOG, person, unit, day) == role
