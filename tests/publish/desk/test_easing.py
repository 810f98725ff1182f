"""A revision on its branch is not yet what blocks a build."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.core.findings import Severity
from gongkai.core.rules import RULES
from gongkai.publish.desk.easing import ease_on_branch

if TYPE_CHECKING:
    from pathlib import Path

HELD = RULES["published-held"].at("content/a/b.md", 20, "已公开的文件没有发布时间，变成了待审")
OTHER = RULES["published-missing"].at("content/a/c.md", 0, "已公开的文件不见了")


@pytest.mark.parametrize(
    ("switch", "eased"),
    [
        ((), False),
        (("switch", "-q", "-c", "revise/b"), True),
        (("switch", "-q", "--detach"), False),
    ],
)
def test_only_a_branch_that_is_not_built_from_eases(
    tmp_path: Path, switch: tuple[str, ...], *, eased: bool
) -> None:
    who = ("-c", "user.name=r01", "-c", "user.email=r01@shili.example")
    for words in (
        ("init", "-q", "-b", "main"),
        ("commit", "-q", "--allow-empty", "-m", "a"),
        switch,
    ):
        if words:
            subprocess.run(("git", *who, *words), cwd=tmp_path, check=True)
    held, other = ease_on_branch(tmp_path, (HELD, OTHER))
    assert other == OTHER
    assert (held == HELD) is not eased
    if eased:
        assert held.severity is Severity.INFO
        assert held.message == "修订在分支上，尚未合并；现在合并到 main 会使构建停止"
        assert held.next_step.startswith("各级签完，到了公布的时间，再合并到 main")


def test_outside_of_git_nothing_eases(tmp_path: Path) -> None:
    assert ease_on_branch(tmp_path, (HELD,)) == (HELD,)
