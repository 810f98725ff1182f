"""Documents that end without a withdrawal: by right, or an operator's excuse."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.core.demo_keys import demo_public_key
from gongkai.core.log import Event, EventKind
from gongkai.publish.verify_history import list_steps
from tests.helpers import tiny_site
from tests.publish.test_verify_site import ROOT, blocking, check, forge, read_log, swap

if TYPE_CHECKING:
    from collections.abc import Callable

SINGLE = Path(__file__).parents[2] / "handbook" / "verify_site.py"
GUIDE = "tonggao/zixun-dianhua"
GONE = "tonggao/linshi-guanzhi"
RULE = "tonggao/chuangkou-shijian"


def make_files() -> dict[str, bytes]:
    """The tiny site; one document is shown until 18 November."""
    files = tiny_site.make_files()
    text = tiny_site.DOCUMENTS[tiny_site.GONE]
    window = text.replace("revision: 1\n", "revision: 1\nshow_until: 2026-11-18\n")
    files[tiny_site.GONE] = window.encode()
    days = ("2026-11-03", "2026-11-04", "2026-11-05")
    tiny_site.sign_levels(files, tiny_site.GONE, days, "2026-11-06 09:30")
    return files


def lose_key(files: dict[str, bytes]) -> None:
    """The second signer's key was in other hands from before the first build."""
    path = "catalog/reviewers.yml"
    key = f"  - key: {demo_public_key('r02').line}\n    start: 2024-01-01\n"
    lost = "    revoked:\n      kind: compromised\n      date: 2026-11-19\n"
    more = f"{lost}      void_from: 2026-11-01\n  - key: {demo_public_key('r09').line}\n"
    text = files[path].decode().replace(key, f"{key}{more}    start: 2026-11-19\n")
    files[path] = text.encode()
    tiny_site.seal(files, version=2)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """All public; one past its window; all others suspended."""
    root = tmp_path_factory.mktemp("ended")
    files = make_files()
    built = []
    for number, day in enumerate(("2026-11-17", "2026-11-19", "2026-11-20"), 1):
        if number == 3:
            lose_key(files)
        tiny_site.write_files(root, files)
        assert run(["build", "-C", str(root), "--today", day]) == 0
        built.append(shutil.copytree(root / "site", root / f"site{number}"))
    return tuple(built)


def ask_single(site: Path, older: Path) -> int:
    command = [sys.executable, str(SINGLE), str(site), ROOT, str(older / "gongkai/checkpoint.txt")]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_ends_by_right_are_accepted(sites: tuple[Path, ...]) -> None:
    found = [check(site) for site in sites]

    assert [proof.findings for proof in found] == [(), (), ()]
    assert [(proof.published, proof.ended) for proof in found] == [(3, 0), (2, 1), (0, 3)]
    assert [ask_single(site, sites[0]) for site in sites] == [0, 0, 0]
    steps = list_steps(read_log(sites[2]), len(read_log(sites[0]).lines))
    assert [(step.what, step.subject) for step in steps] == [
        ("公示期满", GONE),
        ("暂停公开", RULE),
        ("暂停公开", GONE),
        ("暂停公开", GUIDE),
    ]


def end(site: Path, kind: EventKind) -> None:
    """An operator makes a public document vanish under a pretext."""
    path = site / GUIDE / "proof.json"
    proof = json.loads(path.read_text("utf-8"))
    keys = ("site", "path", "reviews")
    ended = {"type": "gongkai-ended/v1"} | {key: proof[key] for key in keys[:2]}
    ended |= {"event": str(kind), "revision": 1, "reviews": proof["reviews"]}
    path.write_text(json.dumps(ended, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (site / GUIDE / "dianhua-biao.txt").unlink()
    shutil.copy(site / GONE / "index.html", site / GUIDE / "index.html")

    def add(events: list[Event]) -> list[Event]:
        known = next(event for event in events if event.subject == GUIDE)
        last = events[-1]._replace(revision=events[-1].revision - 1)
        return [*events, known._replace(kind=kind), last]

    forge(site, add)


@pytest.mark.parametrize("kind", [EventKind.SUSPEND, EventKind.EXPIRE])
def test_a_pretext_is_refused(sites: tuple[Path, ...], tmp_path: Path, kind: EventKind) -> None:
    site = shutil.copytree(sites[1], tmp_path / "site")
    end(site, kind)

    assert blocking(check(site)) == {("verify-proof", f"{GUIDE}/proof.json")}
    assert ask_single(site, sites[0]) == 1


def keep_text(site: Path) -> None:
    swap(site, f"{GONE}/index.html", "</h1>", '</h1><div class="gk-body">因设备检修</div>')


def keep_file(site: Path) -> None:
    (site / GONE / "fujian.txt").write_text("1\n", "utf-8")


def keep_source(site: Path) -> None:
    swap(site, f"{GONE}/proof.json", '"event"', '"source": "x",\n "event"')


def alter_statement(site: Path) -> None:
    swap(site, f"{GONE}/proof.json", '\\"until\\":\\"2026-11-18\\"', '\\"until\\":\\"2026-11-10\\"')


def name_other_event(site: Path) -> None:
    swap(site, f"{GONE}/proof.json", '"event": "expire"', '"event": "suspend"')


def remove_page(site: Path) -> None:
    (site / GONE / "index.html").unlink()


SPOILED: dict[str, tuple[Callable[[Path], None], set[tuple[str, str]]]] = {
    "text stays": (keep_text, {("verify-page", f"{GONE}/index.html")}),
    "attachment stays": (keep_file, {("verify-attachment", f"{GONE}/fujian.txt")}),
    "source stays": (keep_source, {("verify-proof", f"{GONE}/proof.json")}),
    "statement altered": (alter_statement, {("verify-proof", f"{GONE}/proof.json")}),
    "another event": (name_other_event, {("verify-proof", f"{GONE}/proof.json")}),
    "no notice": (remove_page, {("verify-page", f"{GONE}/index.html")}),
}


@pytest.mark.parametrize("case", SPOILED)
def test_spoiled_end_is_refused(sites: tuple[Path, ...], tmp_path: Path, case: str) -> None:
    spoil, expected = SPOILED[case]
    site = shutil.copytree(sites[1], tmp_path / "site")
    spoil(site)
    forge(site)

    assert blocking(check(site)) == expected
