"""Stock tools confirm every signature; core and hooks keep to their limits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gongkai.core
from gongkai.core.sshsig import to_armor
from tests.acceptance.sample import ENTRY, GONE, PUBLIC

if TYPE_CHECKING:
    from tests.acceptance.project import Project

ROOT = Path(__file__).parents[2]


def _verify(signers: Path, person: str, namespace: str, signature: Path, message: bytes) -> int:
    names = ["-f", str(signers), "-I", person, "-n", namespace, "-s", str(signature)]
    command = ["ssh-keygen", "-Y", "verify", *names]
    return subprocess.run(command, input=message, capture_output=True, check=False).returncode


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_accepts_every_statement_of_every_proof(sample: Project, tmp_path: Path) -> None:
    signers = sample.site / "gongkai" / "allowed_signers"
    proofs = sorted(sample.site.rglob("proof.json"))
    assert len(proofs) == len(PUBLIC) + 1
    signature = tmp_path / "statement.sig"

    for proof in proofs:
        reviews = json.loads(proof.read_text("utf-8"))["reviews"]
        assert len(reviews) in {1, 3}
        for review in reviews:
            signature.write_text(to_armor(review["signature"]), "utf-8")
            who = (review["reviewer"], review["namespace"], signature)
            statement = review["statement"].encode()
            assert _verify(signers, *who, statement) == 0, (proof, review["reviewer"])
            assert _verify(signers, *who, statement + b" ") != 0


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_accepts_what_is_exported(project: Project) -> None:
    assert project.run("review", "export", "evidence").code == 0
    folder = project.root / "evidence"
    rows = [line.split("\t") for line in project.read("evidence/list.tsv").splitlines()]
    expected = {path.removeprefix("content/").removesuffix(".md") for path in (*PUBLIC, ENTRY)}

    assert {name.rsplit(".", 2)[0] for name, _, _ in rows} == expected | {
        GONE.removeprefix("content/").removesuffix(".md")
    }
    assert len(rows) == 3 * len(expected) + 1
    for name, person, namespace in rows:
        file = folder / name
        signature = file.with_name(f"{file.name}.sig")
        signers = folder / "allowed_signers"
        assert _verify(signers, person, namespace, signature, file.read_bytes()) == 0, name
        assert _verify(signers, person, "git", signature, file.read_bytes()) != 0


def test_core_imports_without_mkdocs() -> None:
    folder = Path(gongkai.core.__file__).parent
    names = [
        ".".join(("gongkai.core", *path.relative_to(folder).with_suffix("").parts))
        for path in sorted(folder.rglob("*.py"))
        if path.name != "__init__.py"
    ]
    lines = [
        "import sys, importlib",
        "for name in ('mkdocs', 'material', 'typer', 'rich'): sys.modules[name] = None",
        f"for name in {names!r}: importlib.import_module(name)",
        "assert not [name for name in sys.modules if name.startswith('gongkai.publish')]",
    ]

    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(names) > 40


def test_hooks_stay_small() -> None:
    hooks = sorted((ROOT / "hooks").glob("*.py"))
    assert hooks

    assert [hook.name for hook in hooks if len(hook.read_text("utf-8").splitlines()) > 60] == []
