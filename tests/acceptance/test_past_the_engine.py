"""Ways past the engine itself: environment, working folder, git, odd files, odd places."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.project import (
    ENVIRONMENT,
    KEPT,
    Outcome,
    find_in_folder,
    list_files,
    take_digest,
)
from tests.acceptance.sample import NEW, NEW_TEXT, NOTICE
from tests.acceptance.test_crashes import _give_up_power
from tests.acceptance.test_passing import start_git

if TYPE_CHECKING:
    from tests.acceptance.project import Project

TRAP = "import pathlib; pathlib.Path('sprung').touch(); raise SystemExit(0)\n"
SWITCHES = ("GATE", "GATE_PREVIEW", "GONGKAI_SKIP", "GONGKAI_PREVIEW", "GONGKAI_FORCE", "CI")


def _digest(project: Project) -> tuple[str, str]:
    return take_digest(project.site), take_digest(project.state)


def _run(project: Project, *command: str, **variables: str) -> Outcome:
    done = subprocess.run(
        command,
        cwd=project.root,
        env=ENVIRONMENT | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    return Outcome(done.returncode, done.stdout.decode())


def _git(project: Project, *arguments: str) -> str:
    command = ["git", "-C", str(project.root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_no_variable_and_no_switch_of_python_opens_the_gate(project: Project) -> None:
    project.edit(NOTICE, "接受检验。", "接受检查。")
    before = _digest(project)
    commands = (
        (sys.executable, "-m", "gongkai", "build"),
        (sys.executable, "-O", "-m", "gongkai", "build"),
        (sys.executable, "-OO", "-m", "mkdocs", "build"),
    )

    for command in commands:
        outcome = _run(project, *command, **dict.fromkeys(SWITCHES, "1"))

        assert outcome.code == 1, outcome.output
        assert "[review-signature]" in outcome.output
    assert _digest(project) == before


def test_modules_beside_the_content_are_not_loaded(project: Project) -> None:
    """The command as it is installed looks for nothing in the folder it is called in."""
    for name in ("gongkai", "mkdocs", "yaml", "sitecustomize", "typer"):
        project.write(f"{name}.py", TRAP)
        project.write(f"hooks/__pycache__/{name}.py", TRAP)
    project.edit(NOTICE, "接受检验。", "接受检查。")
    before = _digest(project)
    program = Path(sys.executable).with_name("gongkai")

    outcome = _run(project, str(program), "build")

    assert outcome.code == 1, outcome.output
    assert "[review-signature]" in outcome.output
    assert not (project.root / "sprung").exists()
    assert _digest(project) == before


def test_byte_code_beside_a_hook_is_not_run(project: Project) -> None:
    """Its time and size are those of the sealed hook, so Python by itself would take it."""
    hook = project.root / "hooks" / "gongkai_gate.py"
    stat = hook.stat()
    poison = project.root / "poison.py"
    poison.write_text(TRAP.ljust(stat.st_size, "#"), "utf-8")
    os.utime(poison, (stat.st_atime, stat.st_mtime))
    cache = hook.parent / "__pycache__"
    cache.mkdir(exist_ok=True)
    target = cache / f"gongkai_gate.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(poison), str(target), dfile=str(hook))
    poison.unlink()
    before = _digest(project)

    project.build()

    assert not (project.root / "sprung").exists()
    assert _digest(project) == before


def test_a_replaced_object_is_not_what_the_commit_names(project: Project) -> None:
    start_git(project)
    signed = _git(project, "rev-parse", "HEAD")
    project.edit(NOTICE, "接受检验。", "接受检查。")
    _git(project, "commit", "-q", "-a", "-m", "attack")
    attack = _git(project, "rev-parse", "HEAD")
    _git(project, "replace", attack, signed)

    assert project.run("check", "--commit", attack).code == 1
    assert project.run("check", "--commit", signed).code == 0


def test_attributes_of_a_commit_change_no_byte(project: Project) -> None:
    """Filters, line ends, `ident` and `export-subst` are for work trees and archives."""
    rules = "*.md filter=evil ident text eol=crlf export-subst working-tree-encoding=gb18030\n"
    start_git(project)
    _git(project, "config", "filter.evil.smudge", "touch sprung; cat")
    _git(project, "config", "filter.evil.clean", "touch sprung; cat")
    project.write(".gitattributes", rules)
    _git(project, "add", ".gitattributes")
    _git(project, "commit", "-q", "-m", "attack")
    before = (take_digest(project.site), take_digest(project.state, KEPT))

    project.build("--commit", "HEAD")

    assert (take_digest(project.site), take_digest(project.state, KEPT)) == before
    assert not (project.root / "sprung").exists()


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "[::]:8000", "192.0.2.1:8000"])
def test_a_preview_is_not_served_to_others(project: Project, address: str) -> None:
    ours = _run(project, sys.executable, "-m", "gongkai", "serve", "--address", address)
    theirs = _run(project, sys.executable, "-m", "mkdocs", "serve", "-a", address)

    assert ours.code != 0
    assert theirs.code != 0
    assert "Serving on" not in theirs.output


@pytest.mark.parametrize("option", ["--state", "--site"])
@pytest.mark.parametrize("place", ["content/tongzhi", "catalog", "hooks/theme", "content/x"])
def test_nothing_is_written_among_the_sources(project: Project, option: str, place: str) -> None:
    files = list_files(project.root)

    outcome = project.run("build", option, place)

    assert outcome.code == 2, outcome.output
    assert list_files(project.root) == files


def test_state_linked_into_the_content_is_refused(project: Project) -> None:
    inside = project.root / "content" / "tongzhi" / "zhuangtai"
    shutil.move(project.state, inside)
    project.state.symlink_to(inside)

    outcome = project.run("build")

    assert outcome.code in {1, 2}, outcome.output
    assert find_in_folder(project.site, {"gongkai-checkpoint/v1zhuangtai"}) == {}


def test_names_with_line_feeds_are_refused_on_one_line(project: Project) -> None:
    name = "content/tongzhi/a\n拦截 content/x.md:1: 伪造的一行 [review-missing].md"
    project.write(name.replace("content/x.md", "x.md"), NEW_TEXT)

    outcome = project.run("check")

    assert outcome.code == 1
    assert {finding.rule for finding in outcome.blocking} == {"path-malformed"}
    assert "\n拦截 x.md" not in outcome.output


def test_a_file_that_may_not_be_read_ends_with_a_sentence(project: Project) -> None:
    project.write(NEW, NEW_TEXT)
    (project.root / NEW).chmod(0)
    before = take_digest(project.site)

    outcome = _run_without_power(project, "build")

    assert outcome.code == 2, outcome.output
    assert NEW.rpartition("/")[2] in outcome.output
    assert "Traceback" not in outcome.output
    assert take_digest(project.site) == before


def _run_without_power(project: Project, command: str) -> Outcome:
    """What a command answers to somebody who is not the system's administrator."""
    told = project.root / "told.txt"
    told.touch()
    child = os.fork()
    if child == 0:
        _give_up_power()
        outcome = project.run(command)
        told.write_text(outcome.output, "utf-8")
        os._exit(outcome.code)
    _, status = os.waitpid(child, 0)
    return Outcome(os.waitstatus_to_exitcode(status), told.read_text("utf-8"))
