from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

PATH = "content/tonggao/xin.md"
SIGNED = "content/tonggao/ceshi.md"
REFUSAL = "已有审查记录或者发布时间，改动一个字节签名就失效；要修改请先运行 gongkai revise"
TEXT = """---
title：关于窗口时间的通告
category: tonggao
type: gongwen
made: 2026年11月1日
document_number: 示测通[2026]9号
attachments:
- {file: biao.CSV, title: 表.csv}
---

自２０２６年起,一律\u200b照办。
"""


@pytest.fixture
def draft(root: Path) -> Path:
    (root / PATH).write_bytes(TEXT.encode())
    (root / "content/tonggao/xin.files").mkdir()
    (root / "content/tonggao/xin.files/biao.CSV").write_bytes(b"a\n")
    return root / PATH


def test_difference_and_rules_are_shown_and_nothing_is_written(draft: Path, gongkai: Run) -> None:
    code, text = gongkai("fix", "--dry-run")
    assert code == 0
    assert text.splitlines() == [
        f"--- {PATH}",
        f"+++ {PATH}",
        "@@ -1,7 +1,7 @@",
        " ---",
        "-title：关于窗口时间的通告",
        "+title: 关于窗口时间的通告",
        " category: tonggao",
        " type: gongwen",
        "-made: 2026年11月1日",
        "-document_number: 示测通[2026]9号",
        "+made: 2026-11-01",
        "+document_number: 示测通〔2026〕9号",
        " attachments:",
        "@@ -10,2 +10,2 @@",
        " ",
        "-自２０２６年起,一律<U+200B>照办。",
        "+自2026年起，一律照办。",
        "改名：content/tonggao/xin.files/biao.CSV → biao.csv",
        "  第 2 行：字段名后的冒号改为半角，后接一个空格（YAML 的写法）",
        "  第 5 行：日期写作 2026-01-31（GB/T 7408）",
        "  第 6 行：发文字号的年份用〔〕括起，不加“第”，不编虚位（GB/T 9704—2012 第7.2.5条）",
        "  第 11 行：删去看不见的字符（《格式规范》第二章）",
        "  第 11 行：全角数字改为半角（GB/T 15835—2011）",
        "  第 11 行：汉字之间的半角标点改为全角（GB/T 15834—2011）",
        "  全文：附件扩展名改为小写（网址区分大小写）",
        "有 1 份文件可以更正；没有改动任何文件",
        "下一步：去掉 --dry-run 再运行一次",
    ]
    assert draft.read_bytes() == TEXT.encode()


def test_a_second_run_finds_nothing(draft: Path, gongkai: Run) -> None:
    code, text = gongkai("fix", PATH, "--yes")
    assert (code, text.splitlines()[-2:]) == (
        0,
        [f"已更正 {PATH}", f"下一步：gongkai check {PATH}"],
    )
    assert (draft.parent / "xin.files/biao.csv").read_bytes() == b"a\n"
    assert not (draft.parent / "xin.files/biao.CSV").exists()
    mended = draft.read_bytes()
    assert gongkai("fix", PATH, "--yes") == (0, "没有能够确定的更正\n")
    assert draft.read_bytes() == mended


def test_without_a_terminal_it_does_not_guess_the_answer(draft: Path, gongkai: Run) -> None:
    code, text = gongkai("fix", PATH)
    assert code == 2
    assert "× 这里不能回答询问，请加 --yes 直接更正，或者加 --dry-run 只看" in text
    assert draft.read_bytes() == TEXT.encode()


def test_what_is_signed_is_left_alone_and_told_when_named(root: Path, gongkai: Run) -> None:
    path = root / SIGNED
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n", b"\r\n"))
    assert gongkai("fix") == (0, "没有能够确定的更正\n")
    code, text = gongkai("fix", SIGNED, "--yes")
    assert (code, text) == (
        1,
        f"没有改动 {SIGNED}：{REFUSAL}\n",
    )
    assert path.read_bytes() == before.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("path", ["content/tonggao/meiyou.md", "catalog", "../x.md"])
def test_what_is_no_document_is_told(root: Path, gongkai: Run, path: str) -> None:
    code, text = gongkai("fix", path)
    assert code == 2
    assert text.startswith("× 没有这个文件，或者文件夹中没有文件：")
    assert root.is_dir()


def test_a_folder_is_taken_whole(draft: Path, gongkai: Run) -> None:
    assert draft.exists()
    assert gongkai("fix", "content/tonggao", "--yes")[0] == 0
    assert gongkai("fix", "content/tonggao", "--dry-run") == (0, "没有能够确定的更正\n")
