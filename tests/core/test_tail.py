from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.models.fields import BEIJING
from gongkai.core.tail import (
    Decision,
    ReviewEntry,
    Tail,
    TailRefusedError,
    Waiver,
    format_tail,
    parse_tail,
)

SIGNATURE = "U1NIU0lH" * 6
ENTRY = ReviewEntry(
    "l1", "r01", Decision.AGREED, "内容属实", date(2026, 10, 28), "sshsig", SIGNATURE
)
LINE = (
    '- {role: l1, reviewer: r01, decision: 同意公开, basis: "内容属实", date: 2026-10-28, '
    f"suite: sshsig, signature: {SIGNATURE}}}\n"
)
WAIVER = Waiver(
    "0123456789abcdef",
    "scan-identity",
    "公告中的示例",
    date(2027, 10, 28),
    "r02",
    date(2026, 10, 28),
    "sshsig",
    SIGNATURE,
)
WAIVED = (
    '- {finding: 0123456789abcdef, rule: scan-identity, reason: "公告中的示例", '
    f"until: 2027-10-28, reviewer: r02, date: 2026-10-28, suite: sshsig, signature: {SIGNATURE}}}\n"
)
PUBLISHED = "published: 2026-11-02 09:30\n"
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=BEIJING)
)
ENTRIES = st.builds(
    ReviewEntry,
    role=st.integers(1, 9).map("l{}".format),
    reviewer=st.integers(10, 9999).map("r{}".format),
    decision=st.sampled_from(Decision),
    basis=st.text("公开 {}:,#'-\u3000é𠮷", min_size=1, max_size=20),
    date=st.dates(date(1000, 1, 1)),
    suite=st.just("sshsig"),
    signature=st.binary(min_size=30, max_size=40).map(lambda b: base64.b64encode(b).decode()),
)
WAIVERS = st.builds(
    Waiver,
    finding=st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    rule=st.sampled_from(["scan-identity", "scan-phone", "a", "a-1-b"]),
    reason=st.text("公告 {}:,#'-\u3000é𠮷", min_size=1, max_size=20),
    until=st.dates(date(1000, 1, 1)),
    reviewer=st.integers(10, 9999).map("r{}".format),
    date=st.dates(date(1000, 1, 1)),
    suite=st.just("sshsig"),
    signature=st.binary(min_size=30, max_size=40).map(lambda b: base64.b64encode(b).decode()),
)
TAILS = st.builds(
    Tail,
    published=st.none() | MOMENTS,
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    waivers=st.lists(WAIVERS, max_size=3).map(tuple),
)


def test_the_one_spelling() -> None:
    published = datetime(2026, 11, 2, 9, 30, tzinfo=BEIJING)
    assert format_tail(Tail(published, (ENTRY,))) == f"{PUBLISHED}review:\n{LINE}"
    assert format_tail(Tail(None, (ENTRY,))) == f"review:\n{LINE}"
    assert format_tail(Tail(published)) == PUBLISHED
    assert format_tail(Tail()) == ""
    assert format_tail(Tail(None, (), (WAIVER,))) == f"waivers:\n{WAIVED}"
    whole = Tail(published, (ENTRY,), (WAIVER, WAIVER))
    text = f"{PUBLISHED}waivers:\n{WAIVED}{WAIVED}review:\n{LINE}"
    assert format_tail(whole) == text
    assert parse_tail(text) == whole


@pytest.mark.parametrize("published", [None, datetime(2026, 11, 2, 9, 30, tzinfo=BEIJING)])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_lines_of_waivers_and_entries(published: datetime | None, count: int) -> None:
    tail = Tail(published, (ENTRY,), (WAIVER,) * count)
    lines = format_tail(tail).splitlines()
    assert lines[tail.line_of_entry(1)].startswith("- {role")
    if count:
        assert lines[tail.line_of_waiver(count)].startswith("- {finding")
        assert not lines[tail.line_of_waiver(count) + 1].startswith("- {finding")


def test_the_digest_of_an_entry_is_that_of_its_line() -> None:
    assert ENTRY.digest == hashlib.sha256(LINE.rstrip("\n").encode()).hexdigest()
    assert WAIVER.digest == hashlib.sha256(WAIVED.rstrip("\n").encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("review:\n", 1),
        (f"{PUBLISHED}review:\n", 1),
        (f"review:\n{LINE}{PUBLISHED}", 3),
        (f"{PUBLISHED}{PUBLISHED}", 2),
        (f"{PUBLISHED}title: x\n", 2),
        (f"review: \n{LINE}", 1),
        (f"review:\n{LINE}\n", 3),
        (f"review:\n{LINE.rstrip()}", 1),
        (f"review:\n {LINE}", 2),
        (f"review:\n{LINE}# 批注\n", 3),
        ("published: 2026-02-30 09:30\n", 1),
        ("published: 2026-11-02 24:00\n", 1),
        ("published: 2026-11-02 09:30:00\n", 1),
        ("published: '2026-11-02 09:30'\n", 1),
        ("published: 2026-11-02 ０9:30\n", 1),
        (f"review:\n{LINE.replace('2026-10-28', '2026-02-29')}", 2),
        (f"review:\n{LINE.replace('2026-10-28', '2026-10-２8')}", 2),
        (f"review:\n{LINE.replace('l1', 'l0')}", 2),
        (f"review:\n{LINE.replace('l1, reviewer', 'l1,  reviewer')}", 2),
        (f"review:\n{LINE.replace('同意公开', '同意')}", 2),
        (f"review:\n{LINE.replace('sshsig', 'sm2')}", 2),
        (f"review:\n{LINE.replace('内容属实', '')}", 2),
        (f"review:\n{LINE.replace('内容属实', '内容<b>')}", 2),
        (f"review:\n{LINE.replace('内容属实', '一' * 201)}", 2),
        (f"review:\n{LINE.replace(SIGNATURE, 'AAAA')}", 2),
        (f"review:\n{LINE.replace('r01', 'r1')}", 2),
        (f"review:\n{LINE.replace('}', ', note: x}')}", 2),
        ("waivers:\n", 1),
        (f"waivers:\nreview:\n{LINE}", 1),
        (f"review:\n{LINE}waivers:\n{WAIVED}", 3),
        (f"waivers:\n{WAIVED}{PUBLISHED}", 3),
        (f"waivers:\n{WAIVED}waivers:\n{WAIVED}", 3),
        (f"waivers:\n{LINE}", 2),
        (f"review:\n{WAIVED}", 2),
        (f"waivers:\n{WAIVED.replace('abcdef', 'ABCDEF')}", 2),
        (f"waivers:\n{WAIVED.replace('abcdef', 'abcde')}", 2),
        (f"waivers:\n{WAIVED.replace('scan-identity', 'scan--identity')}", 2),
        (f"waivers:\n{WAIVED.replace('2027-10-28', '2027-02-29')}", 2),
        (f"waivers:\n{WAIVED.replace('公告中', '公告<')}", 2),
        (f"waivers:\n{WAIVED.replace('r02', 'r２2')}", 2),
    ],
)
def test_every_other_spelling_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TailRefusedError) as caught:
        parse_tail(text)
    assert caught.value.line == line


@given(TAILS)
def test_what_is_written_is_read_back(tail: Tail) -> None:
    assert parse_tail(format_tail(tail)) == tail


@given(TAILS, st.data())
def test_an_edit_is_refused_or_means_something_else(tail: Tail, data: st.DataObject) -> None:
    text = format_tail(tail)
    position = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from(("", " ", "\n", "0", "l", "=", '"', "公", "\u0660", "#", "\r")))
    edited = text[:position] + new + text[position + length :]
    assume(edited != text)
    try:
        assert parse_tail(edited) != tail
    except TailRefusedError as error:
        assert error.line >= 1  # noqa: PT017 - one of two outcomes
