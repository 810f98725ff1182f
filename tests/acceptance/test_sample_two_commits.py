"""The sample itself at two commits: what an official did between them, proved and not to be faked.

Both verifiers judge: `gongkai verify` and the single file that knows nothing of gongkai.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.demo import write_demo_keys
from gongkai.cli.main import run
from tests.acceptance.test_two_commits import (
    ROOT,
    Sites,
    checkpoint_of,
    commit,
    exchange_builder,
    forged,
    judge,
    roll_back,
    shorten_log,
)
from tests.publish.test_verify_site import forge, swap

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
HANDBOOK = REPOSITORY / "handbook"
NEW = "gonggao/chengbei-chuangkou-yanshi"
REVISED = "gonggao/wurenji-guanli"
GONE = "gonggao/xitong-shengji"
ATTACHMENT = "kaifang-shuju/chuangkou-danwei/chuangkou-danwei.csv"
TEXT = """---
title: 关于城北派出所户籍窗口延长办理时间的公告
category: gonggao
type: tonggao
disclosure: 主动公开
made: 2026-11-18
issuer: 示例市公安局
index_number: 11990000MB9900013U/2026-05299
subject: 公安、安全、司法/公安
genre: 公告
summary: 自2026年12月1日起，城北派出所户籍窗口每周三延长办理至20时。
unit: huzheng
drafter: r08
revision: 1
start: 2026-12-01
area: 全市
---

为方便上班的群众，自2026年12月1日起，城北派出所户籍窗口每周三延长办理至20时。

其他时间不变。
"""


def call(root: Path, *arguments: str) -> None:
    assert run([*arguments, "-C", str(root)]) == 0, arguments


def publish(root: Path) -> None:
    path = f"content/{NEW}.md"
    (root / path).write_text(TEXT, "utf-8")
    call(root, "demo", "sign", path)


def revise(root: Path) -> None:
    path = f"content/{REVISED}.md"
    call(root, "revise", path, "--note", "增加咨询电话。")
    old = (root / path).read_text("utf-8")
    new = old.replace("请拨打110。", "请拨打110，咨询请拨打0999-5550126。")
    assert new != old
    (root / path).write_text(new, "utf-8")
    call(root, "demo", "sign", path)


def withdraw(root: Path) -> None:
    write_demo_keys(root.parent / "keys")
    key = str(root.parent / "keys" / "r16")
    grounds = ("--reason", "内容有误", "--notice", "暂停服务的时间有误，另行公告。")
    path = f"content/{GONE}.md"
    call(root, "review", "withdraw", path, "--key", key, *grounds, "--yes", "--no-git")


def build(root: Path, of: str, day: str) -> None:
    folders = ("--state", str(root.parent / "state"), "--site", str(root.parent / "site"))
    call(root, "build", "--commit", of, *folders, "--today", day)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sample built at one commit; then one published, one revised, one withdrawn; built."""
    root = tmp_path_factory.mktemp("sample") / "repository"
    for name in ("content", "catalog", "hooks"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    build(root, commit(root, "first"), "2026-11-20")
    shutil.copytree(root.parent / "site", root.parent / "first")
    for change in (publish, revise, withdraw):
        change(root)
    build(root, commit(root, "second"), "2026-11-21")
    return Sites(root.parent / "first", root.parent / "site")


def test_both_builds_and_the_step_between_them_are_accepted(
    sites: Sites, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(sites.first, checkpoint_of(sites.first)) == (0, 0)
    assert judge(sites.second, checkpoint_of(sites.second)) == (0, 0)
    assert judge(sites.second, checkpoint_of(sites.first)) == (0, 0)
    capsys.readouterr()

    assert run(["verify", str(sites.second), "--root", ROOT, "--older", str(sites.first)]) == 0
    told = capsys.readouterr().out.split("其后没有删改：\n")[1].splitlines()

    assert [line for line in told if line.startswith("  ")] == [
        f"  新公开　{NEW}　第 1 版",
        f"  更新　{REVISED}　第 2 版",
        f"  撤回　{GONE}　第 1 版",
    ]


def alter(site: Path, _: Sites) -> None:
    swap(site, f"{REVISED}/index.html", "0999-5550126", "0999-5550666")


def alter_attachment(site: Path, _: Sites) -> None:
    swap(site, ATTACHMENT, "66号", "68号")


def remove(site: Path, _: Sites) -> None:
    shutil.rmtree(site / NEW)


def add(site: Path, _: Sites) -> None:
    shutil.copytree(site / NEW, site / "gonggao" / "jia-gonggao")


def bring_back(site: Path, sites: Sites) -> None:
    shutil.rmtree(site / GONE)
    shutil.copytree(sites.first / GONE, site / GONE)


def restore(site: Path, sites: Sites) -> None:
    shutil.rmtree(site / REVISED)
    shutil.copytree(sites.first / REVISED, site / REVISED)


ATTACKS: dict[str, Callable[[Path, Sites], None]] = {
    "改动页面": alter,
    "改动附件": alter_attachment,
    "不经撤回删去文件": remove,
    "添加页面": add,
    "清单和检查点换成另一把密钥": exchange_builder,
    "以旧网站冒充新网站": roll_back,
    "截短日志，重做并重签检查点": shorten_log,
    "重做清单：改动页面": forged(alter),
    "重做清单：改动附件": forged(alter_attachment),
    "重做清单：不经撤回删去文件": forged(remove),
    "重做清单：添加页面": forged(add),
    "重做清单：撤回的页面复原": forged(bring_back),
    "重做清单：换回旧版": forged(restore),
}


def test_records_made_anew_are_themselves_accepted(sites: Sites, tmp_path: Path) -> None:
    site = shutil.copytree(sites.second, tmp_path / "site")
    forge(site)

    assert judge(site, checkpoint_of(sites.first)) == (0, 0)


@pytest.mark.parametrize("name", ATTACKS)
def test_both_verifiers_refuse(sites: Sites, tmp_path: Path, name: str) -> None:
    site = shutil.copytree(sites.second, tmp_path / "site")
    older = sites.second if name == "以旧网站冒充新网站" else sites.first
    ATTACKS[name](site, sites)

    assert judge(site, checkpoint_of(older)) == (1, 1)


def test_the_handbook_lists_every_attack() -> None:
    page = (HANDBOOK / "verify.md").read_text("utf-8").split("## 三、")[1].split("\n## ")[0]

    assert [name for name in ATTACKS if f"| {name} | 拒绝 | 拒绝 |" not in page] == []
