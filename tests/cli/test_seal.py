from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.seal import SEAL_PATH, parse_seal
from tests.helpers.tiny_site import CATALOG, write_files
from tests.helpers.tree import COLUMNS, REVIEWERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("ssh-keygen")


def test_a_change_is_listed_sealed_and_then_clear(root: Path, gongkai: Run, keys: Path) -> None:
    write_files(
        root,
        {
            "catalog/columns.yml": COLUMNS.replace("栏", "栏")
            .replace("通告。", "通告文件。")
            .encode(),
            "hooks/theme/main.html": b"x",
        },
    )
    assert gongkai("check")[0] == 1
    code, text = gongkai("seal", "-k", str(keys / "root1"), "-y")
    assert code == 0
    assert text == (
        "  改动 catalog/columns.yml\n"
        "  新增 hooks/theme/main.html\n"
        "封印第 2 版，2026-11-20 至 2027-11-20，签署人 root1\n"
        "已写入 catalog/SEAL\n"
    )
    assert gongkai("check")[0] == 0


def test_sealing_again_without_a_change_makes_a_new_version(
    root: Path, gongkai: Run, keys: Path
) -> None:
    code, text = gongkai("seal", "-k", str(keys / "root1"), "-y")
    assert (code, text.splitlines()[0]) == (0, "  没有改动")
    assert parse_seal((root / SEAL_PATH).read_text("utf-8")).version == 2


def test_a_threshold_of_two_is_reached_in_turn(root: Path, gongkai: Run, keys: Path) -> None:
    root2 = (keys / "root2.pub").read_text("utf-8").strip()
    roster = REVIEWERS.replace("threshold: 1", "threshold: 2").replace(
        "builders:", f"- id: root2\n  holder: 保密办\n  key: {root2}\nbuilders:"
    )
    write_files(root, {"catalog/reviewers.yml": roster.encode()})
    code, text = gongkai("seal", "-k", str(keys / "root1"), "-y")
    assert (code, text.splitlines()[-1]) == (0, "已写入 catalog/SEAL，还需 1 把根密钥签名")
    assert "有效的根密钥签名 1 个，需要 2 个" in gongkai("check")[1]
    code, text = gongkai("seal", "-k", str(keys / "root2"), "-y")
    assert (code, text.splitlines()[-1]) == (0, "已写入 catalog/SEAL")
    assert gongkai("check")[0] == 0


@pytest.mark.parametrize("key", ["r01", "root2"])
def test_another_key_does_not_seal(root: Path, gongkai: Run, keys: Path, key: str) -> None:
    before = (root / SEAL_PATH).read_bytes()
    message = "× 这把密钥不是 catalog/reviewers.yml 中登记的根密钥；请由根密钥持有人封印\n"
    assert gongkai("seal", "-k", str(keys / key), "-y") == (2, message)
    assert (root / SEAL_PATH).read_bytes() == before


def test_a_broken_catalogue_is_not_sealed(root: Path, gongkai: Run, keys: Path) -> None:
    write_files(root, {"catalog/policy.yml": b"version: 1\n"})
    code, text = gongkai("seal", "-k", str(keys / "root1"), "-y")
    assert code == 2
    assert text.endswith("× catalog/ 有误，请先按上面的提示修改\n")


def test_demo_keys_seal_practice_sites_only(root: Path, gongkai: Run) -> None:
    assert gongkai("demo", "seal") == (0, "已用演练根密钥封印\n")
    assert gongkai("check")[0] == 0
    real = CATALOG["site"].replace("cs.shili.example", "cs.shili.gov").replace("today", "# today")
    write_files(root, {"catalog/site.yml": real.encode()})
    code, text = gongkai("demo", "seal")
    assert code == 2
    assert "正式站点登记了演练密钥 [demo-key]" in text
