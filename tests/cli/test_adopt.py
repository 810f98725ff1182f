"""`gongkai adopt`: what it refuses, what it writes and where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.importing.practice_site import write_old_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def old(tmp_path: Path) -> Path:
    write_old_site(tmp_path / "old")
    return tmp_path / "old"


def _snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_survey_changes_neither_the_repository_nor_the_old_site(
    root: Path, gongkai: Run, old: Path
) -> None:
    before, content = _snapshot(old), _snapshot(root / "content")
    code, _ = gongkai("adopt", str(old))
    assert code == 0
    assert _snapshot(old) == before
    assert _snapshot(root / "content") == content
    assert sorted(path.name for path in (root / ".gongkai/adopt").iterdir()) == [
        "栏目对照表.tsv",
        "迁入前文件.csv",
        "迁入前清点.txt",
        "迁入前清点.xlsx",
        "迁入前网页.csv",
    ]


def test_a_table_that_somebody_fills_in_is_not_overwritten(
    root: Path, gongkai: Run, old: Path
) -> None:
    gongkai("adopt", str(old))
    table = root / ".gongkai/adopt/栏目对照表.tsv"
    table.write_text("填了一半", "utf-8")
    code, printed = gongkai("adopt", str(old))
    assert code == 0
    assert table.read_text("utf-8") == "填了一半"
    assert "填好 .gongkai/adopt/新的栏目对照表.tsv" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nirgends",), "没有这个文件夹：nirgends"),
        (("content",), "旧网站的文件夹不能放在 content/ 里面"),
        (("{old}", "--report", "content/qingdian"), "清点结果不能放在 content/ 里面"),
        (("{old}", "--report", "{old}/qingdian"), "清点结果不能写进旧网站的文件夹"),
        (("{empty}",), "文件夹里没有文件"),
        (("{old}", "--list", "mkdocs.yml"), "清单须有“网址”（url）或者“文件”（file）一列"),
        (("{old}", "--map", "nirgends.tsv"), "读不出对照表"),
        (("{old}", "--map", "{table}"), "导入时须用 --drafter 指定拟稿人"),
        (("{old}", "--map", "{table}", "-d", "r99"), "导入时须用 --drafter 指定拟稿人"),
    ],
)
def test_wrong_usage_writes_nothing(
    root: Path, gongkai: Run, old: Path, arguments: tuple[str, ...], message: str
) -> None:
    empty, table = root.parent / "empty", root.parent / "table.tsv"
    empty.mkdir()
    table.write_text("通知公告\t18\ttonggao\n工作动态\t6\t略去：不属政府信息\n", "utf-8")
    places = {"old": str(old), "empty": str(empty), "table": str(table)}
    before = _snapshot(root / "content")
    code, printed = gongkai("adopt", *(part.format_map(places) for part in arguments))
    assert code == 2
    assert message in printed
    assert _snapshot(root / "content") == before


def test_a_list_in_the_folder_is_a_file_of_the_move(root: Path, gongkai: Run, old: Path) -> None:
    path = "old.shili.example/art/2019/2/1/art_12_3001.html"
    rows = [{"标题": "改过的标题", "文件": path, "栏目": "通知公告", "审查编号": "审〔2019〕7号"}]
    rows.append({"标题": "不见了", "文件": "x.html"})
    (old / "qingdan.json").write_text(json.dumps({"data": rows}), "utf-8")
    table = root / "table.tsv"
    table.write_text("通知公告\t18\ttonggao\t\t\t综合政务/其他\n工作动态\t6\t略去：不要\n", "utf-8")
    listed = ("--list", str(old / "qingdan.json"))
    code, printed = gongkai("adopt", str(old), "--map", "table.tsv", "-d", "r01", *listed)
    assert code == 0
    assert "提醒：清单 2 行中有 1 行在文件夹里找不到文件" in printed
    report = root / ".gongkai/adopt"
    assert "qingdan.json,接口数据," in (report / "文件去向.csv").read_text("utf-8")
    assert "改过的标题" in (report / "迁入后文件.csv").read_text("utf-8")


def test_stock_is_too_late_after_the_first_build(root: Path, gongkai: Run, old: Path) -> None:
    gongkai("build")
    table = root / "table.tsv"
    table.write_text("通知公告\t18\ttonggao\n工作动态\t6\t略去：不要\n", "utf-8")
    code, printed = gongkai("adopt", str(old), "--map", "table.tsv", "-d", "r01", "--stock")
    assert code == 2
    assert "本站已经构建过，迁入的文件请按规定送审" in printed
