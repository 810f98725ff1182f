from __future__ import annotations

import pytest

from gongkai.core.gate import Verdict
from gongkai.core.history import extend_log
from gongkai.core.log import EventKind
from gongkai.core.state import State
from tests.helpers.tree import NOW, judge, make_files, sign, write_document

PATH = "content/tonggao/ceshi.md"
SEAL, FIRST, SECOND = "a" * 64, "b" * 64, "c" * 64


def make_public() -> Verdict:
    files = make_files((PATH, write_document("关于测试的公告正文。\n")))
    sign(files)
    return judge(files)


def test_a_first_build_logs_seal_document_and_site() -> None:
    log = extend_log(State(), make_public(), SEAL, FIRST)

    kinds = [line.event.kind for line in log.lines]
    assert kinds == [EventKind.SEAL, EventKind.PUBLISH, EventKind.BUILD]
    assert [line.event.digest for line in log.lines][::2] == [SEAL, FIRST]
    assert {line.time for line in log.lines} == {NOW}


def test_the_same_site_adds_nothing_and_another_one_line() -> None:
    verdict = make_public()
    log = extend_log(State(), verdict, SEAL, FIRST)
    state = State(roots=dict(verdict.roots), log=log, checkpoint=log.checkpoint)

    assert extend_log(state, verdict, SEAL, FIRST) == log
    longer = extend_log(state, verdict, SEAL, SECOND)
    assert [line.event.digest for line in longer.lines[len(log.lines) :]] == [SECOND]
    assert longer.contains(log.checkpoint)


def test_nothing_is_logged_of_a_verdict_without_catalogue() -> None:
    with pytest.raises(ValueError, match="no history"):
        extend_log(State(), Verdict(None, NOW, ()), SEAL, FIRST)
