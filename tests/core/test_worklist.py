from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gongkai.core.tail import Decision, Tail
from gongkai.core.timeliness import Due
from gongkai.core.worklist import Standing, WorkItem, is_behind, list_work
from tests.helpers.tiny_site import at, find_draft
from tests.helpers.tree import (
    CODE,
    ENTRY,
    PATH,
    STEPS,
    Step,
    judge,
    make_files,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.findings import Finding

Copy = tuple[int, int, "datetime | None"]
OTHER = "content/tonggao/bie.md"
NUMBER = {"index_number": f"{CODE}/2026-00002"}


def list_items(text: str, steps: tuple[Step, ...] = (), path: str = PATH) -> tuple[WorkItem, ...]:
    """What waits in a repository with one document, signed so far."""
    files = make_files((path, text))
    if steps:
        sign(files, path, steps, published=None)
    return list_work(judge(files))


def list_one(text: str, *steps: Step) -> WorkItem:
    """The one thing that waits."""
    [item] = list_items(text, steps)
    return item


def test_an_item_tells_all_that_a_reviewer_asks() -> None:
    item = list_one(write_document(), *STEPS[:1])
    assert replace(item, digest="") == WorkItem(
        path=PATH,
        title="示例市测试局关于冬季办公时间的通告",
        column="通告",
        unit="办公室",
        drafter="r01",
        revision=1,
        standing=Standing.SIGNATURE,
        role="l2",
        level=item.level,
        eligible=("r02",),
        signed=item.signed,
        made=date(2026, 11, 2),
        age=14,
        waiting=13,
        due=Due(date(2026, 11, 2), date(2026, 11, 30), certain=True),
        days_left=6,
        findings=0,
    )
    [level] = item.signed
    assert (level.role, level.reviewer, level.date) == ("l1", "r01", date(2026, 11, 3))
    assert item.concerns("r02")
    assert not item.concerns("r01")


@pytest.mark.parametrize(
    ("changes", "due", "left"),
    [
        ({"made": "2026-09-21"}, date(2026, 10, 26), -19),
        ({"made": "2026-10-23"}, date(2026, 11, 20), 0),
        (
            {"revision": "2", "previous": "a" * 64, "changed": "2026-11-18", "change_note": "更正"},
            date(2026, 12, 16),
            18,
        ),
    ],
)
def test_the_limit_is_that_of_the_regulation_or_of_the_column(
    changes: dict[str, str], due: date, left: int
) -> None:
    item = list_one(write_document(**changes))
    assert item.due
    assert (item.due.date, item.days_left) == (due, left)


def test_a_register_entry_has_no_limit() -> None:
    item = list_one(write_document("", **ENTRY))
    assert (item.due, item.days_left) == (None, None)


@pytest.mark.parametrize(
    ("decision", "standing"),
    [(Decision.REFUSED, Standing.REFUSED), (Decision.REFERRED, Standing.REFERRED)],
)
def test_a_refusal_goes_back_to_whoever_drafted_it(decision: Decision, standing: Standing) -> None:
    refused = Step("l2", "r02", "2026-11-04", decision, "附件二缺页")
    item = list_one(write_document(drafter="r07"), STEPS[0], refused)
    assert (item.standing, item.role, item.eligible) == (standing, None, ())
    assert item.refusal
    assert (item.refusal.basis, item.refusal.reviewer) == ("附件二缺页", "r02")
    assert [p for p in ("r01", "r02", "r03", "r07") if item.concerns(p)] == ["r07"]
    findings = [f for f in judge_refused(refused) if f.rule == "review-returned"]
    assert [f.message for f in findings] == [f"{decision}：附件二缺页（r02，2026-11-04）"]


def judge_refused(refused: Step) -> tuple[Finding, ...]:
    """The findings on a document that was refused."""
    files = make_files((PATH, write_document(drafter="r07")))
    sign(files, PATH, (STEPS[0], refused), published=None)
    return judge(files).findings


def test_signatures_over_another_text_send_it_back_to_the_drafter() -> None:
    files = make_files((PATH, write_document()))
    sign(files, PATH, STEPS[:1], published=None)
    files[PATH] = files[PATH].replace("9时".encode(), "8时".encode())
    [item] = list_work(judge(files))
    assert (item.standing, item.role) == (Standing.ALTERED, None)
    assert "r01 的 l1 签名与文件不符" in item.faults[0]


def test_who_drafted_or_signed_it_is_not_asked_again() -> None:
    assert list_one(write_document(drafter="r02"), STEPS[0]).eligible == ()
    item = list_one(write_document(unit="yewu"), STEPS[0])
    assert item.eligible == ("r02", "r04")


def test_what_is_not_complete_is_listed_last_and_nearest_limits_first() -> None:
    files = make_files(
        (PATH, write_document()),
        (OTHER, write_document(**NUMBER, made="2026-10-30")),
        ("content/tonggao/weiwan.md", write_document(title="【待填写】")),
    )
    items = list_work(judge(files))
    assert [(i.path, i.standing) for i in items] == [
        (OTHER, Standing.SIGNATURE),
        (PATH, Standing.SIGNATURE),
        ("content/tonggao/weiwan.md", Standing.UNFINISHED),
    ]


def test_findings_of_a_document_and_its_attachments_are_counted() -> None:
    text = write_document("\n<b>甲</b>\n", attachments=("{file: a.txt, title: 甲}",))
    files = make_files((PATH, text)) | {"content/tonggao/ceshi.files/a.txt": b"\xff\xfe\x00"}
    verdict = judge(files)
    own = [f for f in verdict.findings if f.path.startswith("content/tonggao/ceshi")]
    assert list_work(verdict)[0].findings == len(own) >= 2


@pytest.mark.parametrize(
    ("mine", "theirs", "behind"),
    [
        ((1, 1, None), (1, 2, None), True),
        ((1, 2, None), (1, 1, None), False),
        ((1, 1, None), (1, 1, None), True),
        ((1, 1, None), (2, 0, None), True),
        ((2, 0, None), (1, 3, at("2026-11-06")), False),
        ((1, 2, None), (1, 3, at("2026-11-06")), True),
        ((1, 3, at("2026-11-06")), (1, 2, None), False),
    ],
)
def test_a_copy_that_says_no_more(mine: Copy, theirs: Copy, *, behind: bool) -> None:
    drafts = []
    for revision, levels, published in (mine, theirs):
        more = {"previous": "a" * 64, "changed": "2026-11-03", "change_note": "更正"}
        text = write_document(revision=str(revision), **(more if revision > 1 else {}))
        files = make_files((PATH, text))
        if levels:
            sign(files, PATH, STEPS[:levels], published=published)
        drafts.append(find_draft(files, PATH))
    assert is_behind(*drafts) is behind


def test_another_text_is_not_behind() -> None:
    draft = find_draft(make_files((PATH, write_document())), PATH)
    other = find_draft(make_files((PATH, write_document("\n别的内容。\n"))), PATH)
    assert not is_behind(draft, other)
    assert draft.source.tail == Tail()


def test_there_is_no_work_without_a_catalogue() -> None:
    files = make_files((PATH, write_document()), units="units: 坏\n")
    assert list_work(judge(files)) == ()
