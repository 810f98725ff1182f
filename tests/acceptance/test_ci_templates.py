"""The pipelines for each git platform, their steps run as written, as a runner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from gongkai.core.demo_keys import demo_public_key, openssh_private_pem
from gongkai.core.keys import parse_public_key
from gongkai.publish.hosting import Kind, list_templates, place_templates
from tests.helpers.git_site import GitSite, run_git
from tests.helpers.tiny_site import DOCUMENTS, GUIDE, RULE, make_files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git", "bash", "flock", "rsync")

PLATFORMS = (Kind.GITLAB, Kind.GITEA, Kind.GITHUB)
PIPELINES = {
    Kind.GITLAB: ".gitlab-ci.yml",
    Kind.GITEA: ".gitea/workflows/gongkai.yml",
    Kind.GITHUB: ".github/workflows/gongkai.yml",
}
SUDO = """#!/bin/sh
[ "$1 $2 $3" = "-n -u gongkai" ] || exit 99
shift 3
exec env -i PATH="$PATH" HOME="$HOME" "$@"
"""
"""There is no such user on a test machine; like the real one it passes no variables on."""
DRAFT = "content/tonggao/xin-tonggao.md"


@dataclass(frozen=True)
class Machine:
    """A git server, an installed engine with its publishing script, and a clerk's clone."""

    folder: Path

    @property
    def home(self) -> Path:
        """Where the engine is installed."""
        return self.folder / "opt"

    @property
    def site(self) -> Path:
        """Where the web server looks."""
        return self.folder / "srv" / "site"

    @property
    def clone(self) -> GitSite:
        """The clerk's clone beside the server's repository."""
        return GitSite(self.folder / "git")

    def configure(self, **settings: str) -> None:
        """Fills in lines of `publish.conf`."""
        path = self.home / "publish.conf"
        text = path.read_text("utf-8")
        for name, value in settings.items():
            text, count = re.subn(rf"(?m)^{name}=.*$", f"{name}='{value}'", text)
            assert count == 1
        path.write_text(text, "utf-8")

    def run_steps(self, steps: list[tuple[str, dict[str, str]]], ref: str) -> tuple[int, str, Path]:
        """Runs scripts one after the other in a fresh folder; the code of the first that fails."""
        work = self.folder / f"runner-{len(list(self.folder.iterdir()))}"
        work.mkdir()
        output = ""
        for script, variables in steps:
            environment = self._make_environment(work, ref) | variables
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                cwd=work,
                env=environment,
                check=False,
                capture_output=True,
            )
            output += (done.stdout + done.stderr).decode()
            if done.returncode:
                return done.returncode, output, work
        return 0, output, work

    def _make_environment(self, work: Path, ref: str) -> dict[str, str]:
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        own = {"PATH": path, "HOME": str(work), "LC_ALL": "C.UTF-8", "GONGKAI_HOME": str(self.home)}
        github = {"GITHUB_SERVER_URL": f"file://{self.folder}", "GITHUB_REPOSITORY": "git/bare.git"}
        return own | github | {"GITHUB_REF": ref, "GITHUB_BASE_REF": "main"}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which the first site is not yet built."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    clone = machine.clone
    for path in (clone.work, clone.bare, machine.home, machine.folder / "bin", machine.site.parent):
        path.mkdir(parents=True)
    run_git(clone.bare, "init", "-q", "--bare", "-b", "main")
    run_git(clone.work, "init", "-q", "-b", "main")
    clone.git("remote", "add", "origin", "../bare.git")
    clone.commit({**make_files()}, "site: 起始")
    assert clone.push("main").accepted
    (machine.home / "current").symlink_to(sys.prefix)
    assert {p.outcome for p in place_templates(Kind.SERVER, machine.home)} == {"written"}
    key = machine.folder / "builder_key"
    key.touch(0o600)
    key.write_bytes(openssh_private_pem("builder"))
    machine.configure(
        REPOSITORY=f"file://{clone.bare}",
        DATA=str(machine.folder / "data"),
        SITE=str(machine.site),
        BUILDER_KEY=str(key),
        TRUST_ROOT=parse_public_key(demo_public_key("root1").line).fingerprint,
    )
    sudo = machine.folder / "bin" / "sudo"
    sudo.write_text(SUDO, "utf-8")
    sudo.chmod(0o755)
    return machine


def test_github_searches_the_history_too(machine: Machine) -> None:
    """What one commit brought and the next took away: no hook of ours stood before it."""
    machine.clone.git("switch", "-q", "-c", "marked", "main")
    machine.clone.commit({DRAFT: make_draft() + "\n机密★10年\n".encode()})
    machine.clone.commit({DRAFT: make_draft()})
    assert machine.clone.push("marked").accepted
    machine.clone.git("switch", "-q", "main")

    code, output, _ = machine.run_steps(list_steps(Kind.GITHUB, "check"), "refs/heads/marked")

    assert code == 1
    assert f"拦截 {DRAFT}:" in output
    assert "[scan-marking]" in output


def make_draft() -> bytes:
    """A document nobody has signed yet."""
    text = DOCUMENTS[RULE].replace("2026-00002", "2026-00004").replace("〔2026〕2号", "〔2026〕4号")
    return text.replace("窗口办公时间", "窗口休息时间").encode()


def read_pipeline(kind: Kind) -> dict[str, Any]:
    text = list_templates(kind)[PIPELINES[kind]].decode()
    # YAML 1.1 reads the key `on` as true; the platforms do not.
    loaded = yaml.safe_load(re.sub(r"(?m)^on:$", "'on':", text))
    assert isinstance(loaded, dict)
    return loaded


def list_steps(kind: Kind, job: str) -> list[tuple[str, dict[str, str]]]:
    """The scripts of a job with the variables of each step, in order."""
    pipeline = read_pipeline(kind)
    if kind is Kind.GITLAB:
        return [("\n".join(pipeline[job]["script"]), {})]
    steps = [s for s in pipeline["jobs"][job]["steps"] if "run" in s]
    assert all(step["shell"] == "bash" for step in steps)
    return [(step["run"], _fill_in(step.get("env", {}))) for step in steps]


def _fill_in(variables: dict[str, str]) -> dict[str, str]:
    return {k: v.replace("${{ github.token }}", "token") for k, v in variables.items()}


def check_out(kind: Kind, machine: Machine, ref: str) -> list[tuple[str, dict[str, str]]]:
    """What GitLab's runner does before the script; the others' scripts do it themselves."""
    if kind is not Kind.GITLAB:
        return []
    url = f"file://{machine.clone.bare}"
    return [(f"git init -q . && git fetch -q {url} {ref} && git checkout -q FETCH_HEAD", {})]


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_fault_fails_the_check_where_it_stands(machine: Machine, kind: Kind) -> None:
    text = (machine.clone.work / GUIDE).read_text("utf-8")
    machine.clone.git("switch", "-q", "-c", f"fault-{kind}")
    machine.clone.commit({GUIDE: text.replace("有人接听", "有专人接听").encode()})
    assert machine.clone.push(f"fault-{kind}").accepted
    machine.clone.git("switch", "-q", "main")
    ref = f"refs/heads/fault-{kind}"

    steps = check_out(kind, machine, ref) + list_steps(kind, "check")
    code, output, work = machine.run_steps(steps, ref)

    assert code == 1, output
    assert "token" not in output
    assert "[review-signature]" in output
    if kind is Kind.GITLAB:
        report = json.loads((work / "gl-code-quality-report.json").read_text("utf-8"))
        places = {entry["location"]["path"] for entry in report if entry["severity"] != "info"}
        assert GUIDE in places
        assert all(entry["fingerprint"] and entry["description"] for entry in report)
    elif kind is Kind.GITHUB:
        assert re.search(rf"(?m)^::error file={re.escape(GUIDE)},line=\d+", output)
        assert json.loads((work / "check.json").read_text("utf-8"))
    else:
        assert f"拦截 {GUIDE}:" in output


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_draft_passes_the_check(machine: Machine, kind: Kind) -> None:
    machine.clone.git("switch", "-q", "-c", f"good-{kind}", "main")
    machine.clone.commit({DRAFT: make_draft()})
    assert machine.clone.push(f"good-{kind}").accepted
    machine.clone.git("switch", "-q", "main")
    ref = f"refs/heads/good-{kind}"

    steps = check_out(kind, machine, ref) + list_steps(kind, "check")
    code, output, _ = machine.run_steps(steps, ref)

    assert code == 0, output


def test_the_publishing_step_changes_the_site_over(machine: Machine) -> None:
    [step, *others] = [list_steps(kind, "publish") for kind in PLATFORMS]
    assert others == [step, step]  # to the letter, so that once run is thrice run
    code, output, work = machine.run_steps(step, "refs/heads/main")

    assert code == 0, output
    assert not list(work.iterdir())  # nothing of it ran in the checkout
    head = machine.clone.git("rev-parse", "HEAD").strip()
    assert f"› 提交 {head}" in output
    assert (machine.site / "gongkai" / "manifest.json.sig").exists()
    assert "BEGIN OPENSSH" not in output


def run_publish(machine: Machine, *arguments: str) -> tuple[int, str]:
    command = [str(machine.home / "publish"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).decode()


def read_site(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_must_not_go_out_leaves_the_site_as_it_is(machine: Machine) -> None:
    assert run_publish(machine)[0] == 0
    before = read_site(machine.site)
    text = (machine.clone.work / GUIDE).read_text("utf-8")

    machine.clone.commit({GUIDE: text.replace("有人接听", "有专人接听").encode()})
    assert machine.clone.push("main").accepted  # a server without our hook
    code, output = run_publish(machine)
    assert (code, read_site(machine.site) == before) == (1, True)
    assert f"拦截 {GUIDE}" in output

    machine.clone.git("reset", "-q", "--hard", "HEAD~1")
    machine.clone.commit({DRAFT: make_draft()})
    assert machine.clone.push("+main").accepted
    code, output = run_publish(machine)  # what it has seen of main is no ancestor
    assert (code, read_site(machine.site) == before) == (2, True)
    assert "已有的提交被改写" in output


def test_it_takes_no_orders(machine: Machine) -> None:
    assert run_publish(machine, "--site", "elsewhere")[0] == 2
    other = machine.folder / "empty"
    other.mkdir()
    shutil.copy(machine.home / "publish", other)
    done = subprocess.run([other / "publish"], check=False, capture_output=True)
    assert (done.returncode, "publish.conf" in done.stderr.decode()) == (2, True)


def test_it_runs_no_program_of_its_callers(machine: Machine, tmp_path: Path) -> None:
    """`sudo` hands `PATH` on where it has no `secure_path`."""
    usual, _ = run_publish(machine)
    for name in ("git", "dirname", "mkdir", "flock", "date", "rsync"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n: > '{tmp_path}/run'\nexit 9\n")
        program.chmod(0o755)
    done = subprocess.run(
        [machine.home / "publish"],
        check=False,
        capture_output=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    assert not (tmp_path / "run").exists()
    assert done.returncode == usual, done.stderr.decode()


def test_other_machines_get_a_new_folder_and_a_switch(machine: Machine, tmp_path: Path) -> None:
    """One folder is on this machine, one is reached through `ssh`, for which a shell stands in."""
    copy = tmp_path / "machine"
    shutil.copytree(machine.folder, copy, symlinks=True)
    there = Machine(copy)
    ssh = copy / "bin" / "ssh"
    ssh.write_text('#!/bin/sh\nwhile [ "$1" != web1 ]; do shift; done\nshift\nexec sh -c "$*"\n')
    ssh.chmod(0o755)
    targets = (tmp_path / "near", tmp_path / "far")
    there.configure(
        TARGETS=f"{targets[0]} web1:{targets[1]}",
        DATA=str(copy / "data-2"),
        SITE=str(copy / "srv" / "site-2"),
        REPOSITORY=f"file://{make_bare(tmp_path / 'bare.git', machine)}",
        KEEP="1",
        PATH=f"{copy / 'bin'}:{os.environ['PATH']}",
    )
    for _ in range(2):
        done = subprocess.run([there.home / "publish"], check=False, capture_output=True)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
    for target in targets:
        assert read_site(target / "site") == read_site(copy / "srv" / "site-2")
        assert (target / "site").is_symlink()
        assert len(list((target / "releases").iterdir())) == 1


def make_bare(folder: Path, machine: Machine) -> Path:
    """A server that holds the first commit alone."""
    first = machine.clone.git("rev-list", "--max-parents=0", "HEAD").strip()
    folder.mkdir()
    run_git(folder, "init", "-q", "--bare", "-b", "main")
    machine.clone.git("push", "-q", str(folder), f"{first}:refs/heads/main")
    return folder
