"""What a table cannot hold: carried once, in order, or named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.importing.blocks import CarriedFile, Figure, Paragraph, Piece, Table, plain_text
from gongkai.publish.importing.html_blocks import BlockReader
from gongkai.publish.importing.html_carrying import Carrier
from gongkai.publish.importing.html_hidden import Veil
from gongkai.publish.importing.html_source import parse_page

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Block


class Folder:
    """A folder in which every picture and PDF is, and nothing else."""

    def find_file(self, address: str) -> CarriedFile | None:
        """The file, empty."""
        return CarriedFile(address, b"") if address.endswith((".png", ".pdf")) else None

    def name_target(self, address: str) -> str:
        """A whole address as it is."""
        return address if address.startswith("https://") else ""


def _read(table: str) -> tuple[list[Block | str], list[tuple[str, str, str]], list[str]]:
    """The blocks, a table as its text; the losses; the files that came along."""
    root = parse_page(f"<html><body>{table}</body></html>".encode())
    carrier = Carrier(Folder())
    reader = BlockReader(carrier, Veil(root))
    reader.read(root)
    blocks: list[Block | str] = [
        plain_text(b) if isinstance(b, Table) else b for b in reader.composer.blocks
    ]
    losses = [(loss.what, loss.place, loss.detail) for loss in carrier.losses]
    return blocks, losses, [*carrier.files]


HEAD = "<table border=1><tr><th>项目<th>材料"


@pytest.mark.parametrize(
    ("row", "below", "losses"),
    [
        ("<img src=a.png alt='图 一'>", [Figure("a.png", "图 一")], []),
        ("<img src=b.gif>", [], [("没有随网页保存的图片", "源码第 1 行", "b.gif")]),
        ("<img src=a.png width=16>", [], [("装饰图标", "源码第 1 行", "a.png")]),
        ("<img src=a.png width=" + "9" * 5000 + ">", [Figure("a.png")], []),
        ("<a href=c.pdf>表样</a>", [Paragraph((Piece("表样", "c.pdf"),))], []),
        (
            "<a href=https://a.example/>网</a>",
            [],
            [("表格中的链接", "第 1 张表", "网：https://a.example/")],
        ),
        ("<embed src=x/d.pdf>", [Paragraph((Piece("d.pdf", "x/d.pdf"),))], []),
        (
            "<i hidden>藏<img src=a.png></i>",
            [],
            [("网页上看不见的内容", "源码第 1 行", "1 字，没有导入")],
        ),
        ("<!-- 备注 -->", [], [("源码注释", "源码第 1 行", "2 字")]),
    ],
)
def test_what_a_cell_holds_beside_its_text(
    row: str, below: list[Block], losses: list[tuple[str, str, str]]
) -> None:
    blocks, named, files = _read(f"{HEAD}<tr><td>甲<td>乙{row}</table>")
    assert isinstance(blocks[0], str)
    assert blocks[0].startswith("项目\t材料\n甲\t乙")
    assert (blocks[1:], named) == (below, losses)
    assert len(files) == len(below)


def test_a_caption_is_read_above_the_table_and_not_again() -> None:
    table = (
        "<table border=1><caption><img src=a.png><a href=b.html>表一</a></caption><tr><td>甲<td>乙"
    )
    blocks, losses, _ = _read(f"{table}</table>")
    assert [type(block) for block in blocks] == [Figure, Paragraph, str]
    assert losses == [("不能保留的链接", "源码第 1 行", "b.html")]
