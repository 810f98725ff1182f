from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.evidence import write_evidence
from tests.helpers.tiny_site import SITE, load, withdraw
from tests.helpers.tree import CODE, ENTRY, PATH, judge, make_files, sign, write_document

if TYPE_CHECKING:
    from pathlib import Path

REGISTER = "content/tonggao/dengji.md"
GONE = "content/tonggao/chehui.md"


def make() -> dict[str, bytes]:
    files = make_files(
        (PATH, write_document()),
        (GONE, write_document(index_number=f"{CODE}/2026-00002")),
        (REGISTER, write_document("", **{**ENTRY, "index_number": f"{CODE}/2026-00003"})),
        ("content/tonggao/daishen.md", write_document(index_number=f"{CODE}/2026-00004")),
    )
    for path in (PATH, GONE, REGISTER):
        sign(files, path)
    withdraw(files, GONE)
    return files


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_accepts_every_statement_and_no_altered_one(tmp_path: Path) -> None:
    files = make()
    assert write_evidence(load(files), judge(files), tmp_path) == 7
    rows = [line.split("\t") for line in (tmp_path / "list.tsv").read_text("utf-8").splitlines()]
    assert sorted(row[0] for row in rows) == [
        "tonggao/ceshi.l1.json",
        "tonggao/ceshi.l2.json",
        "tonggao/ceshi.l3.json",
        "tonggao/chehui.l2.json",
        "tonggao/dengji.l1.json",
        "tonggao/dengji.l2.json",
        "tonggao/dengji.l3.json",
    ]
    for name, person, namespace in rows:
        statement = (tmp_path / name).read_bytes()
        assert verify(tmp_path, name, person, namespace, statement) == 0
        assert verify(tmp_path, name, person, namespace, statement + b" ") != 0
        assert verify(tmp_path, name, person, f"x@{SITE}", statement) != 0


def verify(folder: Path, name: str, person: str, namespace: str, statement: bytes) -> int:
    command = ["ssh-keygen", "-Y", "verify", "-f", str(folder / "allowed_signers"), "-I", person]
    command += ["-n", namespace, "-s", str(folder / f"{name}.sig")]
    return subprocess.run(command, input=statement, capture_output=True, check=False).returncode


def test_a_readme_tells_how(tmp_path: Path) -> None:
    files = make()
    write_evidence(load(files), judge(files), tmp_path)
    assert "ssh-keygen -Y verify -f allowed_signers" in (tmp_path / "README.txt").read_text("utf-8")
