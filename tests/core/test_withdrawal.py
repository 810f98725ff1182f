from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.drafts import Grave, read_drafts
from gongkai.core.inventory import scan_content
from gongkai.core.withdrawal import check_grave, may_withdraw
from tests.helpers.tiny_site import at, load, make_tree, withdraw
from tests.helpers.tree import NOW, PATH, make_public

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
    assert [*check_grave(CATALOG, read(TEXT), NOW)] == []
    assert "办公时间" not in TEXT


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("tonggao/ceshi", "tonggao/lingyige", 4, "撤回记录写的是另一个地址"),
        ("decision: 撤回", "decision: 同意公开", 12, "签名的决定不是“撤回”"),
        ("role: l2", "role: l3", 12, "r02 在 2026-11-18 无权撤回本部门的文件"),
        ("reviewer: r02", "reviewer: r03", 12, "r03 在 2026-11-18 无权撤回本部门的文件"),
        ("reviewer: r02", "reviewer: r99", 12, "r99 在 2026-11-18 无权撤回本部门的文件"),
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
    found = [*check_grave(CATALOG, read(TEXT.replace(old, new)), NOW)]
    assert {f.rule for f in found} == {"withdrawal-invalid"}
    assert (line, message) in [(f.line, f.message) for f in found]


def test_a_tombstone_has_one_entry_and_no_publication_time() -> None:
    entry = next(line for line in TEXT.split("\n") if line.startswith("- {"))
    for edited in (
        TEXT.replace("review:\n", "published: 2026-11-18 10:00\nreview:\n"),
        TEXT.replace(f"{entry}\n", f"{entry}\n{entry}\n"),
        TEXT.replace(f"review:\n{entry}\n", ""),
    ):
        messages = [f.message for f in check_grave(CATALOG, read(edited), NOW)]
        assert messages == ["撤回记录应有且只有一条签名"]


def test_a_tombstone_of_tomorrow_is_refused() -> None:
    messages = [f.message for f in check_grave(CATALOG, read(TEXT), at("2026-11-18", "09:59"))]
    assert messages == ["撤回时间晚于当前时间"]


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
