from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai.publish.preparation import default_options, judge, prepare
from tests.helpers.tiny_site import at, write_files
from tests.helpers.tree import make_public

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clear_repository_gets_a_site_model_and_nothing_is_written(tmp_path: Path) -> None:
    write_files(tmp_path, make_public())
    before = sorted(tmp_path.rglob("*"))
    said: list[str] = []
    prepared = prepare(replace(default_options(tmp_path), progress=said.append))
    assert prepared.site is not None
    assert [item.id for item in prepared.site.items] == ["tonggao/ceshi"]
    assert prepared.verdict.now == at("2026-11-20", "18:00")
    assert said
    assert sorted(tmp_path.rglob("*")) == before


def test_a_day_that_is_given_is_the_day_of_the_verdict(tmp_path: Path) -> None:
    write_files(tmp_path, make_public())
    early = prepare(replace(default_options(tmp_path), today=date(2026, 11, 5)))
    assert early.site is not None
    assert early.site.items == ()
    assert [d.id for d in early.verdict.scheduled] == ["tonggao/ceshi"]


def test_a_blocked_repository_gets_no_site_model(tmp_path: Path) -> None:
    write_files(tmp_path, make_public() | {"content/x.tmp": b""})
    prepared = prepare(default_options(tmp_path))
    assert (prepared.site, prepared.verdict.blocked) == (None, True)


def test_a_broken_state_folder_blocks(tmp_path: Path) -> None:
    write_files(tmp_path, make_public() | {".gongkai/state/log.txt": b"x"})
    judged = judge(tmp_path, tmp_path / ".gongkai/state")
    assert "log-broken" in [f.rule for f in judged.verdict.findings]
    assert judged.verdict.blocked
