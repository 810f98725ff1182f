from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gongkai.publish.changeover import (
    PlaceError,
    change_over,
    check_place,
    make_fresh_folder,
    remove,
    sweep_left_overs,
)
from gongkai.publish.lock import FolderLock


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


def test_what_another_build_still_writes_is_not_swept(tmp_path: Path) -> None:
    live = tmp_path / "site"
    fresh = prepare(live, "一")
    lock = FolderLock(fresh)
    sweep_left_overs(live)
    assert (fresh / "index.html").exists()
    lock.release()
    sweep_left_overs(live)
    assert not fresh.exists()


def test_an_old_site_that_stood_aside_when_the_build_was_killed_is_put_back(tmp_path: Path) -> None:
    live = tmp_path / "site"
    fresh = prepare(live, "新")
    aside = fresh.with_name(f"{fresh.name}-old")
    aside.mkdir()
    (aside / "index.html").write_text("旧", "utf-8")

    sweep_left_overs(live)

    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (live / "index.html").read_text("utf-8") == "旧"


def test_a_change_over_that_the_system_refuses_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    live = tmp_path / "site"
    change_over(prepare(live, "旧"), live)
    with pytest.raises(FileNotFoundError):
        change_over(tmp_path / "none", live)
    assert (live / "index.html").read_text("utf-8") == "旧"


def test_a_mount_point_is_no_place_for_a_site() -> None:
    with pytest.raises(PlaceError, match="挂载点"):
        check_place(Path("/proc"), mark="gongkai/manifest.json")
