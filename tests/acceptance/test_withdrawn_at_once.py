"""A page comes down in one command, whatever the repository holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.state_folder import read_state
from tests.acceptance.project import cut, find_in_folder
from tests.acceptance.sample import HELD, NOTICE, PHONES, RULE, TABLE

if TYPE_CHECKING:
    from tests.acceptance.project import Project

pytestmark = pytest.mark.needs("ssh-keygen")
WORDS = ("--reason", "内容有误", "--notice", "时间有误，更正后另行公开。", "--yes", "--no-git")
TEXT = "请按附件所列时间驾船到东码头接受检验"


def _take_down(project: Project, *words: str, path: str = NOTICE) -> tuple[int, str]:
    assert project.run("demo", "keys", "demo-keys").code == 0
    key = str(project.root / "demo-keys" / "r02")
    outcome = project.run("review", "withdraw", path, "--now", "--key", key, *words)
    return outcome.code, outcome.output


def _block(project: Project) -> None:
    """An unreviewed document claims to be published."""
    project.edit(HELD, "revision: 1\n", "revision: 1\npublished: 2026-11-10 09:00\n")
    assert project.run("check").code == 1


def test_although_an_unreviewed_document_blocks(project: Project) -> None:
    before = {p: (project.site / p).read_bytes() for p in ("guifan/tingche-banfa/index.html",)}
    old = (project.site / "gongkai/checkpoint.txt").read_bytes()
    (project.root / "old.txt").write_bytes(old)
    _block(project)
    code, output = _take_down(project, *WORDS)
    assert code == 0, output
    assert f"已下线 {NOTICE}" in output
    assert set(find_in_folder(project.site, {"时间有误，更正后另行公开。"})) >= {
        "tongzhi/nianjian-anpai/index.html"
    }
    assert find_in_folder(project.site, {TEXT}) == {}
    assert find_in_folder(project.site, cut("".join(project.read(HELD).split("---")[2:]))) == {}
    assert not (project.root / TABLE).exists()
    assert not (project.root / PHONES).exists()
    assert {p: (project.site / p).read_bytes() for p in before} == before
    folder = project.site / "tongzhi/nianjian-anpai"
    assert {p.name for p in folder.iterdir()} == {"index.html", "proof.json"}
    assert json.loads((folder / "proof.json").read_bytes())["path"] == NOTICE

    verified = project.run("verify", "site", "--checkpoint", "old.txt")
    assert verified.code == 0, verified.output
    assert project.run("check").code == 1
    project.restore(HELD)
    project.build()
    assert "时间有误" in (folder / "index.html").read_text("utf-8")


def test_a_later_revision_in_the_work_tree_is_put_aside(project: Project) -> None:
    assert project.run("revise", RULE, "--note", "延长时限").code == 0
    draft = project.read(RULE)
    code, output = _take_down(project, *WORDS, path=RULE)
    assert code == 0, output
    assert "type: chehui" in project.read(RULE)
    assert project.read(".gongkai/withdrawn/guifan/tingche-banfa.md") == draft
    project.build()


def test_a_tombstone_signed_elsewhere_needs_no_key(project: Project) -> None:
    assert project.run("demo", "keys", "demo-keys").code == 0
    key = str(project.root / "demo-keys" / "r02")
    assert project.run("review", "withdraw", NOTICE, "--key", key, *WORDS).code == 0
    assert find_in_folder(project.site, {TEXT})
    _block(project)
    outcome = project.run("review", "withdraw", NOTICE, "--now", "--no-git")
    assert outcome.code == 0, outcome.output
    assert find_in_folder(project.site, {TEXT}) == {}
    again = project.run("review", "withdraw", NOTICE, "--now", "--no-git")
    assert again.code == 0
    assert "撤回说明已在原网址" in again.output


def test_what_cannot_be_taken_down(project: Project) -> None:
    code, output = _take_down(project, *WORDS, path=HELD)
    assert (code, "线上网站没有这份文件" in output) == (2, True)
    code, output = _take_down(project)
    assert (code, "请用 --reason 和 --notice" in output) == (2, True)
    for file in (project.state / "tree").glob("*.txt"):
        file.unlink()
    code, output = _take_down(project, *WORDS)
    assert (code, "没有线上网站的底稿" in output) == (2, True)
    assert find_in_folder(project.site, {TEXT})


def test_held_documents_are_not_kept_in_the_state_folder(project: Project) -> None:
    kept = read_snapshot(project.state, read_state(project.state).log).files
    assert kept[NOTICE].data == (project.root / NOTICE).read_bytes()
    assert HELD not in kept
    assert find_in_folder(project.state / "tree", cut(project.read(HELD).split("---")[2])) == {}
