"""PDF with text: paragraphs from lines, heads and page numbers left out, notes, scans refused."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gongkai.core.importing.blocks import (
    Align,
    ImportRefusedError,
    Loss,
    Note,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.publish.importing.pdf_file import read_pdf
from gongkai.publish.importing.practice_site import make_pdf

SAMPLE = Path(__file__).parents[3] / "content"
FULL = "words that fill the whole of the line up to its margin, and"


def test_paragraphs_by_indent_reach_and_end() -> None:
    lines = [
        (186, 720, 20, "Notice of Works"),
        (96, 690, 12, f"First {FULL} more"),
        (72, 672, 12, f"Second {FULL} mo"),
        (72, 654, 12, "the end of it."),
        (96, 636, 12, f"Another {FULL} m"),
        (72, 618, 12, "its end."),
        (340, 582, 12, "Bureau of Tests"),
    ]
    read = read_pdf(make_pdf(lines), "a.pdf")
    assert [(plain_text(b), b.align) for b in read.blocks if isinstance(b, Paragraph)] == [
        ("Notice of Works", Align.CENTER),
        (f"First {FULL} more Second {FULL} mo the end of it.", Align.LEFT),
        (f"Another {FULL} m its end.", Align.LEFT),
        ("Bureau of Tests", Align.RIGHT),
    ]
    assert read.losses == ()


def test_running_heads_and_page_numbers_are_left_out_and_named() -> None:
    lines = [(72, 810, 9, "Bureau Gazette"), (72, 700, 12, FULL), (290, 30, 9, "- 1 -")]
    read = read_pdf(make_pdf(lines, pages=3), "a.pdf")
    assert "".join(plain_text(block) for block in read.blocks).count("words") == 3
    assert read.losses == (
        Loss("页眉、页脚", "每页", "“Bureau Gazette”3 处"),
        Loss("页码", "每页", "3 处"),
    )


def test_footnotes_are_called_where_their_marks_stand() -> None:
    lines = [
        (96, 700, 12, f"{FULL} on"),
        (72, 682, 12, "the end"),
        (112, 687, 7, "1"),
        (121, 682, 12, "of it."),
        (72, 90, 8, "1 See the rules."),
    ]
    read = read_pdf(make_pdf(lines), "a.pdf")
    assert read.notes == (Note("1", (Piece("See the rules."),)),)
    pieces = [p for b in read.blocks if isinstance(b, Paragraph) for p in b.pieces]
    assert [p.note for p in pieces if p.note] == ["1"]
    assert "".join(p.text for p in pieces).endswith("the end of it.")


def test_two_columns_are_doubtful() -> None:
    lines = [(72, 700 - 18 * n, 11, f"Left line {n} of text") for n in range(10)]
    lines += [(330, 700 - 18 * n, 11, f"Right line {n} of text") for n in range(10)]
    read = read_pdf(make_pdf(lines), "a.pdf")
    text = " ".join(plain_text(block) for block in read.blocks)
    assert text.index("Left line 9") < text.index("Right line 0")
    assert [loss.what for loss in read.losses] == ["分栏"]


def test_a_paper_of_the_sample_site() -> None:
    path = SAMPLE / "guifanxing/baoan-congye-danwei-fenji-banfa.files/baoan-fenji-banfa.pdf"
    texts = [plain_text(block) for block in read_pdf(path.read_bytes(), path.name).blocks]
    assert texts[0] == "示例市保安从业单位分级监督管理办法"
    assert [text.split(" ")[0] for text in texts[1:]] == [f"第{n}条" for n in "一二三四五六七八"]
    assert all(text.endswith("。") for text in texts[1:])


def test_tables_of_the_sample_report_stand_in_their_places() -> None:
    path = SAMPLE / "nianbao/nianbao-2025.files/nianbao-2025.pdf"
    blocks = read_pdf(path.read_bytes(), path.name).blocks
    tables = [(plain_text(blocks[n - 1]), b) for n, b in enumerate(blocks) if isinstance(b, Table)]
    assert [before[:2] for before, _ in tables] == ["二、", "本列", "因政"]
    assert [(len(t.rows), len(t.rows[0])) for _, t in tables] == [(9, 6), (26, 8), (4, 6)]


def _make_scan() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (200, 280), 200).save(stream, "PDF")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_make_scan(), "没有文字（多为扫描件）"),
        (b"%PDF-1.4\n%%EOF", "PDF|损坏"),
        (b"", "PDF|损坏"),
        (make_pdf([]), "没有文字"),
        (make_pdf([(72, 20 + 7 * n, 5, "公开" * 200) for n in range(101)]), "第 1 页超过 40000 字"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ImportRefusedError, match=message):
        read_pdf(data, "a.pdf")


WHOLE = make_pdf([(72, 700, 12, FULL)])


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_no_bytes_end_in_another_error(place: int, change: bytes) -> None:
    with suppress(ImportRefusedError):
        assert read_pdf(WHOLE[:place] + change + WHOLE[place + len(change) :], "a.pdf").blocks
