"""Ways around the gate: without its hook, with MkDocs' own switches, by killing, by two at once."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongkai.cli.demo import demo_seal
from gongkai.publish.state_folder import MEMORY
from tests.acceptance import rogues
from tests.acceptance.attack import bring
from tests.acceptance.project import ENVIRONMENT, cut, find_in_folder, list_files, take_digest
from tests.acceptance.sample import DOCUMENTS, NEW, NOTICE, sign_document
from tests.acceptance.sample_catalog import SITE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.project import Project

PIECES = {piece for text in DOCUMENTS.values() for line in text.splitlines() for piece in cut(line)}
HOOK_LINES = "hooks:\n- hooks/gongkai_gate.py\n"


def test_without_the_hook_nothing_of_the_content_is_written(project: Project) -> None:
    project.edit("mkdocs.yml", HOOK_LINES, "")
    before = (take_digest(project.site), take_digest(project.state))
    report = take_digest(project.report)
    files = list_files(project.root)

    outcome = project.spawn("mkdocs", "build")

    assert outcome.code == 0, outcome.output
    written = list_files(project.root) - files
    assert written
    assert {path.split("/")[:2] == ["build", "unverified"] for path in written} == {True}
    assert find_in_folder(project.root / "build" / "unverified", PIECES) == {}
    assert (take_digest(project.site), take_digest(project.state)) == before
    assert take_digest(project.report) == report


def test_without_the_hook_our_build_refuses(project: Project) -> None:
    project.edit("mkdocs.yml", HOOK_LINES, "")
    before = (take_digest(project.site), take_digest(project.state))

    for outcome in (project.run("check"), project.run("build")):
        assert outcome.code == 1
        assert {(f.rule, f.path) for f in outcome.blocking} == {
            ("gate-not-wired", "mkdocs.yml"),
            ("seal-broken", "mkdocs.yml"),
        }
        assert "hooks 应为 hooks/gongkai_gate.py" in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before


def test_no_switch_of_mkdocs_publishes_anything_else(project: Project) -> None:
    before = (take_digest(project.site), take_digest(project.state))
    switches = (
        ("--dirty",),
        ("--strict",),
        ("--no-directory-urls",),
        ("--theme", "readthedocs"),
        ("--theme", "mkdocs"),
        ("--site-dir", "site"),
        ("--site-dir", "elsewhere"),
    )

    for switch in switches:
        project.fork_mkdocs("build", *switch)

        assert (switch, take_digest(project.site), take_digest(project.state)) == (switch, *before)
        assert not (project.root / "elsewhere").exists()


def test_mkdocs_does_not_deploy_past_us(project: Project) -> None:
    before = take_digest(project.root)

    assert project.fork_mkdocs("gh-deploy").code == 1
    assert take_digest(project.root) == before


def test_a_tag_in_the_configuration_is_not_executed(project: Project) -> None:
    trap = "site_description: !!python/object/apply:os.mkdir [trap]\n"
    project.write("mkdocs.yml", project.read("mkdocs.yml") + trap)

    codes = [project.run(command).code for command in ("check", "build", "serve")]

    assert codes == [1, 1, 1]
    assert not (project.root / "trap").exists()


def test_a_name_that_is_not_text_is_refused(project: Project) -> None:
    before = (take_digest(project.site), take_digest(project.state))
    name = os.fsencode(project.root / "content" / "tongzhi") + b"/\xff\xfe.md"
    with open(name, "wb") as file:  # noqa: PTH123 - no text, no Path
        file.write("不曾送审的正文写在这里\n".encode())

    for outcome in (project.run("check"), project.run("build"), project.spawn("mkdocs", "build")):
        assert outcome.code == 1, outcome.output
        assert "[path-malformed]" in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before


@pytest.mark.parametrize("place", [".", "..", "content", "catalog", "hooks", ".gongkai", "mine"])
def test_a_folder_that_is_no_site_is_not_replaced(project: Project, place: str) -> None:
    project.write("mine/notes.txt", "mine\n")
    files = list_files(project.root)

    outcome = project.run("build", "--site", place)

    assert outcome.code == 2, outcome.output
    assert list_files(project.root) - files <= {
        f"build/report/{name}" for name in ("columns.csv", "report.html", "report.json")
    }
    assert files <= list_files(project.root)


def test_state_does_not_lie_in_the_site(project: Project) -> None:
    before = take_digest(project.site)

    assert project.run("build", "--state", "site/state").code == 2
    assert take_digest(project.site) == before


def _make_real(project: Project) -> None:
    """Makes the practice site a real one: its own id, the clock's day, keys of nobody else."""
    text = project.read("catalog/reviewers.yml")
    for line in set(re.findall(r"ssh-ed25519 \S+", text)):
        fresh = Ed25519PrivateKey.generate().public_key()
        public = fresh.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        text = text.replace(line, public)
    project.write("catalog/reviewers.yml", text)
    project.edit("catalog/site.yml", f"id: {SITE}", "id: wh.shili.test")
    project.edit("catalog/site.yml", "today: 2026-11-20\n", "")


def test_no_day_is_chosen_for_a_real_site(project: Project) -> None:
    """Else a scheduled document would come out before the hour that was signed."""
    _make_real(project)
    before = (take_digest(project.site), take_digest(project.state))

    outcome = project.run("build", "--today", "2026-12-01")

    assert outcome.code == 2, outcome.output
    assert "--today 仅供演练站点" in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before


def _add_document(project: Project) -> None:
    bring(project)
    sign_document(project, NEW)


def _start_build(project: Project) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gongkai", "build"]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=project.root, env=ENVIRONMENT, stdout=nowhere, stderr=nowhere
    )


def _list_left_overs(project: Project) -> list[Path]:
    return [path for path in project.root.iterdir() if path.name.startswith(".site")]


def test_a_killed_build_leaves_the_site_whole(project: Project, tmp_path: Path) -> None:
    old = take_digest(project.site)
    _add_document(project)
    finished = project.copy(tmp_path / "finished")
    started = time.monotonic()
    finished.build()
    needed = time.monotonic() - started
    new = take_digest(finished.site)

    for part in (0.55, 0.7, 0.8, 0.87, 0.94):
        build = _start_build(project)
        time.sleep(part * needed)
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert take_digest(project.site) in {old, new}, part

    project.build()
    assert take_digest(project.site) == new
    assert _list_left_overs(project) == []
    assert project.run("check").code == 0


def test_a_build_killed_between_state_and_site_is_made_up_for(
    project: Project, tmp_path: Path
) -> None:
    """The state is written first: it then knows of a document that the site does not have yet."""
    old = project.copy(tmp_path / "old")
    _add_document(project)
    project.build()
    expected = (take_digest(project.site), take_digest(project.state))
    shutil.rmtree(project.site)
    shutil.copytree(old.site, project.site)

    project.build()

    assert (take_digest(project.site), take_digest(project.state)) == expected


def test_two_builds_at_once_leave_the_site_whole(project: Project, tmp_path: Path) -> None:
    _add_document(project)
    finished = project.copy(tmp_path / "finished")
    finished.build()

    builds = [_start_build(project), _start_build(project)]
    codes = {build.wait() for build in builds}

    assert 0 in codes
    assert codes <= {0, 1}
    assert take_digest(project.site) == take_digest(finished.site)
    assert take_digest(project.state) == take_digest(finished.state)
    assert _list_left_overs(project) == []


def test_a_blocked_build_after_a_killed_one_leaves_the_site(project: Project) -> None:
    before = take_digest(project.site)
    (project.root / ".site-new-left").mkdir()
    project.edit(NOTICE, "接受检验。", "接受检查。")

    assert project.run("build").code == 1
    assert take_digest(project.site) == before


@pytest.mark.parametrize("rogue", rogues.ALL, ids=lambda rogue: rogue.__name__)
def test_what_a_rogue_plugin_alters_does_not_go_live(
    project: Project, rogue: type[rogues.Rogue]
) -> None:
    """Rows 73 to 79: a plugin that nobody named runs inside MkDocs, after our own hook."""
    before = (take_digest(project.site), take_digest(project.state))
    shutil.rmtree(project.state / MEMORY)  # so that every file is made anew, for it to alter

    outcome = rogues.fork_with(project, rogue)

    assert outcome.code == 1, outcome.output
    assert "[output-altered]" in outcome.output
    assert rogues.HELD_SENTENCE not in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before
    assert _list_left_overs(project) == []


def test_a_plugin_that_alters_nothing_changes_nothing(project: Project) -> None:
    before = take_digest(project.site)

    outcome = rogues.fork_with(project, rogues.Rogue)

    assert outcome.code == 0, outcome.output
    assert take_digest(project.site) == before


def test_what_a_plugin_writes_when_all_is_over_is_not_in_the_site(project: Project) -> None:
    before = take_digest(project.site)

    outcome = rogues.fork_with(project, rogues.LateWriter)

    assert outcome.code == 0, outcome.output
    assert take_digest(project.site) == before
    assert _list_left_overs(project) == []


def test_what_a_plugin_writes_before_all_begins_is_nowhere(project: Project) -> None:
    before = take_digest(project.site)

    outcome = rogues.fork_with(project, rogues.EarlyWriter)

    assert outcome.code == 0, outcome.output
    assert take_digest(project.site) == before
    assert _list_left_overs(project) == []


def test_a_theme_that_cannot_be_read_is_told_of_and_leaves_nothing(project: Project) -> None:
    before = (take_digest(project.site), take_digest(project.state))
    theme = project.root / "hooks" / "theme"
    theme.mkdir(exist_ok=True)
    (theme / "base.html").write_bytes("页面".encode("gbk"))
    demo_seal(project.open())

    for program in ("gongkai", "mkdocs"):
        outcome = project.spawn(program, "build")
        assert outcome.code == 1, outcome.output
        assert "模板 hooks/theme/base.html 不是 UTF-8 编码" in outcome.output
        assert "Traceback" not in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before
    assert _list_left_overs(project) == []


def test_where_a_folder_cannot_be_locked_none_is_left(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network file system that knows no locks on folders."""
    before = (take_digest(project.site), take_digest(project.state))
    lock = fcntl.flock

    def refuse(handle: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        lock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", refuse)
    outcome = project.run("build")

    assert outcome.code == 1, outcome.output
    assert "网站保持原样" in outcome.output
    assert (take_digest(project.site), take_digest(project.state)) == before
    assert _list_left_overs(project) == []
