from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.core.models import Tombstone
from gongkai.core.source import split_source
from gongkai.core.statement import (
    Subject,
    address_of,
    derive_statement,
    derive_waiver,
    derive_withdrawal,
    format_canonical,
    review_namespace,
    waiver_namespace,
    withdrawal_namespace,
)
from gongkai.core.tail import Decision
from gongkai.core.tree import SourceFile
from tests.core.test_tail import ENTRY, WAIVER
from tests.helpers.tiny_site import SITE, at, find_draft
from tests.helpers.tree import PATH, make_files, write_document

if TYPE_CHECKING:
    from gongkai.core.models.base import Record

FILES = make_files((PATH, write_document()))
DRAFT = find_draft(FILES, PATH)
FILE = SourceFile("content/tonggao/ceshi.files/a.txt", b"abc")
SUBJECT = Subject(SITE, DRAFT.source, DRAFT.record, (FILE,))
OVER = replace(ENTRY, role="l1")
UPPER = replace(ENTRY, role="l2", reviewer="r02")
TIME = at("2026-11-06", "09:30")
STONE = Tombstone.model_validate(
    {
        "type": "chehui",
        "withdrawn": "2026-11-10 09:30",
        "address": "tonggao/ceshi",
        "index_number": "x",
        "unit": "bangongshi",
        "revision": "1",
        "ends": "a" * 64,
        "reason": "内容有误",
        "notice": "撤回。",
    }
)


def _record(**changes: Any) -> Record:  # noqa: ANN401 - one of the fields
    return DRAFT.record.model_copy(update=changes)


def test_the_whole_statement() -> None:
    statement = derive_statement(SUBJECT, UPPER, OVER, TIME)
    assert statement.startswith(b'{"address":"/tonggao/ceshi/","attachments":[{"path":"content/')
    assert json.loads(statement) == {
        "type": "gongkai-review/v1",
        "suite": "sshsig",
        "site": SITE,
        "path": PATH,
        "address": "/tonggao/ceshi/",
        "category": "tonggao",
        "disclosure": "主动公开",
        "digest": DRAFT.source.digest,
        "attachments": [{"path": FILE.path, "size": 3, "sha256": FILE.sha256}],
        "revision": 1,
        "previous": None,
        "role": "l2",
        "reviewer": "r02",
        "decision": "同意公开",
        "basis": "内容属实",
        "date": "2026-10-28",
        "over": OVER.digest,
        "published": "2026-11-06 09:30",
    }


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(site=TEXTS, basis=TEXTS, previous=st.none() | TEXTS, revision=st.integers(0, 10**12 - 1))
@example(site="%s%%(a)s", basis='100%s"', previous="%", revision=0)
def test_a_statement_is_canonical_whatever_it_says(
    site: str, basis: str, previous: str | None, revision: int
) -> None:
    record = _record(previous=previous, revision=revision)
    for files in ((), (FILE,), (SourceFile('content/"%s".txt', b"a"), FILE)):
        subject = Subject(site, DRAFT.source, record, files)
        for over, time in ((None, None), (OVER, TIME)):
            statement = derive_statement(subject, replace(UPPER, basis=basis), over, time)
            told = json.loads(statement)
            assert statement == format_canonical(told)
            assert (told["site"], told["basis"]) == (site, basis)
            assert (told["previous"], told["revision"]) == (previous, revision)
            assert [file["path"] for file in told["attachments"]] == [file.path for file in files]


def test_a_window_stands_in_the_statement_only_where_there_is_one() -> None:
    bounded = replace(SUBJECT, record=_record(show_until=date(2026, 12, 31)))
    whole = json.loads(derive_statement(SUBJECT, UPPER, OVER, TIME))
    assert json.loads(derive_statement(bounded, UPPER, OVER, TIME)) == {
        **whole,
        "until": "2026-12-31",
    }


def test_the_statement_of_a_waiver() -> None:
    assert json.loads(derive_waiver(SITE, DRAFT.source, 3, WAIVER)) == {
        "type": "gongkai-waiver/v1",
        "suite": "sshsig",
        "site": SITE,
        "path": PATH,
        "digest": DRAFT.source.digest,
        "revision": 3,
        "finding": WAIVER.finding,
        "rule": WAIVER.rule,
        "reason": WAIVER.reason,
        "until": WAIVER.until.isoformat(),
        "reviewer": WAIVER.reviewer,
        "date": WAIVER.date.isoformat(),
    }


def test_the_statement_of_a_withdrawal() -> None:
    assert json.loads(derive_withdrawal(SITE, DRAFT.source, STONE, UPPER)) == {
        "type": "gongkai-withdrawal/v1",
        "suite": "sshsig",
        "site": SITE,
        "path": PATH,
        "address": "/tonggao/ceshi/",
        "digest": DRAFT.source.digest,
        "revision": 1,
        "ends": "a" * 64,
        "role": "l2",
        "reviewer": "r02",
        "decision": "同意公开",
        "basis": "内容属实",
        "date": "2026-10-28",
    }


ALTERED = {
    "site": derive_statement(replace(SUBJECT, site="b.example"), UPPER, OVER, TIME),
    "path": derive_statement(
        replace(SUBJECT, source=replace(DRAFT.source, path="content/tonggao/b.md")),
        UPPER,
        OVER,
        TIME,
    ),
    "category": derive_statement(
        replace(SUBJECT, record=_record(category="jiedu")), UPPER, OVER, TIME
    ),
    "disclosure": derive_statement(
        replace(SUBJECT, record=_record(disclosure="依申请公开")), UPPER, OVER, TIME
    ),
    "digest": derive_statement(
        replace(SUBJECT, source=split_source(PATH, write_document("\n另一段。\n"))),
        UPPER,
        OVER,
        TIME,
    ),
    "attachments": derive_statement(replace(SUBJECT, attachments=()), UPPER, OVER, TIME),
    "attachments: path": derive_statement(
        replace(SUBJECT, attachments=(SourceFile("content/tonggao/ceshi.files/b.txt", b"abc"),)),
        UPPER,
        OVER,
        TIME,
    ),
    "attachments: bytes": derive_statement(
        replace(SUBJECT, attachments=(SourceFile(FILE.path, b"abd"),)), UPPER, OVER, TIME
    ),
    "attachments: one more": derive_statement(
        replace(SUBJECT, attachments=(FILE, FILE)), UPPER, OVER, TIME
    ),
    "revision": derive_statement(replace(SUBJECT, record=_record(revision=2)), UPPER, OVER, TIME),
    "previous": derive_statement(
        replace(SUBJECT, record=_record(previous="b" * 64)), UPPER, OVER, TIME
    ),
    "suite": derive_statement(SUBJECT, replace(UPPER, suite="sm2"), OVER, TIME),
    "role": derive_statement(SUBJECT, replace(UPPER, role="l3"), OVER, TIME),
    "reviewer": derive_statement(SUBJECT, replace(UPPER, reviewer="r04"), OVER, TIME),
    "decision": derive_statement(SUBJECT, replace(UPPER, decision=Decision.REFUSED), OVER, TIME),
    "basis": derive_statement(SUBJECT, replace(UPPER, basis="内容属实。"), OVER, TIME),
    "date": derive_statement(SUBJECT, replace(UPPER, date=date(2026, 10, 29)), OVER, TIME),
    "over": derive_statement(SUBJECT, UPPER, None, TIME),
    "over: signature": derive_statement(
        SUBJECT, UPPER, replace(OVER, signature="U1NIU0lI" * 6), TIME
    ),
    "published": derive_statement(SUBJECT, UPPER, OVER, None),
    "until": derive_statement(
        replace(SUBJECT, record=_record(show_until=date(2026, 12, 31))), UPPER, OVER, TIME
    ),
    "published: time": derive_statement(SUBJECT, UPPER, OVER, at("2026-11-06", "09:31")),
}


@pytest.mark.parametrize("name", ALTERED)
def test_every_part_of_what_is_reviewed_changes_the_statement(name: str) -> None:
    statements = [derive_statement(SUBJECT, UPPER, OVER, TIME), *ALTERED.values()]
    assert statements.count(ALTERED[name]) == 1


@pytest.mark.parametrize(
    ("path", "address"),
    [("content/a/b.md", "/a/b/"), ("content/huji-zhengjian/x1.md", "/huji-zhengjian/x1/")],
)
def test_addresses(path: str, address: str) -> None:
    assert address_of(path) == address


def test_namespaces_tell_levels_sites_and_withdrawals_apart() -> None:
    names = (
        review_namespace("l1", "a.b"),
        review_namespace("l2", "a.b"),
        withdrawal_namespace("a.b"),
        waiver_namespace("a.b"),
    )
    assert names == ("l1.review@a.b", "l2.review@a.b", "withdraw@a.b", "waiver@a.b")
