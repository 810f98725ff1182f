"""Lending a level, letting a finding stand, withdrawing: what is signed beside reviews."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.core.delegation import parse_delegation
from tests.helpers.tiny_site import CATALOG, find_draft, write_files
from tests.helpers.tree import (
    CODE,
    ENTRY,
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
HELD = "content/tonggao/daishen.md"
NUMBER = {"index_number": f"{CODE}/2026-00002"}
LENT = ("--to", "r02", "--role", "l3", "--start", "2026-11-20", "--end", "2026-12-01", "-r", "出差")
FILE = "catalog/delegations/r03-r02-l3-2026-11-20.txt"
WAIVERS = CATALOG["policy"] + "waiver_roles: [l2, l3]\n"


def read(root: Path) -> dict[str, bytes]:
    paths = (p for p in root.rglob("*") if p.is_file() and ".git/" not in p.as_posix())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_a_level_is_lent_and_used(root: Path, gongkai: Run, keys: Path) -> None:
    files = make_files((HELD, write_document(**NUMBER)))
    sign(files, HELD, (STEPS[0],), published=None)
    write_files(root, {HELD: files[HELD]})
    code, text = gongkai(
        *("review", "delegate", *LENT, "-k", str(keys / "r03"), "-y", "--no-git"),
        *("--units", "bangongshi，yewu", "--columns", "tonggao"),
    )
    assert (code, text.splitlines()[-1]) == (0, f"已写入 {FILE}：r03 委托 r02 签署 l3")
    delegation = parse_delegation((root / FILE).read_text("utf-8"))
    assert (delegation.units, delegation.columns) == (("bangongshi", "yewu"), ("tonggao",))
    assert gongkai("check")[0] == 0
    assert "委托　r03 委托 r02 签署 l3" in gongkai("review", "show", HELD)[1]
    assert [d.taker for d in judge(read(root)).catalog.delegations] == ["r02"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (("--to", "r40"), "r40 不在 catalog/reviewers.yml 中"),
        (("--to", "r01"), "受托人须有l2或l3的授权"),
        (("--end", "2027-01-01"), "委托期限超过 30 日"),
        (("--start", "2026-11-19"), "委托须在离岗之前作出"),
        (("--role", "l2"), "委托人自己没有 l2 的授权"),
        (("-r", "<b>"), "委托事由只能写"),
        (("--units", "meiyou"), "没有这个部门或栏目：meiyou"),
    ],
)
def test_what_would_not_count_is_not_signed(
    root: Path, gongkai: Run, keys: Path, changes: tuple[str, ...], message: str
) -> None:
    key = str(keys / "r03")
    code, text = gongkai("review", "delegate", *LENT, *changes, "-k", key, "-y", "--no-git")
    assert (code, message in text) == (2, True), text
    assert not (root / "catalog/delegations").exists()


@pytest.mark.needs("git")
def test_a_delegation_is_one_commit_of_one_file(root: Path, gongkai: Run, keys: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "t")
    git("config", "user.email", "t@shili.example")
    assert gongkai("review", "delegate", *LENT, "-k", str(keys / "r03"), "-y")[0] == 0
    assert git("log", "--format=%s").strip() == "review: r03 委托 r02 l3"
    assert git("ls-files").split() == [FILE]


@pytest.fixture
def found(root: Path) -> Path:
    """A published document whose text the scanner does not like, and a policy with waivers."""
    body = "\n来电人电话13912345678，已答复。\n"
    files = make_files((PATH, write_document(body)), policy=WAIVERS)
    sign(files)
    write_files(root, files)
    return root / PATH


def list_ids(text: str) -> list[str]:
    return re.findall(r"（编号 ([0-9a-f]{16})）", text)


def test_findings_are_listed_and_one_is_let_stand(found: Path, gongkai: Run, keys: Path) -> None:
    code, text = gongkai("review", "waive", PATH)
    assert code == 0
    assert "13912345678" not in text
    (name,) = set(list_ids(text))
    assert f"编号 {name}" in gongkai("review", "show", PATH)[1]
    waive = ("review", "waive", PATH, "-f", name, "-r", "本人书面同意公开", "--no-git", "-y")
    code, text = gongkai(*waive, "--until", "2027-06-30", "-k", str(keys / "r02"))
    assert code == 0, text
    assert f"r02 保留 {name}，至 2027-06-30" in text
    assert "\nwaivers:\n- {finding: " in found.read_text("utf-8")
    assert gongkai("review", "waive", PATH) == (3, "没有可作保留说明的问题\n")
    assert name not in gongkai("check")[1]
    again = gongkai(*waive, "--until", "2027-06-30", "-k", str(keys / "r02"))
    assert (again[0], "或者已经保留" in again[1]) == (2, True)


@pytest.mark.parametrize(
    ("key", "more", "message"),
    [
        ("r01", ("--until", "2027-06-30"), "拟稿人不得为自己的文件作保留说明"),
        ("r05", ("--until", "2027-06-30"), "无权作保留说明"),
        ("r02", (), "用 --until 写明期限"),
        ("r02", ("--until", "2036-06-30"), "至多五年"),
        ("r02", ("--until", "2026-11-19"), "期限不对"),
        ("r02", ("--until", "2027-06-30", "-r", '"'), "审查意见应为一行文字"),
    ],
)
def test_who_may_not_waive_is_told_why(  # noqa: PLR0917
    found: Path, gongkai: Run, keys: Path, key: str, more: tuple[str, ...], message: str
) -> None:
    before = found.read_bytes()
    name = list_ids(gongkai("review", "waive", PATH)[1])[0]
    waive = ("review", "waive", PATH, "-f", name, "-r", "甲", "--no-git", "-y")
    code, text = gongkai(*waive, *more, "-k", str(keys / key))
    assert (code, message in text) == (2, True), text
    assert found.read_bytes() == before


def test_without_a_policy_nothing_is_waived(root: Path, gongkai: Run, keys: Path) -> None:
    files = make_files((PATH, write_document("\n电话13912345678。\n")))
    sign(files)
    write_files(root, files)
    name = list_ids(gongkai("review", "waive", PATH)[1])[0]
    waive = ("review", "waive", PATH, "-f", name, "-r", "甲", "--until", "2027-01-01", "-y")
    code, text = gongkai(*waive, "-k", str(keys / "r02"), "--no-git")
    assert (code, "一律不得保留" in text) == (2, True)


def test_a_withdrawal_names_the_day_of_the_decision(root: Path, gongkai: Run, keys: Path) -> None:
    words = ("-r", "决定被依法撤销", "--notice", "决定已被撤销。", "--decided", "2026-11-18")
    key = str(keys / "r02")
    code, text = gongkai("review", "withdraw", PATH, "-k", key, *words, "-y", "--no-git")
    assert code == 0, text
    assert "\ndecided: 2026-11-18\n" in (root / PATH).read_text("utf-8")
    assert list_rules(judge(read(root)).findings) == []


def test_a_register_entry_is_struck(root: Path, gongkai: Run, keys: Path) -> None:
    path = "content/tonggao/dengji.md"
    files = make_files((path, write_document("", **{**ENTRY, **NUMBER})))
    sign(files, path)
    write_files(root, files)
    words = ("-r", "内容有误", "--notice", "登记有误。", "-y", "--no-git")
    code, text = gongkai("review", "withdraw", path, "-k", str(keys / "r02"), *words)
    assert code == 0, text
    assert "\nregister_entry: 是\n" in (root / path).read_text("utf-8")
    assert [g.id for g in judge(read(root)).struck] == ["tonggao/dengji"]


def test_the_sheet_tells_what_the_page_does_not_show(root: Path, gongkai: Run) -> None:
    body = "\n见[公报](https://www.shili.example/gb/)。\n"
    files = make_files(
        (HELD, write_document(body, **NUMBER, attachments=("{file: a.txt, title: 甲.txt}",)))
    ) | {HELD.replace(".md", ".files/a.txt"): "窗口一 电话表\n".encode()}
    write_files(root, files)
    code, text = gongkai("review", "show", HELD)
    assert code == 0
    assert "拟稿人　r01\n" in text
    assert "链接指向　https://www.shili.example/gb/\n" in text
    assert "网页摘要　公布冬季办公时间。\n" in text
    assert "窗口一 电话表" in text
    assert find_draft(files, HELD).attachments


def test_what_is_to_be_reviewed_again_is_on_the_worklist(root: Path, gongkai: Run) -> None:
    order = "rereview:\n- {reason: 规则修订, before: 2026-11-10, due: 2027-03-01}\n"
    entry = {**ENTRY, **NUMBER, "reason": ENTRY["reason"].replace("2027", "2026")}  # type: ignore[attr-defined]
    path = "content/tonggao/dengji.md"
    files = make_files(
        (PATH, write_document()),
        (path, write_document("", **entry)),
        policy=CATALOG["policy"] + order,
    )
    sign(files)
    sign(files, path)
    write_files(root, files)
    code, text = gongkai("review", "status")
    assert code == 0
    assert "审查规则变化，须重新审查：2 件" in text
    assert "不公开登记项应重新评估：1 件" in text
    assert gongkai("review", "status", "--role", "l3")[0] == 3
    assert "须重新审查：2 件" in gongkai("review", "status", "--as", "r02")[1]
    assert gongkai("review", "status", "--as", "r07")[0] == 3
