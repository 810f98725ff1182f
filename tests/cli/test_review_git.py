"""Reviews in git: two clones, a server, real keys."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.helpers.tree import CODE, PATH, make_files, sign, write_document
from tests.helpers.two_clones import Pair, make_pair

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("git", "ssh-keygen")
HELD = "content/tonggao/daishen.md"
AGREED = "review: l1 同意公开 content/tonggao/daishen.md"


class Terminal(StringIO):
    """Somebody at a terminal, who has typed these answers."""

    def isatty(self) -> bool:
        """A terminal it is."""
        return True


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two clones of a repository with a public document and one that waits."""
    held = write_document(index_number=f"{CODE}/2026-00002", drafter="r07")
    files = make_files((PATH, write_document()), (HELD, held))
    sign(files)
    return make_pair(tmp_path, files)


@pytest.fixture
def first(pair: Pair, gongkai: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in the first clone."""
    return at(pair.first.root, gongkai, monkeypatch)


def at(root: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in a clone, with answers typed after `<`."""

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(root)
        words, _, typed = " ".join(arguments).partition(" < ")
        monkeypatch.setattr("sys.stdin", Terminal(typed.replace(" ", "\n") + "\n"))
        return gongkai(*(words.split(" ") if typed else arguments))

    return call


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("y y", ("已推送到 origin/main\n", AGREED)), ("y n", ("推送到 origin/main？", "site: 起始"))],
)
def test_after_the_signature_it_asks_whether_to_push(
    pair: Pair, first: Run, keys: Path, typed: str, expected: tuple[str, str]
) -> None:
    told, pushed = expected
    code, text = first("review", "sign", HELD, "-k", str(keys / "r01"), "<", typed)
    assert (code, told in text) == (0, True)
    assert pair.first.git("log", "-1", "--format=%s") == AGREED
    assert pair.server("log", "-1", "--format=%s", "main") == pushed


def test_unpushed_commits_are_named_before_they_go(pair: Pair, first: Run, keys: Path) -> None:
    pair.first.write({"note.txt": "x"})
    pair.first.git("add", "note.txt")
    pair.first.git("commit", "-q", "-m", "note: 备忘")
    _, text = first("review", "sign", HELD, "-k", str(keys / "r01"), "<", "y n")
    assert f"还没有推送的提交有 2 个：\n    note: 备忘\n    {AGREED}\n" in text


def test_whoever_comes_second_is_told_and_may_give_way(
    pair: Pair, gongkai: Run, first: Run, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = at(pair.second.root, gongkai, monkeypatch)
    sign_first = ("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--push")
    assert first(*sign_first)[0] == 0
    code, text = second(*sign_first)
    assert code == 0
    assert "服务器上的文件已有变化，没有推送；本机提交和签名原样保留\n" in text
    assert f"{HELD}：l1 已由 r01 于 2026-11-20 签署（同意公开：内容真实准确" in text
    mine = pair.second.git("rev-parse", "HEAD")
    assert second("review", "push", "<", "n")[0] == 1
    assert pair.second.git("rev-parse", "HEAD") == mine
    code, text = second("review", "push", "--give-way")
    kept = pair.second.git("for-each-ref", "--format=%(refname:short)", "refs/heads/kept")
    assert (code, text) == (0, f"已改用服务器上的文件；原来的提交保留在分支 {kept}\n")
    assert pair.second.git("rev-parse", kept) == mine
    assert pair.second.git("rev-parse", "HEAD") == pair.first.git("rev-parse", "HEAD")
    assert pair.second.status == ""


def test_what_was_fetched_but_not_pulled_is_not_signed_again(
    pair: Pair, gongkai: Run, first: Run, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--push")
    pair.second.git("fetch", "-q")
    second = at(pair.second.root, gongkai, monkeypatch)
    code, text = second("review", "sign", HELD, "-k", str(keys / "r01"), "-y")
    assert code == 1
    assert text.startswith(f"{HELD}：l1 已由 r01 于 2026-11-20 签署（同意公开：内容真实准确")
    assert text.endswith("服务器上的文件比这里新，先运行 git pull 再审查\n")
    assert pair.second.status == ""


def test_a_refusal_reaches_whoever_drafted_it(
    pair: Pair, gongkai: Run, first: Run, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = first(
        "review", "refuse", HELD, "-k", str(keys / "r01"), "-r", "附件二缺页", "--push"
    )
    assert (code, "已推送到 origin/main" in text) == (0, True)
    assert pair.server("log", "-1", "--format=%B", "main") == (
        f"review: l1 退回 {HELD}\n\n理由：附件二缺页"
    )
    pair.second.git("pull", "-q")
    pair.second.git("config", "gongkai.person", "r07")
    editor = at(pair.second.root, gongkai, monkeypatch)
    code, text = editor("review", "status")
    assert code == 0
    assert text.split("\n") == [
        "退回：附件二缺页（r01 信息员初审，2026-11-20）",
        f"    {HELD}　示例市测试局关于冬季办公时间的通告　拟稿人 r07",
        f"    下一步：改正后运行 gongkai revise {HELD} 重新送审",
        "",
    ]
    code, text = editor("check")
    assert (code, "退回：附件二缺页（r01，2026-11-20） [review-returned]\n" in text) == (0, True)
    assert editor("revise", HELD)[0] == 0
    assert editor("review", "status") == (
        3,
        "没有轮到 r07 的文件；另有 1 件轮到他人，加 --all 查看\n",
    )


def test_what_cannot_be_committed_is_not_signed(
    pair: Pair, first: Run, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    pair.first.git("config", "--unset", "user.email")
    pair.first.git("config", "user.useConfigOnly", "true")
    before = (pair.first.root / HELD).read_bytes()
    code, text = first("review", "sign", HELD, "-k", str(keys / "r01"), "-y")
    assert code == 2
    assert text.startswith("× git 不知道提交人是谁：先运行 git config --global user.name")
    assert (pair.first.root / HELD).read_bytes() == before
    assert first("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--no-git")[0] == 0


def test_a_hook_that_refuses_the_commit_leaves_the_signed_file(
    pair: Pair, first: Run, keys: Path
) -> None:
    hook = pair.first.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho '× 扫描发现身份证号'\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    code, text = first("review", "sign", HELD, "-k", str(keys / "r01"), "-y")
    assert code == 0
    assert (
        "提醒 git 没有提交，文件已写好；按下面的原因处理后自行提交：\n    × 扫描发现身份证号\n"
        in text
    )
    assert f'下一步：git commit -m "{AGREED}" -- {HELD}\n' in text
    assert pair.first.status == f"M {HELD}"


def test_attachments_that_nobody_committed_are_named(pair: Pair, first: Run, keys: Path) -> None:
    held = write_document(
        index_number=f"{CODE}/2026-00002", attachments=("{file: a.txt, title: 甲}",)
    )
    pair.first.send({HELD: held})
    pair.first.write({"content/tonggao/daishen.files/a.txt": "甲\n"})
    code, text = first("review", "sign", HELD, "-k", str(keys / "r01"), "-y")
    assert code == 0
    assert "提醒 附件还没有提交：content/tonggao/daishen.files/a.txt\n" in text
    assert "下一步：git add content/tonggao/daishen.files，再 git commit" in text


def test_a_revision_goes_its_way_on_a_branch(pair: Pair, first: Run, keys: Path) -> None:
    code, text = first("revise", PATH, "--note", "更正时间", "<", "y")
    assert code == 0
    assert f"{PATH}：已开出第 2 版，修改后重新送审（分支 revise/ceshi）\n" in text
    assert "3. git push -u origin revise/ceshi；审查人运行 gongkai review status 即可看到\n" in text
    assert pair.first.git("branch", "--show-current") == "revise/ceshi"
    pair.first.git("commit", "-q", "-am", "content: 修订")
    pair.first.git("push", "-q", "-u", "origin", "revise/ceshi")
    for person in ("r01", "r02"):
        assert first("review", "sign", PATH, "-k", str(keys / person), "-y", "--push")[0] == 0
    code, text = first("review", "sign", PATH, "-k", str(keys / "r03"), "-y", "--push")
    assert code == 0
    assert "现在在分支 revise/ceshi 上，合并到 main 后才公开" in text
    pair.first.git("switch", "-q", "main")
    code, text = first("review", "status", "--all")
    assert (code, "git merge revise/ceshi" in text) == (0, True)
    pair.first.git("merge", "-q", "revise/ceshi")
    assert PATH not in first("review", "status", "--all")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--branch", "--name", "a..b"), "× 不能用作分支名：a..b\n"),
        (("--branch", "--name", "old"), "× 已有分支 old：运行 git switch old 接着修改"),
    ],
)
def test_no_branch_no_revision(
    pair: Pair, first: Run, arguments: tuple[str, ...], message: str
) -> None:
    pair.first.git("branch", "old")
    code, text = first("revise", PATH, "--note", "更正", *arguments)
    assert (code, text[: len(message)]) == (2, message)
    assert (pair.first.status, pair.first.git("branch", "--show-current")) == ("", "main")
