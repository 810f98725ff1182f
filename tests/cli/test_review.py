from __future__ import annotations

import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import docx
import pytest

from tests.helpers.terminal import type_in
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import (
    CODE,
    PATH,
    STEPS,
    judge,
    list_rules,
    make_files,
    sign,
    write_document,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("ssh-keygen")
HEADERS = (
    *("文件", "名称", "轮到", "可签署", "已签", "公开期限"),
    *("剩余", "已等待", "问题", "栏目", "部门", "所在分支"),
)
HELD = "content/tonggao/daishen.md"
NUMBER = {"index_number": f"{CODE}/2026-00002"}


@pytest.fixture
def held(root: Path) -> Path:
    """One more document, not signed yet."""
    write_files(root, {HELD: write_document(**NUMBER).encode()})
    return root / HELD


def read(root: Path) -> dict[str, bytes]:
    paths = (p for p in root.rglob("*") if p.is_file() and ".git/" not in p.as_posix())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_the_last_signature_waits_for_what_the_gate_would_block(
    root: Path, gongkai: Run, keys: Path
) -> None:
    marked = write_document(**NUMBER).replace("\n---\n", "\n---\n\n机密★5年\n", 1)
    write_files(root, {HELD: marked.encode()})
    signs = [
        gongkai("review", "sign", HELD, "-k", str(keys / person), "-y", "--no-git")
        for person in ("r01", "r02", "r03")
    ]
    assert [code for code, _ in signs] == [0, 0, 1]
    assert "[scan-marking]" in signs[2][1]
    assert f"运行 gongkai review waive {HELD} 签署保留说明" in signs[2][1]
    assert signs[2][1].endswith("会拦截整个网站：先改正，或先作保留说明\n")
    assert b"published:" not in (root / HELD).read_bytes()


def test_nobody_signs_a_window_that_has_ended(root: Path, gongkai: Run, keys: Path) -> None:
    write_files(root, {HELD: write_document(**NUMBER, show_until="2026-11-19").encode()})
    answer = gongkai("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--no-git")
    assert answer == (2, "× 公示期（show_until）至 2026-11-19 届满，早于发布，请先改写\n")


@pytest.mark.usefixtures("held")
def test_three_people_sign_and_the_gate_clears_the_result(
    root: Path, gongkai: Run, keys: Path
) -> None:
    for level, person in enumerate(("r01", "r02", "r03"), 1):
        code, text = gongkai("review", "status", "--as", person)
        assert code == 0
        assert f"l{level}" in text
        assert HELD in text
        code, text = gongkai("review", "sign", HELD, "-k", str(keys / person), "-y", "--no-git")
        assert code == 0
        assert f"已签署 {HELD}：l{level} {person} 同意公开\n" in text
        assert ("各级审查完成，发布时间 2026-11-20 18:00" in text) == (level == 3)
        others = f"没有轮到 {person} 的文件；另有 1 件轮到他人，加 --all 查看\n"
        done = "没有待审的文件\n" if level == 3 else others
        assert gongkai("review", "status", "--as", person) == (3, done)
    verdict = judge(read(root))
    assert list_rules(verdict.findings) == []
    assert len(verdict.cleared) == 2


def test_the_sheet_shows_every_character_that_will_be_public(held: Path, gongkai: Run) -> None:
    body = "\n见[附件](https://a.b/) [bold]粗[/bold] :warning: 行末空格  \n全角　空格\n"
    held.write_text(write_document(body, **NUMBER), "utf-8")
    code, text = gongkai("review", "show", HELD)
    assert code == 0
    assert "见[附件](https://a.b/) [bold]粗[/bold] :warning: 行末空格··\n全角□空格\n" in text
    assert "网址　https://cs.shili.example/tonggao/daishen/\n" in text
    assert f"文件　{HELD}\n" in text
    assert "\ntitle: 示例市测试局关于冬季办公时间的通告\n" in text


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("content/tonggao/x.md", "r01"), "× 没有这个文件：content/tonggao/x.md"),
        (
            (HELD, "r02"),
            "× r02 没有在本栏目、本部门签署 l1 的授权；现在轮到 l1 信息员初审，可以签的人见",
        ),
        (
            (HELD, "r40"),
            "× 这把密钥没有登记在 catalog/reviewers.yml 中；请核对 --key，新密钥须先登记",
        ),
        ((HELD, "r01", "--as", "r02"), "× 这把密钥没有登记在 r02 名下"),
        ((HELD, "none"), "× 没有这个密钥文件："),
        ((HELD, "r01", "--basis", '"'), "× 审查意见应为一行文字"),
        ((PATH, "r03"), "× 各级审查已经完成或已被退回；修改后请先运行 gongkai revise"),
    ],
)
def test_who_may_not_sign_is_told_why(
    root: Path, gongkai: Run, keys: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = read(root)
    path, key, *more = arguments
    code, text = gongkai("review", "sign", path, "-k", str(keys / key), "-y", "--no-git", *more)
    assert code == 2
    assert message in text
    assert read(root) == before


def test_a_faulty_document_is_not_signed(held: Path, gongkai: Run, keys: Path) -> None:
    held.write_text(write_document("\n<b>甲</b>\n", **NUMBER), "utf-8")
    code, text = gongkai("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--no-git")
    assert code == 1
    assert f"{HELD}:17: 正文中有 HTML 标记、注释或实体 [html-forbidden]" in text
    assert text.endswith("文件还有问题，先改正再签署\n")


def test_a_level_signed_over_another_text_is_not_built_upon(
    root: Path, gongkai: Run, keys: Path
) -> None:
    files = make_files((HELD, write_document(**NUMBER)))
    sign(files, HELD, STEPS[:1], published=None)
    write_files(root, {HELD: files[HELD].replace("9时".encode(), "8时".encode())})
    code, text = gongkai("review", "sign", HELD, "-k", str(keys / "r02"), "-y", "--no-git")
    assert code == 1
    assert "r01 的 l1 签名与文件不符 [review-signature]" in text
    assert "内容在签署后改过，请运行 gongkai revise 重新送审" in text


@pytest.mark.parametrize(("flag", "decision"), [((), "退回"), (("--refer",), "报请确定")])
def test_a_refusal_is_signed_and_ends_the_turn(
    held: Path, gongkai: Run, keys: Path, flag: tuple[str, ...], decision: str
) -> None:
    bare = held.read_bytes()
    arguments = ("review", "refuse", HELD, "-k", str(keys / "r01"), "-r", "附件有误", "--no-git")
    assert gongkai(*arguments, *flag) == (0, f"已签署 {HELD}：l1 r01 {decision}\n")
    assert gongkai("check")[0] == 0
    code, text = gongkai("review", "status")
    assert code == 0
    assert f"{decision}：附件有误" in text
    assert gongkai("review", "sign", HELD, "-k", str(keys / "r02"), "-y", "--no-git")[0] != 0
    assert gongkai("revise", HELD)[0] == 0
    assert held.read_bytes() == bare


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_signed(
    held: Path, gongkai: Run, keys: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = held.read_bytes()
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    code, text = gongkai("review", "sign", HELD, "-k", str(keys / "r01"), "--no-git")
    assert code == 130
    assert "已中断，没有改动任何内容" in text
    assert held.read_bytes() == before


def test_a_release_time_is_written_by_the_last_level(root: Path, gongkai: Run, keys: Path) -> None:
    files = make_files((HELD, write_document(**NUMBER)))
    sign(files, HELD, STEPS[:2], published=None)
    write_files(root, {HELD: files[HELD]})
    sign_last = ("review", "sign", HELD, "-k", str(keys / "r03"), "-y", "--no-git", "--at")
    code, text = gongkai(*sign_last, "2026-11-20 17:59")
    assert (code, text) == (2, "× 发布时间不得早于终审\n")
    assert gongkai(*sign_last, "2026-12-01 09:00")[0] == 0
    assert [d.id for d in judge(read(root)).scheduled] == ["tonggao/daishen"]


@pytest.mark.needs("git")
@pytest.mark.usefixtures("held")
def test_a_signature_is_one_commit_of_one_file(root: Path, gongkai: Run, keys: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "t")
    git("config", "user.email", "t@shili.example")
    (root / "other.txt").write_text("x", "utf-8")
    assert gongkai("review", "sign", HELD, "-k", str(keys / "r01"), "-y")[0] == 0
    assert git("log", "--format=%s").strip() == f"review: l1 同意公开 {HELD}"
    assert git("ls-files").split() == [HELD]


def test_a_withdrawal_leaves_a_tombstone_without_the_text(
    root: Path, gongkai: Run, keys: Path
) -> None:
    files = make_files(
        (PATH, write_document(attachments=("{file: a.txt, title: 甲}",))),
    ) | {"content/tonggao/ceshi.files/a.txt": b"x"}
    sign(files)
    write_files(root, files)
    code, text = gongkai(
        *("review", "withdraw", PATH, "-k", str(keys / "r02"), "-r", "内容有误"),
        *("--notice", "见[/甲] :x: 更正后重新公开。", "-y", "--no-git"),
    )
    assert code == 0
    assert f"已撤回 {PATH}\n下次构建生效；须立即下线的，" in text
    assert 'notice: "见[/甲] :x: 更正后重新公开。"\n' in text
    verdict = judge(read(root))
    assert list_rules(verdict.findings) == []
    assert [g.id for g in verdict.withdrawn] == ["tonggao/ceshi"]
    assert not (root / "content/tonggao/ceshi.files").exists()


def test_evidence_is_exported(root: Path, gongkai: Run) -> None:
    code, text = gongkai("review", "export", "out")
    assert (code, text.split("，")[0]) == (0, "已导出 3 条审查记录到 out/")
    assert (root / "out/tonggao/ceshi.l3.json.sig").exists()


def test_the_form_for_the_paper_file(root: Path, gongkai: Run) -> None:
    path = "build/review-forms/tonggao-ceshi.docx"
    assert gongkai("review", "form", PATH) == (0, f"已写入 {path}\n")
    text = docx.Document(str(root / path)).tables[0].cell(0, 1).text
    assert text == "示例市测试局关于冬季办公时间的通告"
    assert gongkai("review", "form", PATH, "-o", "a.doc") == (2, "× --out 应是 .docx 文件：a.doc\n")
    assert gongkai("review", "form", PATH, "-o", "a/b.docx") == (0, "已写入 a/b.docx\n")


@pytest.mark.usefixtures("held")
def test_the_worklist_for_other_programs(root: Path, gongkai: Run) -> None:
    write_files(root, {"content/tonggao/xin.md": write_document(title="【待填写】").encode()})
    code, text = gongkai("review", "status")
    assert code == 0
    assert [line.split("\t") for line in text.splitlines()] == [
        [*HEADERS],
        [
            HELD,
            "示例市测试局关于冬季办公时间的通告",
            "l1 信息员初审",
            "r01",
            "无",
            "2026-11-30",
            "还有 6 个工作日",
            "14 个工作日",
            "",
            "通告",
            "办公室",
            "",
        ],
        ["content/tonggao/xin.md", "【待填写】", "尚未写完", *[""] * 5, "1", "通告", "办公室", ""],
    ]
    assert gongkai("review", "status", "--role", "l2") == (3, "没有待审的文件\n")
    assert gongkai("review", "status", "--role", "l9") == (2, "× 没有层级 l9，本站有：l1、l2、l3\n")
    assert gongkai("review", "status", "--as", "r99") == (
        2,
        "× 人员 r99 不在 catalog/reviewers.yml 中\n",
    )


def test_signatures_that_no_longer_hold_are_explained(root: Path, gongkai: Run) -> None:
    files = make_files((HELD, write_document(**NUMBER)))
    sign(files, HELD, STEPS[:1], published=None)
    write_files(root, {HELD: files[HELD].replace("9时".encode(), "8时".encode())})
    code, text = gongkai("review", "status", "--as", "r01")
    assert code == 0
    assert "\t须用 gongkai revise 重新送审\t\tl1 r01 11-03\t" in text
    assert "r01 的 l1 签名与文件不符 [review-signature]" in text


def test_late_documents_say_so(root: Path, gongkai: Run) -> None:
    files = {HELD: write_document(**NUMBER, made="2026-10-08").encode()}
    write_files(root, files | {"content/tonggao/b.md": write_document(made="2026-10-23").encode()})
    rows = [line.split("\t") for line in gongkai("review", "status")[1].splitlines()[1:]]
    assert [(row[0], row[6]) for row in rows] == [
        (HELD, "逾期 12 个工作日"),
        ("content/tonggao/b.md", "今天到期"),
    ]


@pytest.mark.usefixtures("held")
def test_the_worklist_on_a_terminal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    printed = type_in(root, {}, "review", "status", "--as", "r01")
    assert printed.split("\n") == [
        HELD,
        "    示例市测试局关于冬季办公时间的通告　通告　办公室",
        "    l1 信息员初审（r01）　还有 6 个工作日（2026-11-30）　已等待 14 个工作日",
        "",
    ]


def test_check_names_what_was_changed_after_a_signature(
    root: Path, held: Path, gongkai: Run, keys: Path
) -> None:
    assert gongkai("review", "sign", HELD, "-k", str(keys / "r01"), "-y", "--no-git")[0] == 0
    assert "[review-" not in gongkai("check", HELD)[1]
    text = held.read_text("utf-8").replace("冬季办公时间为9时", "冬季办公时间为8时")
    write_files(root, {HELD: text.encode()})
    code, told = gongkai("check", HELD)
    assert code == 0
    assert "提醒 " in told
    assert "[review-signature]" in told
    assert f"下一步：运行 gongkai revise {HELD} 去掉已有的审查记录，重新送审" in told
