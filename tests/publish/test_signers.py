from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.sshsig import encode_ed25519, to_armor
from gongkai.publish.signers import format_allowed_signers
from tests.helpers import lifecycle, tiny_site

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = f"l2.review@{tiny_site.SITE}"


def make_signers(revoked: str) -> str:
    """The file for a roster in which the key of r02 carries the given lines."""
    files = {f"catalog/{name}.yml": text.encode() for name, text in tiny_site.CATALOG.items()}
    key = f"  - key: {demo_public_key('r02').line}\n    start: 2024-01-01\n"
    roster = tiny_site.CATALOG["reviewers"]
    files["catalog/reviewers.yml"] = roster.replace(key, key + revoked).encode()
    return format_allowed_signers(tiny_site.load(files))


def test_each_key_carries_its_namespaces() -> None:
    site = tiny_site.SITE
    expected = (
        f'r01 namespaces="l1.review@{site}" {demo_public_key("r01").line}\n'
        f'r02 namespaces="l2.review@{site},withdraw@{site}" {demo_public_key("r02").line}\n'
        f'r03 namespaces="l3.review@{site},withdraw@{site}" {demo_public_key("r03").line}\n'
        f'root1 namespaces="seal@{site},stock@{site}" {demo_public_key("root1").line}\n'
        f'builder namespaces="build@{site}" {demo_public_key("builder").line}\n'
    )

    assert make_signers("") == expected


def test_lent_levels_delegations_and_waivers_have_their_namespaces() -> None:
    files = tiny_site.make_files()
    policy = files["catalog/policy.yml"] + b"waiver_roles: [l3]\n"
    lifecycle.lend(files, taker="r02")
    lines = format_allowed_signers(
        tiny_site.load(files | {"catalog/policy.yml": policy})
    ).splitlines()
    site = tiny_site.SITE

    assert [line.split(" ")[1] for line in lines[1:3]] == [
        f'namespaces="l2.review@{site},l3.review@{site},withdraw@{site}"',
        f'namespaces="l3.review@{site},withdraw@{site},waiver@{site},delegate@{site}"',
    ]


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("revoked", "accepted"),
    [
        ("", True),
        ("    revoked:\n      kind: retired\n      date: 2025-06-01\n", True),
        (
            (
                "    revoked:\n      kind: compromised\n      date: 2025-06-01\n"
                "      void_from: 2025-05-01\n"
            ),
            False,
        ),
    ],
    ids=["in use", "retired", "compromised"],
)
def test_ssh_keygen_refuses_compromised_keys(
    tmp_path: Path, revoked: str, *, accepted: bool
) -> None:
    (tmp_path / "signers").write_text(make_signers(revoked), "utf-8")
    line = encode_ed25519(demo_private_key("r02"), b"x", NAMESPACE)
    (tmp_path / "sig").write_text(to_armor(line), "utf-8")
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "r02", "-n", NAMESPACE]
    done = subprocess.run(
        [*command, "-s", "sig"], input=b"x", cwd=tmp_path, capture_output=True, check=False
    )

    assert (done.returncode == 0) is accepted
