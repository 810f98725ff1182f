"""The commands that the site tells a citizen, run as they stand there."""

from __future__ import annotations

import html
import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from tests.helpers import tiny_site

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = "tonggao/zixun-dianhua"
CURL = """#!/bin/sh
# Takes each address from the folder of the site.
for word in "$@"; do
  case "$word" in
    https://*) cp "$SITE_FOLDER/${word#https://*/}" . || exit 22 ;;
  esac
done
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("citizen")
    tiny_site.write_files(root, tiny_site.make_files())
    assert run(["build", "-C", str(root)]) == 0
    return root / "site"


def read_commands(site: Path, name: str) -> str:
    page = (site / "gongkai/heyan/index.html").read_text("utf-8")
    found = re.search(rf'<code id="{name}">(.*?)</code>', page, re.DOTALL)
    assert found, name
    return html.unescape(found[1])


def start(site: Path, folder: Path) -> dict[str, str]:
    """The surroundings in which the commands run: `curl` takes from the built site."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "curl").write_text(CURL, "utf-8")
    (tools / "curl").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "SITE_FOLDER": str(site), "LC_ALL": "C.UTF-8"}


def follow(site: Path, folder: Path, spoil: str = "") -> subprocess.CompletedProcess[str]:
    """What the page's commands answer one after the other, as in one terminal."""
    take = read_commands(site, "sh-take").replace("DOC=栏目/文件", f"DOC={GUIDE}")
    assert GUIDE in take
    steps = [take, spoil, *(read_commands(site, name) for name in ("sh-verify", "sh-digest"))]
    steps.append(read_commands(site, "sh-attachment").replace("附件", "dianhua-biao.txt"))
    fetch = f'cp "$SITE_FOLDER/{GUIDE}/dianhua-biao.txt" .'
    script = "\n".join((f"cd {folder}", "set -e", fetch, *steps))
    return subprocess.run(
        ["bash", "-c", script],
        env=start(site, folder),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.needs("ssh-keygen")
def test_commands_prove_a_document(site: Path, tmp_path: Path) -> None:
    done = follow(site, tmp_path)

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        f"{n} {who} l{n}.review@{tiny_site.SITE}" for n, who in enumerate(("r01", "r02", "r03"), 1)
    ]
    assert [line.split(" with ")[0] for line in lines[3:6]] == [
        f'Good "l{n}.review@{tiny_site.SITE}" signature for {who}'
        for n, who in enumerate(("r01", "r02", "r03"), 1)
    ]
    assert lines[6:12] == ["1.json:1", "2.json:1", "3.json:1"] * 2
    digest, name = lines[12].split()
    assert name == "dianhua-biao.txt"
    assert digest in (tmp_path / "3.json").read_text("utf-8")


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    "spoil",
    [
        "sed -i s/0999-5550990/0999-5550666/ source.md",
        "sed -i s/同意公开/不予公开/ 2.json",
        "cp 1.sig 3.sig",
        "sed -i s/r01/r02/ list.txt",
    ],
)
def test_commands_refuse_what_was_altered(site: Path, tmp_path: Path, spoil: str) -> None:
    assert follow(site, tmp_path, spoil).returncode != 0


def test_documents_lead_to_the_page(site: Path) -> None:
    page = (site / GUIDE / "index.html").read_text("utf-8")
    assert '<a href="../../gongkai/heyan/">核验方法</a>' in page
    about = (site / "gongkai/guanyu/index.html").read_text("utf-8")
    assert '<a href="../heyan/">如何核验本网站的文件</a>' in about
