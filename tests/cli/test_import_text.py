"""Text files through the command: a page as somebody copied it, with all its damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.body import render_body
from gongkai.core.source import read_source
from gongkai.core.tree import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.source import Source
    from tests.cli.conftest import Run

_PAGE = """\
[市局]示例市测试局關(guān)于開(kāi)放日安排的通告
栏目：通知公告 发布时间：2026-11-20
[市局]示例市测试局關(guān)于開(kāi)放日安排的通告

辦(bàn)事窗口对市民開(kāi)放，請(qǐng)帶(dài)身份證(zhèng)。

示例市测试局

20261118

（此件予以公开）
"""


def _import(root: Path, gongkai: Run, data: bytes, *options: str) -> tuple[Source, str]:
    (root / "a.txt").write_bytes(data)
    code, text = gongkai("import", "a.txt", "-c", "tonggao", "-d", "r01", "--slug", "ri", *options)
    assert code == 0, text
    path = "content/tonggao/ri.md"
    return read_source(SourceFile(path, (root / path).read_bytes())), text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_copied_page(root: Path, gongkai: Run, encoding: str) -> None:
    source, text = _import(root, gongkai, _PAGE.encode(encoding))
    assert source.values["title"] == "示例市测试局關于開放日安排的通告"
    assert source.values["issuer"] == "示例市测试局"
    assert source.values["disclosure"] == "主动公开"
    assert source.values["made"] == "【待填写】请核对：2026-11-18"
    assert render_body(source.body).blocks == (
        "辦事窗口对市民開放，請帶身份證。",
        "示例市测试局",
        "20261118",
        "（此件予以公开）",
    )
    assert "移到字段：页面上的文字　栏目：通知公告 发布时间：2026-11-20" in text
    assert "夹在字后的拼音：9处" in text
    assert (
        "20261118”（缺少年月日的分隔，只有一种读法2026-11-18，早于发布日期2日，请对照原件）" in text
    )
    assert "要转换为简体字的，加 --simplify 重新导入" in text


def test_simplified_when_asked(root: Path, gongkai: Run) -> None:
    source, text = _import(root, gongkai, _PAGE.encode(), "--simplify")
    assert source.values["title"] == "示例市测试局关于开放日安排的通告"
    assert render_body(source.body).blocks[0] == "办事窗口对市民开放，请带身份证。"
    assert "繁体字已转换为简体字，请对照原文逐字核对" in text


def test_attachments_that_stayed_behind_are_named(root: Path, gongkai: Run) -> None:
    text = "关于申报的通知\n\n请按时报送。\n\n附件：1. 申报表\n2. 服务规范\n"
    source, text = _import(root, gongkai, text.encode())
    assert "文中列出附件 2 个：申报表；服务规范。没有全部随文带来，要一并公开的，放进 " in text
    assert render_body(source.body).blocks[-2:] == ("附件：1. 申报表", "2. 服务规范")
