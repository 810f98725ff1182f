from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.init import PRESETS
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import Document
from gongkai.publish.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

DISTRICT = PRESETS / "district"
FIRST_BUILD = {"root-unpinned", "state-new"}
BLANK_KEYS = ("root1", "root2", "r01", "r02", "r03")
SITE = {
    "id": "gaj.ceshi.invalid",
    "url": "https://gaj.ceshi.invalid/",
    "body_code": "11990000MB9900013U",
    "document_prefixes": "[测公通]",
    "postcode": "099000",
    "fault_report": "https://gaj.ceshi.invalid/zhaocuo/",
    "superior_url": "https://www.ceshi.invalid/",
}


def gongkai(folder: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district")
    gongkai(folder, "init", "x", "--preset", "district", "--demo")
    return folder / "x"


@pytest.fixture(scope="module")
def space(demo: Path) -> Workspace:
    return open_workspace(demo)


def test_the_district_demo_passes_the_gate_without_a_remark(space: Workspace) -> None:
    assert {f.rule for f in space.verdict.findings} == FIRST_BUILD
    assert not space.verdict.unfinished
    held = {d.id for d in space.verdict.held}
    assert held == {d.id for d in space.drafts if "/daishen-" in d.id}
    assert len(held) == 2


def test_every_document_of_the_district_stands_in_a_column_under_its_own_number(
    space: Workspace,
) -> None:
    files = {path.relative_to(DISTRICT).as_posix() for path in DISTRICT.glob("content/*/*.md")}
    assert {d.source.path for d in space.drafts} == files
    assert {d.record.category for d in space.drafts} <= space.catalog.column_by_id.keys()
    numbers = [d.record.index_number for d in space.drafts]
    assert len(set(numbers)) == len(numbers)
    blocks = {space.catalog.column_by_id[d.record.category].block for d in space.drafts}
    assert blocks == {column.block for column in space.catalog.columns}


@pytest.mark.parametrize("path", sorted(DISTRICT.glob("content/*/*.md")), ids=lambda p: p.stem)
def test_init_can_sign_what_the_preset_ships(path: Path) -> None:
    front = path.read_text("utf-8").split("\n---\n")[0]
    assert not re.search(r"^(published|review):", front, re.MULTILINE)
    made = re.search(r"^made: (.*)$", front, re.MULTILINE)
    assert made is not None
    assert date(2025, 1, 2) <= date.fromisoformat(made[1]) <= date(2026, 11, 17)


def test_the_district_demo_builds(demo: Path, space: Workspace) -> None:
    assert "公开 41 件，待审 2 件" in gongkai(demo, "build")
    shown = [d for d in space.drafts if d.id not in {h.id for h in space.verdict.held}]
    public = {d.id for d in shown if isinstance(d.record, Document)}
    pages = {path.parent.relative_to(demo / "site") for path in demo.glob("site/*/*/index.html")}
    assert {str(page) for page in pages} & {d.id for d in space.drafts} == public


@pytest.mark.parametrize("preset", ["psb", "district"])
def test_a_production_repository_names_everything_left_to_fill_in(
    tmp_path: Path, preset: str
) -> None:
    gongkai(tmp_path, "init", "x", "--preset", preset)
    gongkai(tmp_path / "x", "check", code=1)
    findings = open_workspace(tmp_path / "x").verdict.findings
    places = {
        (f"catalog/{path.name}", number)
        for path in (tmp_path / "x" / "catalog").iterdir()
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if PLACEHOLDER in line
    }
    assert {(f.path, f.line) for f in findings} == places
    assert not {"catalog/filings.yml", "catalog/backlog.yml"} & {
        path.relative_to(tmp_path / "x").as_posix() for path in tmp_path.glob("x/catalog/*")
    }
    assert all(f.message.endswith("：尚未填写") for f in findings)
    assert ".example" not in (tmp_path / "x" / "mkdocs.yml").read_text("utf-8")


def fill_in(root: Path, keys: Path) -> None:
    """What an operator does: own values into the places that `init` left open."""
    site = root / "catalog" / "site.yml"
    pattern = rf"(\w+): {PLACEHOLDER}"
    text = re.sub(pattern, lambda m: f"{m[1]}: {SITE.get(m[1], '测试')}", site.read_text("utf-8"))
    site.write_text(text, "utf-8")
    units = root / "catalog" / "units.yml"
    units.write_text(units.read_text("utf-8").replace(PLACEHOLDER, "0999-5550120"), "utf-8")
    reviewers = root / "catalog" / "reviewers.yml"
    text = reviewers.read_text("utf-8")
    for name in BLANK_KEYS:
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", keys / name], check=True
        )
        public = (keys / f"{name}.pub").read_text("utf-8").strip()
        text = text.replace(f"key: {PLACEHOLDER}", f"key: {public}", 1)
    text = text.replace(f"start: {PLACEHOLDER}", "start: 2026-01-01")
    reviewers.write_text(text.replace(PLACEHOLDER, "测试市国家保密局"), "utf-8")


@pytest.mark.needs("ssh-keygen")
def test_a_filled_in_production_repository_publishes_what_three_people_sign(tmp_path: Path) -> None:
    keys, root = tmp_path / "keys", tmp_path / "x"
    keys.mkdir()
    gongkai(tmp_path, "init", "x", "--preset", "psb")
    fill_in(root, keys)
    gongkai(root, "seal", "--key", str(keys / "root1"), "--yes")
    gongkai(root, "new", "neishe", "--title", "办公室", "--drafter", "r01", "--unit", "bangongshi")
    (path,) = root.glob("content/neishe/*.md")
    shown = path.relative_to(root).as_posix()
    gongkai(root, "review", "sign", shown, "--key", str(keys / "r01"), "--yes", code=2)
    text = re.sub(rf"{PLACEHOLDER}.*", "测试内容", path.read_text("utf-8"))
    path.write_text(text.replace("verified: 测试内容", "verified: 2026-01-01"), "utf-8")
    for person in ("r01", "r02", "r03"):
        key = str(keys / person)
        gongkai(root, "review", "sign", shown, "--key", key, "--yes", "--no-git")
    assert "可公开 1 件，待审 0 件" in gongkai(root, "check")
    path.write_text(path.read_text("utf-8").replace("测试内容", "别的内容", 1), "utf-8")
    assert "review-signature" in gongkai(root, "check", code=1)
