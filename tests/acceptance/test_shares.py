"""Parts of a site made by processes that know nothing of each other: the bytes of one build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gongkai.publish.preparation import default_options, prepare
from scripts.benchmark.identity.building import Places, build, digest_tree
from scripts.benchmark.identity.repository import FIRST_DAY, Repository
from scripts.benchmark.identity.sequences import open_memory
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.shares import FILES, LIST, list_steps, merge_shares

CHECKOUT = Path(__file__).parents[2]


def make_share(root: Path, number: int, folder: Path) -> None:
    """One of two shares, by a process in another folder, time zone and order of sets."""
    other = {"PYTHONHASHSEED": str(number), "TZ": ("UTC", "Asia/Tokyo")[number]}
    command = [sys.executable, "-m", "scripts.benchmark.shares"]
    done = subprocess.run(
        [*command, root, folder / "no-state", str(number), "2", folder / "share"],
        cwd=folder,
        env={**os.environ, **other, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_shares_of_two_processes_are_what_one_build_makes() -> None:
    with open_memory() as folder:
        repository = Repository(folder / "repository", Random(1), 12)  # noqa: S311 - no secrets
        site = repository.read("catalog/site.yml")
        repository.write("catalog/site.yml", site.replace("2026-11-20", str(FIRST_DAY)))
        repository.seal()
        shares = []
        for number in range(2):
            machine = folder / f"machine{number}"
            shutil.copytree(repository.root, machine / "repository")
            make_share(machine / "repository", number, machine)
            shares.append(machine / "share")
        merged = folder / "merged"
        options = replace(default_options(repository.root), state=folder / "no-state")
        plan = {step.name: step.key for step in list_steps(prepare(options))}
        merge_shares(shares, plan, merged)
        live = Places(folder / "live")
        outcome = build(repository, live)
        assert outcome.code == 0, outcome.printed

        made, built = digest_tree(merged), digest_tree(live.site)
        assert made == {path: digest for path, digest in built.items() if path in made}
        documents = {draft.id for draft in repository.list_drafts() if draft.source.tail.published}
        pages = {f"{name}/index.html" for name in documents}
        assert pages & built.keys() <= made.keys()
        assert len(pages & made.keys()) > 12
        index = {path for path in built if path.startswith("search/data/")}
        assert index <= made.keys()
        assert len(index) > 3
        assert all(len(digest_tree(share / FILES)) > 10 for share in shares)

        spoil_and_refuse(shares, plan, folder)


def spoil_and_refuse(shares: list[Path], plan: dict[str, str], folder: Path) -> None:
    with pytest.raises(RunFailedError, match="重复"):
        merge_shares([shares[0], shares[0]], plan, folder / "twice")
    with pytest.raises(RunFailedError, match="没有人完成的步骤"):
        merge_shares(shares[:1], plan, folder / "half")
    name, _, _, path = (shares[1] / LIST).read_text("utf-8").splitlines()[0].split(" ", 3)
    with pytest.raises(RunFailedError, match=path):
        merge_shares(shares, plan | {name: "0" * 64}, folder / "other")
    file = shares[1] / FILES / path
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(RunFailedError, match=path):
        merge_shares(shares, plan, folder / "altered")
