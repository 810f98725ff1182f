"""The gate kept up to date: after each save its verdict is that of a gate that begins anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.preview.live import LiveGate
from tests.helpers.tiny_site import GONE, GUIDE, RULE, TABLE, make_files, withdraw, write_files
from tests.helpers.tree import write_document

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.publish.preparation import Options

HELD = "content/tonggao/daishen.md"
NUMBER = "11990000MB9900013U/2026-00009"


@pytest.fixture
def options(tmp_path: Path) -> Options:
    write_files(tmp_path, make_files())
    return replace(default_options(tmp_path), preview=True)


def _save(options: Options, path: str, data: bytes | None) -> frozenset[str]:
    target = options.root / path
    if data is None:
        target.unlink()
    else:
        target.write_bytes(data)
    return frozenset({path})


def test_each_save_is_judged_as_by_a_gate_that_begins_anew(options: Options) -> None:
    files = make_files()
    gone = dict(files)
    withdraw(gone, GONE)
    held = write_document(index_number=NUMBER, title="示例市测试局关于夏季办公时间的通告").encode()
    catalog = files["catalog/columns.yml"]
    saves: tuple[tuple[str, bytes | None], ...] = (
        (RULE, files[RULE] + "又一行。\n".encode()),
        (HELD, held),
        (TABLE, files[TABLE] + b"1\n"),
        (HELD, held.replace(NUMBER.encode(), b"11990000MB9900013U/2026-00001")),
        (RULE, files[RULE]),
        (GUIDE, None),
        ("catalog/columns.yml", b"columns: [\n"),
        (GUIDE, files[GUIDE]),
        ("catalog/columns.yml", catalog),
        (GONE, gone[GONE]),
        (HELD, b"---\ntitle: a\ntitle: b\n---\n"),
        (HELD, None),
        (TABLE, files[TABLE]),
    )
    gate = LiveGate(options)
    assert gate.prepare() is not None
    for path, data in saves:
        live = gate.prepare(_save(options, path, data))
        fresh = prepare(options)
        assert live is not None
        assert live.verdict == fresh.verdict, path
        assert live.site == fresh.site, path


def test_only_what_was_saved_is_judged_again(options: Options) -> None:
    gate = LiveGate(options)
    before = gate.prepare()
    assert before is not None
    changed = _save(options, RULE, make_files()[RULE] + "又一行。\n".encode())
    after = gate.prepare(changed)
    assert after is not None
    old = {draft.source.path: draft for draft in before.verdict.drafts}
    new = {draft.source.path: draft for draft in after.verdict.drafts}
    assert {path for path in new if new[path] is not old[path]} == {RULE}


def test_nothing_new_is_told_as_nothing(options: Options) -> None:
    gate = LiveGate(options)
    gate.prepare()
    assert gate.prepare() is None
    assert gate.prepare(_save(options, RULE, make_files()[RULE])) is None
    assert not gate.is_stale(RULE)
    assert not gate.is_stale(HELD)
    (options.root / RULE).write_bytes(b"x")
    assert gate.is_stale(RULE)


def test_what_a_build_has_published_meanwhile_is_known(options: Options) -> None:
    """The state folder is read again when its log has changed."""
    gate = LiveGate(options)
    first = gate.prepare()
    assert first is not None
    assert first.state.log is None
    options.state.mkdir(parents=True)
    (options.state / "log.txt").write_text("x\n")
    broken = gate.prepare()
    assert broken is not None
    assert "log-broken" in {finding.rule for finding in broken.verdict.findings}
