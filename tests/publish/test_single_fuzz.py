"""The verifier in one file against altered bytes and folders of every shape."""

from __future__ import annotations

import json
import random
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from tests.helpers import tiny_site
from tests.publish.test_single_verifier import SINGLE
from tests.publish.test_verify_site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = Path(__file__).parents[2] / "handbook" / "verify_site.py"
GUIDE = "tonggao/zixun-dianhua"
FILES = (
    "gongkai/manifest.json",
    "gongkai/checkpoint.txt",
    "gongkai/log.txt",
    "gongkai/catalog/SEAL",
    "gongkai/catalog/reviewers.yml",
    f"{GUIDE}/proof.json",
    f"{GUIDE}/index.html",
    f"{GUIDE}/dianhua-biao.txt",
)
SHARE = 40
"""Mutations of each file in a run; each is checked by the whole program."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site."""
    root = tmp_path_factory.mktemp("single")
    tiny_site.write_files(root, tiny_site.make_files())
    assert run(["build", "-C", str(root)]) == 0
    return root / "site"


def ask(monkeypatch: pytest.MonkeyPatch, site: Path, older: str = "") -> object:
    """The exit code of the program, run in this process; with a log that is no text it is 1."""
    monkeypatch.setattr(sys, "argv", [str(PROGRAM), str(site), ROOT, older])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises((SystemExit, UnicodeDecodeError)) as ended:
        runpy.run_path(str(PROGRAM), run_name="__main__")
    return ended.value.code if isinstance(ended.value, SystemExit) else 1


@pytest.mark.parametrize("path", FILES)
def test_no_altered_byte_is_accepted(
    built: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    whole = (built / path).read_bytes()
    places = random.Random(path).sample(range(len(whole)), min(SHARE, len(whole)))  # noqa: S311 - not a secret
    through = []
    try:
        for place in places:
            for byte in (whole[place] ^ 1, whole[place] ^ 0x80):
                (built / path).write_bytes(whole[:place] + bytes((byte,)) + whole[place + 1 :])
                if not ask(monkeypatch, built):
                    through.append((place, byte))
    finally:
        (built / path).write_bytes(whole)

    assert through == []
    assert ask(monkeypatch, built) is False


def remove_log(site: Path) -> None:
    (site / "gongkai/log.txt").unlink()


def empty_log(site: Path) -> None:
    (site / "gongkai/log.txt").write_bytes(b"")


def garble_log(site: Path) -> None:
    (site / "gongkai/log.txt").write_bytes(b"\xff\xfe\n")


def remove_catalog(site: Path) -> None:
    shutil.rmtree(site / "gongkai/catalog")


def remove_manifest(site: Path) -> None:
    (site / "gongkai/manifest.json").unlink()


def garble_proof(site: Path) -> None:
    (site / GUIDE / "proof.json").write_bytes(b"\xff")


def deepen_proof(site: Path) -> None:
    (site / GUIDE / "proof.json").write_text("[" * 100_000, "utf-8")


def deepen_manifest(site: Path) -> None:
    (site / "gongkai/manifest.json").write_text('{"files":' * 100_000, "utf-8")


def retype_proof(site: Path) -> None:
    (site / GUIDE / "proof.json").write_text("[1]", "utf-8")


def retype_reviews(site: Path) -> None:
    proof = json.loads((site / GUIDE / "proof.json").read_text("utf-8"))
    (site / GUIDE / "proof.json").write_text(json.dumps(proof | {"reviews": 7}), "utf-8")


def put_folder_for_page(site: Path) -> None:
    (site / GUIDE / "index.html").unlink()
    (site / GUIDE / "index.html").mkdir()


def put_link(site: Path) -> None:
    (site / "assets/x.js").symlink_to("/dev/zero")


def put_odd_name(site: Path) -> None:
    Path(f"{site}/\x1b[2J\n核验通过").write_bytes(b"")


def put_undecodable_name(site: Path) -> None:
    (site / "a\udcff.txt").write_bytes(b"")


SHAPES: tuple[Callable[[Path], None], ...] = (
    shutil.rmtree,
    remove_log,
    empty_log,
    garble_log,
    remove_catalog,
    remove_manifest,
    garble_proof,
    deepen_proof,
    deepen_manifest,
    retype_proof,
    retype_reviews,
    put_folder_for_page,
    put_link,
    put_odd_name,
    put_undecodable_name,
)


@pytest.mark.parametrize("spoil", SHAPES, ids=lambda spoil: spoil.__name__)
def test_it_ends_in_chinese_on_any_folder(
    built: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    site = shutil.copytree(built, tmp_path / "site")
    spoil(site)
    done = subprocess.run([sys.executable, PROGRAM, site, ROOT], capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode()

    assert done.returncode in {1, 2}
    assert "Traceback" not in told
    assert "\x1b" not in told
    assert [word for word in ("核验不通过", "无从核验", "用法：") if word in told]
    assert "核验通过" not in told.splitlines()


def test_it_needs_a_folder_and_a_readable_checkpoint(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(b"\xff")
    assert "用法：" in str(ask(monkeypatch, tmp_path))
    assert ask(monkeypatch, built, str(tmp_path / "none")) is True
    assert ask(monkeypatch, built, str(tmp_path / "x")) is True
    assert SINGLE.sha(b"") == SINGLE.sha("")
