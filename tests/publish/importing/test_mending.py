"""A read text made sound, with and without simplifying."""

from __future__ import annotations

import pytest

from gongkai.core.importing.blocks import (
    Cell,
    Figure,
    Heading,
    ImportedText,
    Note,
    Paragraph,
    Piece,
    Table,
)
from gongkai.publish.importing.mending import make_sound, simplify_text


def _text(*lines: str) -> ImportedText:
    return ImportedText("a.txt", tuple(Paragraph((Piece(line),)) for line in lines))


_SCRIPT = (
    "全文是繁体字：1处，如“關進強規範檔備審”（8字）；"
    "未转换；要转换为简体字的，加 --simplify 重新导入，转换后逐字核对"
)
_OLD = "關(guān)于進一步加強規範性檔案備案審查工作的通知"


def test_traditional_text_stays_unless_asked() -> None:
    sound = make_sound(_text(_OLD), simplify=False)
    assert sound.text == _text("關于進一步加強規範性檔案備案審查工作的通知")
    assert sound.remarks == (
        "夹在字后的拼音：1处，在第 1 段，如“關(guān)”；已改正",
        _SCRIPT,
        "按台湾用语替换过的词：1处，如“規範性檔案”（规范性文件）；未改动，请对照原件核对用语",
    )


def test_traditional_text_is_converted_when_asked() -> None:
    sound = make_sound(_text(_OLD), simplify=True)
    assert sound.text == _text("关于进一步加强规范性档案备案审查工作的通知")
    assert sound.remarks[1:] == (
        "按台湾用语替换过的词：1处，如“規範性檔案”（规范性文件）；未改动，请对照原件核对用语",
        "繁体字已转换为简体字，请对照原文逐字核对，人名、地名尤其要核对",
    )


def test_nothing_to_convert() -> None:
    text = _text("关于开放日安排的通知")
    assert make_sound(text, simplify=True).remarks == ("没有繁体字，无需转换",)
    assert make_sound(text, simplify=True).text == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("開發頭髮", "开发头发"),
        ("皇后在後面", "皇后在后面"),
        ("乾隆年間", "乾隆年间"),
        ("著名", "著名"),
    ],
)
def test_conversion_goes_by_phrases(old: str, new: str) -> None:
    assert simplify_text(_text(old)) == _text(new)


def test_every_part_is_converted() -> None:
    old, new = (
        ImportedText(
            "a.docx",
            (
                Heading(1, (Piece(word),)),
                Paragraph((Piece(word, target="a.html"), Piece("", note="1"))),
                Table(((Cell(word, across=2), None),)),
                Figure("a.png", word),
            ),
            (Note("1", (Piece(word),)),),
        )
        for word in ("總則", "总则")
    )
    assert simplify_text(old) == new
