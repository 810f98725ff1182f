from __future__ import annotations

import pytest

from gongkai.core.importing.blocks import (
    Cell,
    Figure,
    Heading,
    ImportedText,
    Item,
    Note,
    Paragraph,
    Piece,
    Table,
)
from gongkai.core.importing.counting import Counts, count_body, count_text, list_shown

TEXT = ImportedText(
    "x",
    (
        Heading(1, (Piece("一、甲 "),)),
        Paragraph((Piece("见"), Piece("网站", "https://a.example/"), Piece("", note="1"))),
        Paragraph((Piece(" "),)),
        Item((Piece("乙"),)),
        Table(((Cell("表", 2), None), (Cell("1"), Cell("")))),
        Figure("a.png", "图"),
    ),
    (Note("1", (Piece("注释"),)),),
)
BODY = """## 一、甲

见[网站](https://a.example/)[^1]

- 乙

| 表 | < |
| --- | --- |
| 1 |  |

![图](tu-1.png)

[^1]: 注释
"""
COUNTS = Counts(
    paragraphs=1,
    headings=1,
    items=1,
    tables=1,
    cells=3,
    notes=1,
    pictures=1,
    links=1,
    characters=11,
)


def test_a_text_and_the_page_that_shows_it_count_alike() -> None:
    assert count_text(TEXT) == COUNTS
    assert count_body(BODY) == COUNTS


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("- 乙", "乙", "items"),
        ("## 一", "一", "headings"),
        ("| 1 |  |", "| 1 | < |", "cells"),
        ("网站", "网", "characters"),
        ("[^1]: 注释\n", "", "notes"),
        ("![图](tu-1.png)", "", "pictures"),
        ("[网站](https://a.example/)", "网站", "links"),
    ],
)
def test_whatever_is_missing_shows_in_the_counts(old: str, new: str, kind: str) -> None:
    assert old in BODY
    counted = count_body(BODY.replace(old, new))
    assert getattr(counted, kind) != getattr(COUNTS, kind)


def test_the_mark_that_leads_back_is_not_text() -> None:
    assert list_shown("甲[^1]\n\n[^1]: 注") == ("甲1", "注")
