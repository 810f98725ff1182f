from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.helpers.tiny_site import write_files
from tests.helpers.tree import make_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

STRAY = "content/tonggao/caogao.txt"


def test_a_clear_repository(gongkai: Run) -> None:
    code, text = gongkai("check")
    assert code == 0
    assert text.endswith("可公开 1 件，待审 0 件；拦截 0 项，提醒 2 项，提示 0 项。\n")
    assert "提醒 catalog/reviewers.yml:1: 根密钥取自仓库本身，请核对指纹 [root-unpinned]\n" in text


def test_a_blocked_repository_and_nothing_is_written(root: Path, gongkai: Run) -> None:
    write_files(root, {STRAY: b"x"})
    before = sorted(root.rglob("*"))
    code, text = gongkai("check")
    assert code == 1
    assert text.startswith(
        f"拦截 {STRAY}:1: 这里不应有此文件 [file-stray]\n"
        "    依据：《保守国家秘密法实施条例》第四十二条：先审查、后公开\n"
        "    下一步：删除该文件，或列入所属文件的 attachments 后重新送审\n"
    )
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (STRAY, 1),
        ("content/tonggao", 1),
        ("content/tonggao/", 1),
        ("./content", 1),
        ("content/tonggao/ceshi.md", 0),
        ("content/tongg", 3),
        ("catalog", 0),
    ],
)
def test_only_what_is_asked_for_is_judged(root: Path, gongkai: Run, path: str, code: int) -> None:
    write_files(root, {STRAY: b"x"})
    assert gongkai("check", path)[0] == code
    assert gongkai("check", str(root / path))[0] == code


def test_a_document_is_judged_with_its_attachments(root: Path, gongkai: Run) -> None:
    own = "content/tonggao/ceshi.files/caogao.txt"
    write_files(root, {own: b"x\n", STRAY: b"x"})
    code, text = gongkai("check", "content/tonggao/ceshi.md")
    assert code == 1
    assert f"拦截 {own}:1: " in text
    assert STRAY not in text


def test_findings_as_json(root: Path, gongkai: Run) -> None:
    write_files(root, {STRAY: b"x"})
    code, text = gongkai("check", STRAY, "--format", "json")
    assert code == 1
    assert json.loads(text) == [
        {
            "rule": "file-stray",
            "severity": "block",
            "path": STRAY,
            "line": 0,
            "message": "这里不应有此文件",
            "basis": "《保守国家秘密法实施条例》第四十二条：先审查、后公开",
            "next_step": "删除该文件，或列入所属文件的 attachments 后重新送审",
        }
    ]


def test_findings_as_annotations(root: Path, gongkai: Run) -> None:
    write_files(root, {STRAY: b"x"})
    code, text = gongkai("check", "--format", "github")
    assert code == 1
    assert text.splitlines()[0] == (
        f"::error file={STRAY},line=1::这里不应有此文件 [file-stray]。"
        "下一步：删除该文件，或列入所属文件的 attachments 后重新送审"
    )
    assert [line.split(" ")[0] for line in text.splitlines()] == [
        "::error",
        "::warning",
        "::warning",
    ]


def test_lines_are_what_a_pipe_shows(root: Path, gongkai: Run) -> None:
    write_files(root, {STRAY: b"x"})
    assert gongkai("check", "--format", "lines") == gongkai("check")


def test_each_rule_is_explained_once(root: Path, gongkai: Run) -> None:
    write_files(root, {STRAY: b"x", "content/tonggao/b.txt": b"x"})
    _, text = gongkai("check", "content", "--explain")
    assert text.count("    错：\n        content/tonggao/dongji-shijian.md\n") == 1
    assert "错：" not in gongkai("check", "content")[1]


def test_a_repository_without_documents(tmp_path: Path, gongkai: Run) -> None:
    write_files(tmp_path / "empty", make_files())
    code, text = gongkai("check", "-C", str(tmp_path / "empty"))
    assert (code, text.splitlines()[-1]) == (3, "content/ 下没有文件")


def test_a_folder_that_is_no_repository(tmp_path: Path, gongkai: Run) -> None:
    code, text = gongkai("check", "-C", str(tmp_path))
    assert code == 2
    assert text == f"× {tmp_path} 不是 gongkai 仓库（缺少 catalog/），请用 -C 指定\n"


def test_a_folder_inside_the_repository_names_where_to_go(root: Path, gongkai: Run) -> None:
    inside = root / "content"
    code, text = gongkai("check", "-C", str(inside))
    told = f"× {inside} 不是 gongkai 仓库（缺少 catalog/），先 cd {root}，文件写作 content/…\n"
    assert (code, text) == (2, told)


def test_an_unknown_commit(gongkai: Run) -> None:
    assert gongkai("check", "--commit", "nothing") == (
        2,
        "× git 中没有提交 nothing；分支名和提交号可用 git branch、git log 查看\n",
    )


def test_a_broken_catalogue_blocks(root: Path, gongkai: Run) -> None:
    write_files(root, {"catalog/policy.yml": "version: 一\n".encode()})
    code, text = gongkai("check")
    assert code == 1
    assert "拦截 catalog/policy.yml:1: 版本 (version)：应为不带符号的整数 [catalog-broken]" in text


def test_names_that_could_fool_a_terminal_are_escaped(root: Path, gongkai: Run) -> None:
    write_files(root, {"content/tonggao/\x1b[2J\n::set.md": b"x"})
    for form in ("text", "lines", "github", "json", "gitlab", "junit", "sarif"):
        code, text = gongkai("check", "--format", form)
        assert code == 1
        assert "\x1b" not in text
        assert "\n::set" not in text


@pytest.mark.parametrize("command", ["build", "report", "serve", "check"])
def test_outside_a_repository_nothing_is_read_or_written(
    root: Path, gongkai: Run, command: str
) -> None:
    before = sorted(root.rglob("*"))
    code, text = gongkai(command, "-C", str(root / "content"))

    assert code == 2
    assert "不是 gongkai 仓库" in text
    assert sorted(root.rglob("*")) == before
