from __future__ import annotations

import pytest

from gongkai.core.importing.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.core.importing.structure import close_gaps, mark_headings


def p(text: str, align: Align = Align.LEFT) -> Paragraph:
    return Paragraph((Piece(text),), align)


def h(level: int, text: str) -> Heading:
    return Heading(level, (Piece(text),))


def shape(blocks: tuple[Block, ...]) -> list[tuple[int | None, str]]:
    return [(getattr(block, "level", None), plain_text(block)) for block in blocks]


TABLE = Table(((Cell("表"),),))


@pytest.mark.parametrize(
    ("blocks", "levels"),
    [
        ([p("一、总则"), p("正文。"), p("二、附则"), p("正文。")], [1, None, 1, None]),
        ([p("一、总则"), TABLE, p("（一）细则"), p("正文。")], [1, None, 2, None]),
        ([p("一、总则", Align.RIGHT), p("正文。")], [None, None]),
        ([h(2, "概况"), p("正文。")], [2, None]),
        ([h(3, "一、概况"), p("正文。")], [1, None]),
        (
            [
                p("各单位："),
                p("示例市养犬办法（试行）", Align.CENTER),
                p("第一章 总则", Align.CENTER),
                p("第一条 甲。"),
            ],
            [None, 1, 2, None],
        ),
        ([p("示例市养犬办法", Align.CENTER), p("第一条 甲。")], [None, None]),
        (
            [p("一、按照下表。"), p("补贴标准", Align.CENTER), TABLE, p("二、附则")],
            [None, None, None, 1],
        ),
        ([p("照下表。"), p("补贴标准", Align.CENTER), p("单位：元"), TABLE], [None] * 4),
        ([p("各单位："), p("按照下列办法", Align.LEFT)], [None, None]),
        (
            [
                p("目  录"),
                p("第一章 总则…………1"),
                p("第二章 附则 9"),
                p("第一章 总则"),
                p("第一条 甲。"),
                p("第二章 附则"),
                p("第二条 乙。"),
            ],
            [None, None, None, 1, None, 1, None],
        ),
        ([p("目录"), h(1, "第一章 总则"), p("第一条 甲。")], [None, 1, None]),
    ],
)
def test_headings_of_a_text(blocks: list[Block], levels: list[int | None]) -> None:
    marked = mark_headings(blocks)
    assert [level for level, _ in shape(marked)] == levels
    assert [text for _, text in shape(marked)] == [plain_text(block) for block in blocks]


def test_no_level_is_left_out_on_the_way_down() -> None:
    blocks: list[Block] = [h(2, "甲"), h(5, "乙"), p("丙"), h(3, "丁"), h(1, "戊"), h(4, "己")]
    levels = [block.level for block in close_gaps(blocks) if isinstance(block, Heading)]
    assert levels == [1, 2, 2, 1, 2]
