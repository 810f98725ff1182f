"""Reports of one commit are the same bytes; changing one document changes only what it should."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.cli.main import run
from gongkai.publish.report_history import FOLDER
from tests.helpers.killed_site import TEXTS, KilledSite, copy_site
from tests.helpers.tiny_site import RULE

if TYPE_CHECKING:
    from pathlib import Path

RULE_ID = RULE.removeprefix("content/").removesuffix(".md")


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> KilledSite:
    """Built, one document revised, built again."""
    site = KilledSite(tmp_path_factory.mktemp("difference") / "repository")
    assert site.build().code == 0
    assert read_files(site)["report.json"]["difference"] is None
    site.change()
    assert site.build().code == 0
    return site


def read_files(site: KilledSite) -> dict[str, Any]:
    """Every file of the report but the times it took; JSON parsed."""
    folder = site.root / "build" / "report"
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_bytes())
        if path.suffix == ".json"
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "timings.json"
    }


def test_one_revised_document_is_the_whole_difference(revised: KilledSite) -> None:
    found = read_files(revised)["report.json"]["difference"]
    assert (found["added"], found["revised"], found["removed"]) == ([], [RULE_ID], [])
    assert (found["columns"], found["checks"], found["new_checks"]) == ([], [], [])
    assert (found["appeared"], found["mended"]) == ([], [])
    assert found["counts"] == [{"name": "首页未更新", "before": "14", "after": "0"}]


def test_building_again_gives_the_same_bytes(revised: KilledSite) -> None:
    before = read_files(revised)
    kept = {p.name: p.read_bytes() for p in (revised.state / FOLDER).iterdir()}
    assert revised.build().code == 0
    assert read_files(revised) == before
    assert {p.name: p.read_bytes() for p in (revised.state / FOLDER).iterdir()} == kept
    assert len(kept) == 2


def test_a_report_without_a_build_compares_with_the_same(
    revised: KilledSite, tmp_path: Path
) -> None:
    built = read_files(revised)["report.json"]["difference"]
    assert run(["report", "-C", str(revised.root), "-o", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "report.json").read_bytes())["difference"] == built


def test_any_other_report_can_be_compared_with(
    revised: KilledSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = revised.root / "build" / "report" / "report.json"
    options = ["report", "-C", str(revised.root), "-o", str(tmp_path / "out"), "--since"]
    assert run([*options, str(own)]) == 0
    found = json.loads((tmp_path / "out" / "report.json").read_bytes())["difference"]
    assert found["revised"] == []
    (tmp_path / "foreign.json").write_text('{"schema": "other"}', "utf-8")
    assert run([*options, str(tmp_path / "foreign.json")]) == 2
    assert "这不是检查报告（report.json）" in capsys.readouterr().err
    assert run([*options, str(tmp_path / "none.json")]) == 2
    assert "报告不能读取：没有这个文件或文件夹" in capsys.readouterr().err


def test_a_stopped_build_is_compared_with_what_is_public(
    revised: KilledSite, tmp_path: Path
) -> None:
    copy_site(revised, tmp_path / "copy")
    path = tmp_path / "copy" / RULE
    path.write_bytes(path.read_bytes().replace(TEXTS[1].encode(), "改".encode()))
    target = tmp_path / "out"
    assert run(["report", "-C", str(tmp_path / "copy"), "-o", str(target)]) == 1
    found = json.loads((target / "report.json").read_bytes())["difference"]
    assert (found["revised"], found["removed"]) == ([], [RULE_ID])
    assert any("review-signature" in text for text in found["appeared"])


def test_a_broken_report_in_the_state_stops_nothing(
    revised: KilledSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (revised.state / FOLDER).iterdir():
        path.write_bytes(b"\x1f\x8bbroken")
    assert run(["report", "-C", str(revised.root), "-o", str(tmp_path)]) == 0
    assert "跳过与上次报告的比较：" in capsys.readouterr().err
    build = revised.build()
    assert build.code == 0
    assert "跳过与上次报告的比较：" in build.output
    assert read_files(revised)["report.json"]["difference"] is None
