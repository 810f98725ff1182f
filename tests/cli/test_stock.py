from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.tiny_site import write_files
from tests.helpers.tree import CODE, make_files, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("ssh-keygen")
OLD = "content/tonggao/jiu-gao.md"
LATE = "content/tonggao/jiu-er.md"
HEAD = {"made": "2019-04-30", "document_number": "示测通〔2019〕1号"}
TABLE = (
    "# 编号、原网址、纸质审查编号\n期限\ttonggao\t2027-12-31\n"
    "tonggao/jiu-gao\t/old/2019/a.html\t公开审〔2019〕12号\n"
    "tonggao/jiu-er\t/old/show.jsp?id=2\t公开审〔2019〕13号\n"
)


@pytest.fixture
def stock(root: Path) -> Path:
    """Two documents that were public on the old site, and the table that names them."""
    for path, serial in ((OLD, 2), (LATE, 3)):
        number = {"index_number": f"{CODE}/2019-0000{serial}"}
        text = write_document(**{**HEAD, **number})
        text = text.replace("revision: 1\n", "revision: 1\npublished: 2019-05-01 09:30\n")
        write_files(root, {path: text.encode()})
    (root / "stock.tsv").write_text(TABLE, "utf-8")
    return root / "stock.tsv"


@pytest.mark.usefixtures("stock")
def test_a_table_becomes_a_signed_list_and_the_stock_is_cleared(gongkai: Run, keys: Path) -> None:
    assert "review-missing" in gongkai("check")[1]
    code, text = gongkai("seal", "--stock", "stock.tsv", "-k", str(keys / "root1"), "-y")
    assert (code, text) == (
        0,
        (
            "  tonggao　2 件，2027-12-31 前重新审查\n存量清单共 2 件，签署人 root1\n"
            "已写入 catalog/STOCK，再运行 gongkai seal\n"
        ),
    )
    assert gongkai("seal", "-k", str(keys / "root1"), "-y")[0] == 0
    code, text = gongkai("check")
    assert (code, "review-missing" in text) == (0, False)


@pytest.mark.usefixtures("stock")
def test_practice_makes_and_seals_it_at_once(gongkai: Run) -> None:
    assert gongkai("demo", "seal", "--stock", "stock.tsv") == (0, "已用演练根密钥封印\n")
    assert gongkai("check")[0] == 0


@pytest.mark.usefixtures("stock")
def test_another_root_key_signs_too(root: Path, gongkai: Run, keys: Path) -> None:
    key = str(keys / "root1")
    assert gongkai("seal", "--stock-sign", "-k", key, "-y")[0] == 2
    assert gongkai("seal", "--stock", "stock.tsv", "-k", key, "-y")[0] == 0
    before = (root / "catalog/STOCK").read_bytes()
    assert gongkai("seal", "--stock-sign", "-k", key, "-y")[0] == 0
    assert (root / "catalog/STOCK").read_bytes() == before


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "表中没有文件"),
        ("tonggao/jiu-gao\t/a.html\n", "第 1 行：每行三项"),
        (TABLE + "tonggao/mei-you\t/c.html\t文\n", "第 5 行：没有这份文件"),
        (TABLE.replace("期限\ttonggao\t2027-12-31\n", ""), "没有写明栏目 tonggao 的清理期限"),
        (TABLE.replace("2027-12-31", "2027年"), "期限一行应为"),
        (TABLE + "tonggao/ceshi\t/c.html\t文\n", "tonggao/ceshi 已有审查记录，不属存量"),
        (TABLE.replace("/old/2019", "old/2019"), "原网址须以“/”开头"),
        (TABLE.replace("/old/2019/a.html", "/old/show.jsp?id=2"), "重复的原网址"),
    ],
)
@pytest.mark.usefixtures("stock")
def test_a_wrong_table_is_refused(
    root: Path, gongkai: Run, keys: Path, table: str, message: str
) -> None:
    (root / "stock.tsv").write_text(table, "utf-8")
    code, text = gongkai("seal", "--stock", "stock.tsv", "-k", str(keys / "root1"), "-y")
    assert (code, message in text) == (2, True), text
    assert not (root / "catalog/STOCK").exists()


@pytest.mark.usefixtures("stock")
def test_stock_is_revised_like_any_document(root: Path, gongkai: Run) -> None:
    assert gongkai("demo", "seal", "--stock", "stock.tsv")[0] == 0
    assert gongkai("revise", OLD, "--note", "重新审查")[0] == 0
    text = (root / OLD).read_text("utf-8")
    assert "revision: 2\nprevious: " in text
    assert gongkai("demo", "sign", OLD)[0] == 0


def test_without_a_document_there_is_no_draft(root: Path, gongkai: Run, keys: Path) -> None:
    write_files(root, make_files())
    (root / "stock.tsv").write_text(TABLE, "utf-8")
    code, text = gongkai("seal", "--stock", "stock.tsv", "-k", str(keys / "root1"), "-y")
    assert (code, "没有这份文件，或者尚未填完：content/tonggao/jiu-gao.md" in text) == (2, True)
