from __future__ import annotations

import signal
from queue import Empty
from typing import TYPE_CHECKING

import pytest

from tests.helpers.running import LONGEST, Running
from tests.helpers.tiny_site import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

DOCUMENT = "content/tonggao/ceshi.md"


@pytest.fixture
def watch(root: Path) -> Iterator[Running]:
    running = Running(root, "check", "--watch")
    yield running
    running.end()


def test_only_what_is_new_or_solved_is_told_after_a_save(root: Path, watch: Running) -> None:
    first = watch.wait_for("正在监视")
    assert "提醒 catalog/reviewers.yml:1: 根密钥取自仓库本身，请核对指纹 [root-unpinned]" in first
    assert first[-2].startswith("可公开 1 件，待审 0 件；拦截 0 项，提醒 2 项，提示 0 项。（")

    write_files(root, {"content/tonggao/x.tmp": b"x"})
    second = watch.wait_for("正在监视")
    assert second[:2] == [
        "新增 1 项",
        "拦截 content/tonggao/x.tmp:1: 这里不应有此文件 [file-stray]",
    ]
    assert "root-unpinned" not in "".join(second)

    (root / "content/tonggao/x.tmp").unlink()
    third = watch.wait_for("正在监视")
    assert third[:2] == [
        "已解决 1 项",
        "  ✓ content/tonggao/x.tmp：这里不应有此文件 [file-stray]",
    ]

    (root / DOCUMENT).write_bytes((root / DOCUMENT).read_bytes())
    assert watch.wait_for("正在监视")[0] == "没有新增，也没有已解决的"

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(LONGEST) == 0
    watch.wait_for("已停止监视，没有改动任何文件")


def test_reading_starts_no_check(root: Path, watch: Running) -> None:
    watch.wait_for("正在监视")
    (root / DOCUMENT).read_bytes()
    with pytest.raises(Empty):
        watch.lines.get(timeout=2)


def test_a_file_that_is_gone_for_a_moment_is_waited_for(root: Path) -> None:
    running = Running(root, "check", "--watch", DOCUMENT)
    try:
        running.wait_for("正在监视")
        text = (root / DOCUMENT).read_bytes()
        (root / DOCUMENT).unlink()
        assert f"× 没有这个文件或文件夹：{DOCUMENT}" in running.wait_for("正在监视")
        (root / DOCUMENT).write_bytes(text)
        assert "可公开 1 件" in running.wait_for("正在监视")[-2]
    finally:
        running.end()


@pytest.mark.parametrize("more", [("--commit", "HEAD"), ("--format", "json")])
def test_a_commit_and_a_form_for_programs_are_not_watched(
    gongkai: Run, more: tuple[str, str]
) -> None:
    assert gongkai("check", "--watch", *more) == (
        2,
        "× --watch 看的是工作区，不能与 --commit 或供程序读取的格式同用\n",
    )
