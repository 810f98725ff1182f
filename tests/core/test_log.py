from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.core.log import (
    Checkpoint,
    Event,
    EventKind,
    Log,
    LogRefusedError,
    parse_checkpoint,
    parse_log,
)
from gongkai.core.models.fields import BEIJING

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=BEIJING)
DIGEST = "a" * 64
EVENTS = st.builds(
    Event,
    kind=st.sampled_from(EventKind),
    subject=st.sampled_from(["-", "a/b", "guifanxing/x-1"]),
    revision=st.integers(0, 99_999),
    digest=st.sampled_from([DIGEST, "0" * 64]),
)
LOGS = st.lists(st.lists(EVENTS, max_size=3), max_size=3).map(
    lambda batches: _build(tuple(tuple(batch) for batch in batches))
)


def _build(batches: tuple[tuple[Event, ...], ...]) -> Log:
    log = Log("a.example")
    for number, batch in enumerate(batches):
        log = log.append(batch, NOW + timedelta(minutes=number))
    return log


LOG = _build(
    (
        (Event(EventKind.SEAL, "-", 1, DIGEST), Event(EventKind.PUBLISH, "a/b", 1, DIGEST)),
        (Event(EventKind.BUILD, "-", 1, DIGEST),),
    )
)
TEXT = str(LOG)


def test_each_line_carries_the_digest_of_the_line_before() -> None:
    import hashlib  # noqa: PLC0415 - the format, counted again by hand

    first, *rest = TEXT.splitlines()
    assert first == "gongkai-log/v1 a.example"
    previous = first
    for number, line in enumerate(rest, 1):
        assert line.startswith(f"{number} 2026-11-20T18:0")
        assert line.endswith(hashlib.sha256(previous.encode()).hexdigest())
        previous = line
    assert LOG.head == hashlib.sha256(previous.encode()).hexdigest()
    assert str(LOG.checkpoint) == f"gongkai-checkpoint/v1 a.example 3 {LOG.head}\n"


@given(LOGS)
def test_what_is_written_is_read_back(log: Log) -> None:
    assert parse_log(str(log)) == log
    assert parse_checkpoint(str(log.checkpoint)) == log.checkpoint


@given(LOGS, st.data())
def test_an_edit_is_refused_or_the_checkpoint_no_longer_fits(log: Log, data: st.DataObject) -> None:
    text = str(log)
    position = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 1))
    new = data.draw(st.sampled_from(("", " ", "\n", "0", "1", "a", "-", "\u0661", "\r")))
    edited = text[:position] + new + text[position + length :]
    assume(edited != text)
    try:
        parsed = parse_log(edited)
    except LogRefusedError as error:
        assert error.line >= 1  # noqa: PT017 - one of two outcomes
        return
    assert str(parsed) == edited
    assert not parsed.contains(log.checkpoint)


@given(LOGS, st.data())
def test_a_longer_log_contains_every_earlier_checkpoint_and_a_shorter_one_does_not(
    log: Log, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, len(log.lines)))
    earlier = Log(log.site, log.lines[:size])
    assert log.contains(earlier.checkpoint)
    assert earlier.contains(log.checkpoint) == (size == len(log.lines))
    assert not log.contains(Checkpoint("b.example", 0, log.head))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("gongkai-log/v1", "gongkai-log/v2", 1),
        ("gongkai-log/v1 a.example\n", "gongkai-log/v1\n", 1),
        ("a.example", "b.example", 2),
        ("2 2026", "3 2026", 3),
        ("2 2026", "02 2026", 3),
        ("publish", "suspended", 3),
        ("publish", "suspend", 4),
        ("publish a/b 1", "publish a/b 01", 3),
        ("publish a/b 1", "publish a/b １", 3),
        ("publish a/b", "publish a/c", 4),
        ("publish a/b", "publish a/b/c", 3),
        ("publish a/b 1", "publish a/b " + "9" * 5000, 3),
        ("2 2026-11-20T18:00", "2 2026-11-31T18:00", 3),
        ("T18:01+08:00 build", "T17:59+08:00 build", 4),
        ("T18:01+08:00 build", "T10:01+00:00 build", 4),
        ("\n", "\r\n", 2),
    ],
)
def test_altered_lines_are_refused_with_their_number(old: str, new: str, line: int) -> None:
    assert old in TEXT
    with pytest.raises(LogRefusedError) as caught:
        parse_log(TEXT.replace(old, new, 1))
    assert caught.value.line == line


@pytest.mark.parametrize("text", ["", "\n", "gongkai-log/v1 a.example", TEXT.rstrip("\n"), "x\n"])
def test_what_is_no_whole_log_is_refused(text: str) -> None:
    with pytest.raises(LogRefusedError) as caught:
        parse_log(text)
    assert caught.value.line == 1


def test_a_line_taken_out_is_noticed() -> None:
    lines = TEXT.splitlines(keepends=True)
    with pytest.raises(LogRefusedError):
        parse_log("".join(lines[:2] + lines[3:]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"a.example 3 {DIGEST}\n",
        f"gongkai-checkpoint/v1 a.example 3 {DIGEST}",
        f"gongkai-checkpoint/v1 a.example 03 {DIGEST}\n",
        f"gongkai-checkpoint/v1 a.example -3 {DIGEST}\n",
        f"gongkai-checkpoint/v1 a.example ３ {DIGEST}\n",
        f"gongkai-checkpoint/v1 a.example 3 {DIGEST}\n\n",
        f"gongkai-checkpoint/v1 a.example {'9' * 5000} {DIGEST}\n",
    ],
)
def test_other_spellings_of_a_checkpoint_are_refused(text: str) -> None:
    with pytest.raises(LogRefusedError):
        parse_checkpoint(text)
