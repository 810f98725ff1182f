from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.source import read_source
from gongkai.core.tree import SourceFile
from gongkai.publish.tree_reader import read_tree
from tests.helpers.tree import CODE, judge

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_new_document_is_held_readable_and_asks_for_what_is_missing(
    root: Path, gongkai: Run
) -> None:
    title = "关于春节放假的通告：安排"
    code, text = gongkai("new", "tonggao", "-t", title, "-d", "r01")
    path = "content/tonggao/chun-jie-fang-jia-de-tong-gao-an-pai.md"
    assert (code, text.splitlines()) == (
        0,
        [f"已新建 {path}", f"下一步：填完“【待填写】”各项，运行 gongkai check {path}"],
    )
    source = read_source(SourceFile(path, (root / path).read_bytes()))
    assert source.values["title"] == title
    assert source.values["index_number"] == f"{CODE}/2026-00002"
    assert source.tail.published is None
    code, text = gongkai("check", path)
    assert code == 0
    assert f"{path}:14: 体裁分类 (genre)：只能填 决议、决定、" in text
    assert f"{path}:15: 内容概述 (summary)：尚未填写 [field-invalid]" in text
    assert f"{path}:17: 正文尚未填写 [field-invalid]" in text


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("tonggao", "gongwen"),
        ("tonggao", "tonggao"),
        ("tonggao", "dengji"),
        ("jiedu", "jiedu"),
        ("dongtai", "dongtai"),
    ],
)
def test_nothing_new_blocks_the_others(root: Path, gongkai: Run, column: str, kind: str) -> None:
    for _ in range(2):
        assert gongkai("new", column, "-t", "标题", "-d", "r07", "--type", kind)[0] == 0
    verdict = judge({p: f.data for p, f in read_tree(root).files.items()})
    assert not verdict.blocked
    assert [s.path for s in verdict.unfinished] == [
        f"content/{column}/biao-ti-2.md",
        f"content/{column}/biao-ti.md",
    ]
    numbers = {str(s.values["index_number"]) for s in verdict.unfinished}
    assert len(numbers) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("xinwen", "-t", "甲", "-d", "r01"), "没有栏目 xinwen"),
        (("动态", "-t", "甲", "-d", "r01"), "没有栏目 动态，是不是：dongtai（工作动态）"),
        (
            ("jiedu", "-t", "甲", "-d", "r01", "--type", "gongwen"),
            "栏目“政策解读”只收这些类型：jiedu",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r99"),
            "责任部门或拟稿人不存在，请看 catalog/units.yml 和 catalog/reviewers.yml",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--unit", "x"),
            "责任部门或拟稿人不存在，请看 catalog/units.yml 和 catalog/reviewers.yml",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--slug", "../../x"),
            "短名只能由小写字母、数字和单个连字符组成，64 个字符以内",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--slug", "A_b"),
            "短名只能由小写字母、数字和单个连字符组成，64 个字符以内",
        ),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    root: Path, gongkai: Run, arguments: tuple[str, ...], message: str
) -> None:
    before = sorted(root.parent.rglob("*"))
    assert gongkai("new", *arguments) == (2, f"× {message}\n")
    assert sorted(root.parent.rglob("*")) == before


def test_an_existing_file_is_not_overwritten(root: Path, gongkai: Run) -> None:
    before = (root / "content/tonggao/ceshi.md").read_bytes()
    code, text = gongkai("new", "tonggao", "-t", "甲", "-d", "r01", "--slug", "ceshi")
    assert code == 2
    assert "文件已存在" in text
    assert (root / "content/tonggao/ceshi.md").read_bytes() == before
