from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gongkai.cli.tables import print_table

HEADERS = ("文件", "名称", "级别", "件")
ROWS = (
    ("content/guifanxing/shishi-banfa.md", "关于印发《示例市养犬管理实施办法》的通知", "l2", "3"),
    ("content/a/b.md", "短\x1b[31m名\t表", "l1", "12"),
)


def _print(width: int, *, terminal: bool, title: str = "") -> list[str]:
    file = io.StringIO()
    console = Console(
        file=file, force_terminal=terminal, width=width, color_system=None, soft_wrap=True
    )
    print_table(HEADERS, ROWS, right=(3,), title=title, console=console)
    return file.getvalue().splitlines()


def test_a_table_is_tab_separated_for_other_programs() -> None:
    assert _print(20, terminal=False, title="待办") == [
        "文件\t名称\t级别\t件",
        "content/guifanxing/shishi-banfa.md\t关于印发《示例市养犬管理实施办法》的通知\tl2\t3",
        "content/a/b.md\t短 [31m名 表\tl1\t12",
    ]


def test_columns_stand_below_each_other_on_a_terminal() -> None:
    lines = [line.rstrip() for line in _print(100, terminal=True, title="待办")]
    assert lines == [
        "待办",
        "文件                                 名称                                       级别   件",
        "─" * 89,
        "content/guifanxing/shishi-banfa.md   关于印发《示例市养犬管理实施办法》的通知   l2      3",
        "content/a/b.md                       短 [31m名 表                               l1     12",
    ]


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (50, 60, 80):
        lines = _print(width, terminal=True)
        assert max(map(cell_len, lines)) <= width
        told = "".join(line.replace(" ", "") for line in lines)
        assert "l2" in told
        assert "12" in told


def test_rows_become_blocks_where_there_is_no_room() -> None:
    assert _print(30, terminal=True)[-4:] == [
        "content/a/b.md",
        "  名称：短 [31m名 表",
        "  级别：l1",
        "  件：12",
    ]


def test_no_row_prints_nothing_and_a_styled_cell_keeps_its_text() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=False)
    print_table(HEADERS, (), console=console)
    print_table(("级别",), ((Text("拦截", style="bold red"),),), console=console)
    assert file.getvalue() == "级别\n拦截\n"
