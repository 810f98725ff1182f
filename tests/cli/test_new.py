from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from gongkai.core.body import check_body
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES
from gongkai.core.skeletons import list_hints, make_body
from gongkai.core.source import read_source
from gongkai.core.tree import SourceFile
from gongkai.publish.tree_reader import read_tree
from tests.helpers.tree import CODE, judge

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


HINT = (
    "提示：与已公开文件有关系的，加 repeals（废止）、amends（修改）、replaces（替代）、"
    "interprets（解读）、consults（征求意见）或 see_also（相关），写作“栏目/短名”的列表"
)


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Sits at the terminal and types the lines."""
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)


def test_a_new_document_is_held_readable_and_asks_for_what_is_missing(
    root: Path, gongkai: Run
) -> None:
    title = "关于春节放假的通告：安排"
    code, text = gongkai("new", "tonggao", "-t", title, "-d", "r01")
    path = "content/tonggao/chun-jie-fang-jia-de-tong-gao-an-pai.md"
    assert (code, text.splitlines()) == (
        0,
        [
            f"已新建 {path}（公文）",
            HINT,
            f"下一步：填完“【待填写】”各项，运行 gongkai check {path}",
        ],
    )
    source = read_source(SourceFile(path, (root / path).read_bytes()))
    assert source.values["title"] == title
    assert source.values["index_number"] == f"{CODE}/2026-00002"
    assert source.tail.published is None
    code, text = gongkai("check", path)
    assert code == 0
    assert f"{path}:14: 体裁分类 (genre)：只能填 决议、决定、" in text
    assert f"{path}:15: 内容概述 (summary)：尚未填写 [field-invalid]" in text
    assert f"{path}:18: 正文中还有“【待填写】”5 处 [field-invalid]" in text


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
        (
            ("xinwen", "-t", "甲", "-d", "r01"),
            "没有栏目 xinwen，运行 gongkai new --list 查看全部栏目",
        ),
        (("动态", "-t", "甲", "-d", "r01"), "没有栏目 动态，是不是：dongtai（工作动态）"),
        (
            ("jiedu", "-t", "甲", "-d", "r01", "--type", "gongwen"),
            "栏目“政策解读”只收这些类型：jiedu（政策解读）",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r99"),
            "没有拟稿人 r99，编号见 catalog/reviewers.yml",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--unit", "x"),
            "没有责任部门 x，编号见 catalog/units.yml",
        ),
        (
            ("tonggao", "-t", "<b>", "-d", "r01"),
            "文件名称应为一行文字，不能为空，也不能有尖括号",
        ),
        (
            ("tonggao", "-t", "甲\x1b[2J", "-d", "r01"),
            "文件名称中有不能使用的字符 U+001B CONTROL，请删去后重新输入",
        ),
        (
            ("tonggao", "-t", "甲\u202e乙", "-d", "r01"),
            "文件名称中有不能使用的字符 U+202E RIGHT-TO-LEFT OVERRIDE，请删去后重新输入",
        ),
        (
            ("tonggao", "-t", "", "-d", "r01"),
            "文件名称应为一行文字，不能为空，也不能有尖括号",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--slug", "nul"),
            "短名不能是 nul：Windows 的保留名称",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--slug", "../../x"),
            "短名只能由小写字母、数字和单个连字符组成，64 个字符以内，如 ruxue-2026",
        ),
        (
            ("tonggao", "-t", "甲", "-d", "r01", "--slug", "A_b"),
            "短名只能由小写字母、数字和单个连字符组成，64 个字符以内，如 ruxue-2026",
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


def test_what_is_missing_is_asked_for_in_a_terminal(
    root: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "没有的", "tg", "9", "2", "", "放假通告", "李某", "r01")
    code, text = gongkai("new")
    assert code == 0, text
    assert "没有找到，换个说法再试" in text
    assert "栏目：通告（tonggao）" in text
    assert "“通告”收以下类型的文件：\n  1  公文\n  2  通告公告\n  3  公开属性登记\n" in text
    assert "应为 1 至 3 的数字" in text
    assert "没有 李某，编号见 catalog/reviewers.yml" in text
    assert "已新建 content/tonggao/fang-jia-tong-gao.md（通告公告）" in text
    assert "type: tonggao\n" in (root / "content/tonggao/fang-jia-tong-gao.md").read_text()


def test_several_columns_are_chosen_from_by_number(
    root: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "t", "0", "2")
    code, text = gongkai("new", "-t", "标题", "-d", "r07")
    assert code == 0, text
    assert "  1  通告（tonggao）\n  2  工作动态（dongtai）\n" in text
    assert (root / "content/dongtai/biao-ti.md").exists()


def test_an_interrupted_question_writes_nothing(
    root: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(root.rglob("*"))
    answer(monkeypatch, "tonggao")
    assert gongkai("new")[0] == 130
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        ((), "栏目、选项 --title、选项 --drafter"),
        (("tonggao",), "选项 --title、选项 --drafter"),
        (("tonggao", "-t", "标题"), "选项 --drafter"),
        (("-t", "标题", "-d", "r01"), "栏目"),
    ],
)
def test_nothing_is_asked_where_nobody_can_answer(
    root: Path, gongkai: Run, arguments: tuple[str, ...], missing: str
) -> None:
    assert root.is_dir()
    told = f"× 缺少{missing}；在终端中运行 gongkai new 可以逐项填写\n"
    assert gongkai("new", *arguments) == (2, told)


def test_columns_are_listed_with_what_they_take(root: Path, gongkai: Run) -> None:
    assert root.is_dir()
    code, text = gongkai("new", "--list")
    assert code == 0
    assert "jiedu\t政策解读\t政策解读（jiedu）\t业务科\n" in text
    code, text = gongkai("new", "dongtai", "--list")
    assert code == 0
    assert text.startswith("工作动态：工作动态（dongtai）\n")
    assert "活动日期\tevent_date\t必填\t活动举行之日，例：2026-11-05\n" in text
    assert "体裁分类\tgenre\t\t公文的十五种体裁之一或其他，可填 决议、决定、" in text


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_skeleton_is_asked_for_and_could_be_published_once_filled_in(kind: str) -> None:
    body = make_body(kind)
    assert (PLACEHOLDER in body) == (kind != "dengji")
    filled = body.replace(PLACEHOLDER, "")
    assert list(check_body(filled)) == []
    for hint in list_hints(kind):
        named = re.findall(
            r"(?<![A-Za-z])[a-z]+_?[a-z_]+(?![a-z])", hint.replace("gongkai annual import", "")
        )
        assert set(named) <= RECORD_TYPES[kind].model_fields.keys(), hint
