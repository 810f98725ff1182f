from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.changeover import change_over, make_fresh_folder, remove, sweep_left_overs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["linux", "darwin"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: the exchange in one step, and two renames where there is none."""
    name: str = request.param
    if name != sys.platform:
        monkeypatch.setattr(sys, "platform", name)
    return name


def prepare(live: Path, text: str) -> Path:
    fresh = make_fresh_folder(live)
    (fresh / "index.html").write_text(text, "utf-8")
    return fresh


@pytest.mark.usefixtures("platform")
def test_the_new_site_takes_the_place_of_the_old_one_and_nothing_is_left(tmp_path: Path) -> None:
    live = tmp_path / "www" / "site"
    for text in ("一", "二", "三"):
        remove(change_over(prepare(live, text), live))
        assert (live / "index.html").read_text("utf-8") == text
        assert [path.name for path in live.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("platform")
def test_a_link_in_the_place_of_the_live_site_is_replaced_not_followed(tmp_path: Path) -> None:
    live, old = tmp_path / "site", tmp_path / "old"
    old.mkdir()
    (old / "keep.txt").touch()
    live.symlink_to(old)
    change_over(prepare(live, "一"), live)
    assert not live.is_symlink()
    assert (live / "index.html").read_text("utf-8") == "一"
    assert (old / "keep.txt").exists()


@pytest.mark.usefixtures("platform")
def test_a_link_to_nowhere_is_replaced(tmp_path: Path) -> None:
    live = tmp_path / "site"
    live.symlink_to(tmp_path / "nowhere")
    change_over(prepare(live, "一"), live)
    assert (live / "index.html").exists()


def test_fresh_folders_are_beside_the_live_site_readable_and_swept(tmp_path: Path) -> None:
    live = tmp_path / "site"
    fresh = prepare(live, "一")
    assert fresh.parent == tmp_path
    assert fresh.name.startswith(".site-new-")
    assert fresh.stat().st_mode & 0o777 == 0o755
    (tmp_path / ".other-new-x").mkdir()
    live.mkdir()
    sweep_left_overs(live)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other-new-x", "site"]
