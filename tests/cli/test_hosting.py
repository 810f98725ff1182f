from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.publish.hosting import Kind, list_templates
from tests.helpers.git_site import run_git
from tests.helpers.tiny_site import GUIDE, make_files, write_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

WINDOWS = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")


@pytest.mark.parametrize("kind", Kind)
def test_files_are_written_once_and_never_over_others(
    gongkai: Run, tmp_path: Path, kind: Kind
) -> None:
    command = ("hosting", kind.value, "--to", str(tmp_path / "to"))
    templates = list_templates(kind)
    assert templates
    assert gongkai(*command) == (0, "".join(f"已写入 {tmp_path / 'to' / p}\n" for p in templates))
    assert gongkai(*command) == (0, "".join(f"没有变化 {tmp_path / 'to' / p}\n" for p in templates))

    path = next(iter(templates))
    target = tmp_path / "to" / path
    target.write_bytes(templates[path] + "# 本单位加的\n".encode())
    code, printed = gongkai(*command)
    assert code == 0
    assert "-# 本单位加的" in printed
    assert f"已有不同的 {target}，没有改动；要换成模板的写法，加 --replace" in printed
    assert target.read_bytes() != templates[path]

    code, printed = gongkai(*command, "--replace")
    assert (code, "-# 本单位加的" in printed) == (0, True)
    assert target.read_bytes() == templates[path]


def test_converted_line_breaks_are_no_difference(gongkai: Run, tmp_path: Path) -> None:
    gongkai("hosting", "repository", "--to", str(tmp_path))
    path = tmp_path / ".gitignore"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    _, printed = gongkai("hosting", "repository", "--to", str(tmp_path))

    assert f"没有变化 {path}" in printed


def test_programs_can_be_run(tmp_path: Path) -> None:
    assert run(["hosting", "server", "--to", str(tmp_path)]) == 0

    assert os.access(tmp_path / "publish", os.X_OK)
    subprocess.run(["sh", "-n", tmp_path / "publish"], check=True)


@pytest.mark.parametrize(
    ("hosting", "file"),
    [
        ("gitlab", ".gitlab-ci.yml"),
        ("gitea", ".gitea/workflows/gongkai.yml"),
        ("github", ".github/workflows/gongkai.yml"),
    ],
)
def test_a_new_repository_has_what_its_platform_reads(
    gongkai: Run, tmp_path: Path, hosting: str, file: str
) -> None:
    folder = tmp_path / "new"
    assert gongkai("init", str(folder), "--preset", "psb", "--hosting", hosting)[0] == 0

    assert (folder / file).exists()
    for path, data in list_templates(Kind.REPOSITORY).items():
        assert (folder / path).read_bytes() == data


@pytest.mark.needs("git")
def test_signed_bytes_outlive_a_checkout_as_on_windows(tmp_path: Path, gongkai: Run) -> None:
    files = make_files()
    write_files(tmp_path / "origin", files)
    run(["hosting", "repository", "--to", str(tmp_path / "origin")])
    run_git(tmp_path / "origin", "init", "-q", "-b", "main")
    run_git(tmp_path / "origin", "add", "-A")
    run_git(tmp_path / "origin", "commit", "-q", "-m", "site: 起始")

    run_git(tmp_path, *WINDOWS, "clone", "-q", "origin", "clone")
    clone = tmp_path / "clone"
    assert {path: (clone / path).read_bytes() for path in files} == files
    assert gongkai("check", "-C", str(clone))[0] == 0

    draft = "content/tonggao/xin.md"
    (clone / draft).write_bytes(b"---\ntitle: a\n---\n")
    (clone / GUIDE).write_bytes(files[GUIDE])
    run_git(clone, *WINDOWS, "add", "-A")
    run_git(clone, *WINDOWS, "commit", "-q", "-m", "content: 新的")
    assert run_git(clone, "show", f"HEAD:{draft}") == "---\ntitle: a\n---\n"
    assert run_git(clone, "diff", "--name-only", "HEAD~1", "HEAD").split() == [draft]


@pytest.mark.needs("git")
def test_a_converted_checkout_says_why_and_how_to_mend_it(tmp_path: Path, gongkai: Run) -> None:
    files = make_files()
    write_files(tmp_path / "origin", files)
    run_git(tmp_path / "origin", "init", "-q", "-b", "main")
    run_git(tmp_path / "origin", "add", "-A")
    run_git(tmp_path / "origin", "commit", "-q", "-m", "site: 起始")
    run_git(tmp_path, *WINDOWS, "clone", "-q", "origin", "clone")
    clone = tmp_path / "clone"
    run_git(clone, "config", "core.autocrlf", "true")

    code, printed = gongkai("check", "-C", str(clone))
    assert code == 1
    first = printed.splitlines()[0]
    assert first.startswith("拦截 .gitattributes")
    assert "CRLF" in first
    assert "[line-breaks-converted]" in first

    # the next step, as it is told
    assert gongkai("hosting", "repository", "--to", str(clone))[0] == 0
    for command in (
        ("add", ".gitattributes"),
        ("commit", "-q", "-m", "换行不转换"),
        ("rm", "-r", "-q", "--cached", "."),
        ("reset", "-q", "--hard"),
    ):
        run_git(clone, *command)
    assert {path: (clone / path).read_bytes() for path in files} == files
    assert gongkai("check", "-C", str(clone))[0] == 0
