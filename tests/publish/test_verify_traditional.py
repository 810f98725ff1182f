from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.main import run
from gongkai.publish.verify_site import verify_site
from tests.helpers import tiny_site
from tests.publish.test_verify_site import forge

SINGLE = Path(__file__).parents[2] / "handbook" / "verify_site.py"
PAGE = "zh-hant/tonggao/zixun-dianhua/index.html"
GRAVE = "zh-hant/tonggao/linshi-guanzhi/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in both versions, one document withdrawn."""
    root = tmp_path_factory.mktemp("tiny")
    files = tiny_site.make_files()
    files["catalog/policy.yml"] += "traditional: 是\n".encode()
    tiny_site.seal(files)
    tiny_site.write_files(root, files)
    assert run(["build", "-C", str(root)]) == 0
    tiny_site.withdraw(files, tiny_site.GONE)
    tiny_site.write_files(root, files)
    assert run(["build", "-C", str(root)]) == 0
    return root / "site"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "site")


def verify(site: Path) -> set[tuple[str, str]]:
    proof = verify_site(site, checkpoint=None, root=None, progress=lambda _: None)
    aside = {"verify-root-unconfirmed", "verify-file"}
    return {(f.rule, f.path.removeprefix("site/")) for f in proof.findings if f.rule not in aside}


def verify_alone(site: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(SINGLE), str(site)], capture_output=True, text=True, check=False
    )
    return done.stdout


def alter(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text()
    assert old in text
    (site / path).write_text(text.replace(old, new))


def test_each_page_stands_in_both_versions_and_both_verifiers_agree(site: Path) -> None:
    plain = {p.relative_to(site) for p in site.rglob("index.html")} - {
        p.relative_to(site) for p in (site / "zh-hant").rglob("*")
    }
    other = {p.relative_to(site / "zh-hant") for p in (site / "zh-hant").rglob("*") if p.is_file()}
    assert other == plain
    assert verify(site) == set()
    assert verify_alone(site) == "核验通过\n"


def test_a_withdrawn_document_is_gone_in_both(site: Path) -> None:
    text = (site / GRAVE).read_text()
    assert "gk-body" not in text
    assert "撤回" in text
    assert "本頁由簡體版自動轉換" in text


def test_text_that_is_not_the_reviewed_one_is_found(site: Path) -> None:
    alter(site, PAGE, 'class="gk-body gk-text">', 'class="gk-body gk-text"><p>另行收費</p>')
    assert verify(site) == {("verify-page", PAGE)}


def test_another_title_is_found(site: Path) -> None:
    title = "諮詢電話"
    alter(site, PAGE, title, "投訴電話")
    assert ("verify-page", PAGE) in verify(site)


def test_the_text_of_what_was_withdrawn_is_found(site: Path) -> None:
    alter(site, GRAVE, "</main>", '<div class="gk-body"><p>臨時管制</p></div></main>')
    assert verify(site) == {("verify-page", GRAVE)}
    assert "不公开的还有正文或附件" in verify_alone(site)


@pytest.mark.parametrize(
    "path",
    [
        "zh-hant/tonggao/lingyi-jian/index.html",
        "zh-hant/tonggao/zixun-dianhua/x.html",
        "zh-hant/a.pdf",
    ],
)
def test_a_page_without_a_reviewed_one_is_found(site: Path, path: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text("<p>x</p>")
    forge(site)
    assert verify(site) == {("verify-unlogged", path)}
    assert "公开日志没有记载这些位置的文件" in verify_alone(site)


def test_no_page_may_stand_there_where_the_policy_offers_none(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "plain"
    tiny_site.write_files(root, tiny_site.make_files())
    assert run(["build", "-C", str(root)]) == 0
    assert not (root / "site" / "zh-hant").exists()
    assert not [*(root / "site").rglob("*.zh-hant.js")]
    shutil.copytree(site / "zh-hant" / "tonggao", root / "site" / "zh-hant" / "tonggao")
    assert ("verify-unlogged", PAGE) in verify(root / "site")
