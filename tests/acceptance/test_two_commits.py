"""Two builds of one site, the step between them, and what an operator could do to either.

Both verifiers judge: `gongkai verify` and the single file that knows nothing of gongkai.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.log import EventKind
from gongkai.core.seal import Seal, parse_seal, seal_namespace
from gongkai.core.sshsig import encode_ed25519
from gongkai.publish import manifest
from tests.helpers import tiny_site
from tests.publish.test_verify_site import forge, log_lines, read_log, sign, swap, write_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.log import Event

HANDBOOK = Path(__file__).parents[2] / "handbook"
SINGLE = HANDBOOK / "verify_site.py"
ROOT = demo_public_key("root1").fingerprint
GUIDE = "tonggao/zixun-dianhua"
RULE = "tonggao/chuangkou-shijian"
GONE = "tonggao/linshi-guanzhi"
REVIEWERS = "gongkai/catalog/reviewers.yml"
SEAL = "gongkai/catalog/SEAL"


@dataclass(frozen=True)
class Sites:
    """The site as built at the first commit, and at the second."""

    first: Path
    second: Path


def commit(root: Path, message: str) -> str:
    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    subprocess.run([*git, "add", "catalog", "content", "hooks", "mkdocs.yml"], check=True)
    subprocess.run([*git, "commit", "-qm", message], check=True)
    done = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True)
    return done.stdout.decode().strip()


def revise(files: dict[str, bytes]) -> None:
    """The second revision of the guide, signed anew."""
    old = tiny_site.find_draft(files, tiny_site.GUIDE).source
    note = "changed: 2026-11-18\nchange_note: 增加夜间电话。\n"
    head = old.head.replace("revision: 1\n", f"revision: 2\nprevious: {old.credential}\n{note}")
    body = old.body.replace("有人接听。", "有人接听，夜间请拨打0999-5550997。")
    files[tiny_site.GUIDE] = f"---\n{head}---\n{body}".encode()
    days = ("2026-11-18", "2026-11-18", "2026-11-19")
    tiny_site.sign_levels(files, tiny_site.GUIDE, days, "2026-11-19 11:00")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Between the commits one document is published, one revised, one withdrawn."""
    root = tmp_path_factory.mktemp("two") / "repository"
    files = tiny_site.make_files()
    later = files.pop(tiny_site.RULE)
    tiny_site.write_files(root, files)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    first = commit(root, "first")
    files[tiny_site.RULE] = later
    revise(files)
    tiny_site.withdraw(files, tiny_site.GONE)
    tiny_site.write_files(root, files)
    second = commit(root, "second")
    assert run(["build", "-C", str(root), "--commit", first, "--today", "2026-11-18"]) == 0
    shutil.copytree(root / "site", root.parent / "first")
    assert run(["build", "-C", str(root), "--commit", second, "--today", "2026-11-20"]) == 0
    return Sites(root.parent / "first", root / "site")


def judge(site: Path, older: Path) -> tuple[int, int]:
    """What `gongkai verify` and the single file answer."""
    whole = run(["verify", str(site), "--root", ROOT, "--checkpoint", str(older)])
    command = [sys.executable, str(SINGLE), str(site), ROOT, str(older)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stderr == b"", done.stderr.decode()
    return whole, done.returncode


def checkpoint_of(site: Path) -> Path:
    return site / manifest.CHECKPOINT


def test_both_builds_and_the_step_between_them_are_accepted(
    sites: Sites, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(sites.first, checkpoint_of(sites.first)) == (0, 0)
    assert judge(sites.second, checkpoint_of(sites.second)) == (0, 0)
    assert judge(sites.second, checkpoint_of(sites.first)) == (0, 0)
    capsys.readouterr()

    assert run(["verify", str(sites.second), "--root", ROOT, "--older", str(sites.first)]) == 0
    told = capsys.readouterr().out.split("其后没有删改：\n")[1].splitlines()

    assert told[:3] == [
        f"  新公开　{RULE}　第 1 版",
        f"  更新　{GUIDE}　第 2 版",
        f"  撤回　{GONE}　第 1 版",
    ]


def alter_text(site: Path, _: Sites) -> None:
    swap(site, f"{GUIDE}/index.html", "夜间请拨打0999-5550997", "夜间请拨打0999-5550666")


def alter_title(site: Path, _: Sites) -> None:
    swap(site, f"{GUIDE}/index.html", "公布咨询电话", "取消咨询电话")


def alter_footer(site: Path, _: Sites) -> None:
    swap(site, f"{GUIDE}/index.html", "人民路9号", "人民路8号")


def alter_attachment(site: Path, _: Sites) -> None:
    swap(site, f"{GUIDE}/dianhua-biao.txt", "5550992", "5550666")


def remove(site: Path, _: Sites) -> None:
    shutil.rmtree(site / RULE)


def add(site: Path, _: Sites) -> None:
    shutil.copytree(site / RULE, site / "tonggao/jia-tonggao")


def add_elsewhere(site: Path, _: Sites) -> None:
    shutil.copytree(site / RULE, site / "qita/tonggao")


def shorten_log(site: Path, _: Sites) -> None:
    write_log(site, log_lines(site)[:-1])
    checkpoint_of(site).write_text(str(read_log(site).checkpoint), "utf-8")
    sign(site, "builder")


def edit_log(site: Path, _: Sites) -> None:
    swap(site, manifest.LOG, f"publish {RULE} 1", f"publish {RULE} 2")


def fork(site: Path, _: Sites) -> None:
    """As if the withdrawn document had never been public."""
    shutil.rmtree(site / GONE)
    forge(site, forget)


def forget(events: list[Event]) -> list[Event]:
    kept = [event for event in events if event.subject != GONE]
    counts = iter((1, 2))
    return [
        event._replace(revision=next(counts)) if event.kind is EventKind.BUILD else event
        for event in kept
    ]


def roll_back(site: Path, sites: Sites) -> None:
    shutil.rmtree(site)
    shutil.copytree(sites.first, site)


def exchange_builder(site: Path, _: Sites) -> None:
    own, other = (demo_public_key(name).line for name in ("builder", "r09"))
    swap(site, "gongkai/allowed_signers", own, other)
    forge(site)
    sign(site, "r09")


def exchange_root(site: Path, _: Sites) -> None:
    own, other = (demo_public_key(name).line for name in ("root1", "r09"))
    swap(site, REVIEWERS, own, other)
    swap(site, "gongkai/allowed_signers", own, other)
    seal_again(site, "r09")


def seal_again(site: Path, person: str) -> None:
    old = parse_seal((site / SEAL).read_text("utf-8"))
    digest = manifest.list_file("-", (site / REVIEWERS).read_bytes(), "-").sha256
    files = tuple(
        (path, digest if path.endswith("reviewers.yml") else known) for path, known in old.files
    )
    bare = Seal(old.site, 2, date(2026, 1, 5), old.expires, files)
    line = encode_ed25519(
        demo_private_key(person), bare.message.encode(), seal_namespace(tiny_site.SITE)
    )
    sealed = replace(bare, signatures=(("root1", line),))
    (site / SEAL).write_text(str(sealed), "utf-8")


def swap_proofs(site: Path, _: Sites) -> None:
    shutil.copy(site / RULE / "proof.json", site / GUIDE / "proof.json")


def swap_signature(site: Path, _: Sites) -> None:
    here, there = (
        json.loads((site / name / "proof.json").read_text("utf-8"))["reviews"][2]["signature"]
        for name in (GUIDE, RULE)
    )
    swap(site, f"{GUIDE}/proof.json", here, there)


def add_key(site: Path, _: Sites) -> None:
    key = demo_public_key("r03").line
    more = f"{key}\n    start: 2024-01-01\n  - key: {demo_public_key('r09').line}"
    swap(site, REVIEWERS, key, more)


def restore(site: Path, sites: Sites) -> None:
    shutil.rmtree(site / GUIDE)
    shutil.copytree(sites.first / GUIDE, site / GUIDE)


def forged(spoil: Callable[[Path, Sites], None]) -> Callable[[Path, Sites], None]:
    """The same by an operator who makes manifest, log and checkpoint anew with the right key."""

    def spoil_and_forge(site: Path, sites: Sites) -> None:
        spoil(site, sites)
        forge(site)

    return spoil_and_forge


ATTACKS: dict[str, Callable[[Path, Sites], None]] = {
    "改动页面正文": alter_text,
    "改动页面标题": alter_title,
    "改动页脚": alter_footer,
    "改动附件": alter_attachment,
    "不经撤回删去文件": remove,
    "添加页面": add,
    "截短日志，重做并重签检查点": shorten_log,
    "改动日志一行": edit_log,
    "以旧网站冒充新网站": roll_back,
    "另起日志，抹去公开过的文件": fork,
    "清单、检查点和 allowed_signers 换成另一把密钥": exchange_builder,
    "名册和封印换成自制的根密钥": exchange_root,
    "重做清单：改动页面正文": forged(alter_text),
    "重做清单：改动页面标题": forged(alter_title),
    "重做清单：改动附件": forged(alter_attachment),
    "重做清单：不经撤回删去文件": forged(remove),
    "重做清单：在栏目中添加页面": forged(add),
    "重做清单：在别处添加页面": forged(add_elsewhere),
    "重做清单：冒用另一份文件的凭据": forged(swap_proofs),
    "重做清单：冒用另一份文件的签名": forged(swap_signature),
    "重做清单：在名册中添加公钥": forged(add_key),
    "重做清单：换回旧版": forged(restore),
    "重做清单：换成自制的根密钥": forged(exchange_root),
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
    page = (HANDBOOK / "verify.md").read_text("utf-8")

    assert [name for name in ATTACKS if f"| {name} | 拒绝 | 拒绝 |" not in page] == []


def test_the_single_file_stays_small_and_alone() -> None:
    lines = SINGLE.read_text("utf-8").splitlines()

    assert len(lines) <= 200
    assert not [line for line in lines if "import" in line and "gongkai" in line]
