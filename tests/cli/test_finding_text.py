from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console

from gongkai.cli.finding_text import print_grouped, print_lines
from gongkai.core.rules import RULES

FINDINGS = (
    RULES["file-stray"].at("content/a/x.tmp", 0, "这里不应有此文件"),
    RULES["scan-phone"].at("content/a/b.md", 3, "文中有手机号码：15*******81"),
    RULES["scan-phone"].at("content/a/b.md", 9, "文中有手机号码：15*******82"),
)


def _console(width: int = 60) -> tuple[Console, io.StringIO]:
    file = io.StringIO()
    return Console(
        file=file, force_terminal=True, color_system=None, width=width, soft_wrap=True
    ), file


def test_findings_stand_below_their_files() -> None:
    console, file = _console(100)
    print_grouped(console, FINDINGS, explain=True)
    basis = FINDINGS[1].basis
    step = FINDINGS[1].next_step
    assert file.getvalue().splitlines() == [
        "content/a/x.tmp　拦截 1",
        "  拦截 这里不应有此文件 [file-stray]",
        f"       依据：{FINDINGS[0].basis}",
        f"       下一步：{FINDINGS[0].next_step}",
        "       错：",
        "           content/tonggao/dongji-shijian.md",
        "           content/tonggao/草稿备份.docx",
        "       对：",
        "           content/tonggao/dongji-shijian.md",
        "",
        "content/a/b.md　提醒 2",
        "  提醒 第 3 行 文中有手机号码：15*******81 [scan-phone]",
        f"       依据：{basis}",
        f"       下一步：{step}",
        "       错：",
        "           联系人手机：15495660681",
        "       对：",
        "           联系电话：0999-5550990",
        "  提醒 第 9 行 文中有手机号码：15*******82 [scan-phone]",
        f"       依据：{basis}",
        f"       下一步：{step}",
        "",
    ]


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (50, 80):
        console, file = _console(width)
        print_grouped(console, FINDINGS, explain=True)
        assert max(map(cell_len, file.getvalue().splitlines())) <= width


def test_lines_name_the_place_of_each_finding() -> None:
    console, file = _console()
    print_lines(console, FINDINGS[1:], explain=True)
    lines = file.getvalue().splitlines()
    assert lines[0] == "提醒 content/a/b.md:3: 文中有手机号码：15*******81 [scan-phone]"
    assert lines[3:8] == [
        "    错：",
        "        联系人手机：15495660681",
        "    对：",
        "        联系电话：0999-5550990",
        "提醒 content/a/b.md:9: 文中有手机号码：15*******82 [scan-phone]",
    ]
