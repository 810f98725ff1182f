"""Damage of each kind: what is mended, what is only told, and what is never touched."""

from __future__ import annotations

import random
import tarfile
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Cell,
    Heading,
    ImportedText,
    Note,
    Paragraph,
    Piece,
    Table,
    plain_text,
)
from gongkai.core.importing.garbled import mend, mend_line, summarise
from gongkai.core.importing.garbled_kinds import Damage, Garble, Spot
from gongkai.core.importing.garbled_marks import find_marks

_CORPUS = Path(__file__).parents[4] / "shared/corpus/documents-20000.tar.gz"


def _text(*lines: str) -> ImportedText:
    return ImportedText("a.txt", tuple(Paragraph((Piece(line),)) for line in lines))


def _find(*lines: str) -> tuple[Garble, ...]:
    return mend(_text(*lines)).garbles


_MENDED = {
    "關(guān)于印發(fā)計(jì)劃(huà)的通知": ("關于印發計劃的通知", Damage.GLOSS, 4),
    "關（guān）于": ("關于", Damage.GLOSS, 1),
    "关于工作安排".encode().decode("gbk"): ("关于工作安排", Damage.ENCODING, 1),
    "关于".encode().decode("cp1252"): ("关于", Damage.ENCODING, 1),
    "示例市公安局".encode("gbk").decode("latin-1"): ("示例市公安局", Damage.ENCODING, 1),
    "&ldquo;三公&rdquo;经费&#65288;2026&nbsp;年&#xff09;": (
        "“三公”经费（2026 年）",
        Damage.CODE,
        5,
    ),
    "政务&amp;lt;公开": ("政务<公开", Damage.CODE, 2),
    "政务\u00ad公\u200b\u200b开\ufeff": ("政务公开", Damage.INVISIBLE, 3),
    "2０２6年１2月": ("2026年12月", Damage.WIDTH, 2),
    "示 例 市 公 安 局": ("示例市公安局", Damage.SPACED, 1),
}


@pytest.mark.parametrize(("garbled", "expected"), _MENDED.items())
def test_certain_damage_is_mended(garbled: str, expected: tuple[str, Damage, int]) -> None:
    text, kind, count = expected
    mended, spots = mend_line(garbled)
    assert mended == text
    assert [(spot.kind, spot.mended) for spot in spots] == [(kind, True)] * count


_UNTOUCHED = (
    "关于印发示例市工作要点的通知",
    "亳(bó)州路、洨（xiáo）河",
    "關(zhǎng)于",
    "联通公司 移动公司",
    "２０２６年１月",
    "2026年1月",
    "总 则　目 录",
    "姓 名",
    "A&B公司，R&D;经费 &unknown;",
    "Café Zürich",
    "5×8米，3*4",
    "他问：为什么?因为没有公开。",
)


@pytest.mark.parametrize("text", _UNTOUCHED)
def test_nothing_else_is_touched(text: str) -> None:
    assert mend_line(text) == (text, ())


_TOLD = {
    "2026715": [(Damage.DATE, "2026715", "2026-07-15")],
    "2026111": [(Damage.DATE, "2026111", "2026-01-11、2026-11-01")],
    "2026年1月5日": [],
    "12345678": [],
    "依托“**智慧云站群”": [(Damage.MASKED, "依托“**智慧云站群”", "")],
    "《××省办法》": [(Damage.MASKED, "《××省办法》", "")],
    "锟斤拷锟斤拷工作": [(Damage.LOST, "锟斤拷锟斤拷工作", "")],
    "公\ufffd\ufffd局": [(Damage.LOST, "公\ufffd\ufffd局", "")],
    "审批?、许可": [(Damage.LOST, "审批?、许可", "")],
    "张\ue123平": [(Damage.PRIVATE, "张\ue123平", "")],
    "正文<br/>下一行": [(Damage.CODE, "<br/>", "")],
    "示例市 &sp;": [(Damage.CODE, "&sp;", "")],
    "關(zhǎng)于": [(Damage.GLOSS, "關(zhǎng)", "")],
    "閫氱煡锛屽叕": [(Damage.ENCODING, "閫氱煡锛屽叕", "")],
}


@pytest.mark.parametrize(("text", "expected"), _TOLD.items())
def test_uncertain_damage_is_told(text: str, expected: list[tuple[Damage, str, str]]) -> None:
    found = mend(_text(text))
    assert found.text == _text(text)
    assert [(g.spot.kind, g.spot.sample, g.spot.reading) for g in found.garbles] == expected
    assert {(g.place, g.spot.mended) for g in found.garbles} <= {("第 1 段", False)}


def _shift(text: str) -> str:
    """A paragraph as it looks after its first byte is lost."""
    data = ("　" + text).encode("gbk")[1:]
    pairs, place = [], 0
    while place < len(data):
        width = 2 if data[place] > 0x7F and place + 1 < len(data) else 1
        pairs.append(data[place : place + width].decode("gbk", "ignore"))
        place += width
    return "?" + "".join(pairs)


def test_shifted_paragraphs_are_read_by_their_numbers() -> None:
    lines = ["（一）组织领导", *(_shift(f"（{n}）做好突發AB事件") for n in ("二", "三", "四"))]
    found = _find("（一）组织领导", *lines[1:])
    assert [(g.place, g.spot.kind, g.spot.reading[:3]) for g in found] == [
        ("第 2 段", Damage.SHIFTED, "（二）"),
        ("第 3 段", Damage.SHIFTED, "（三）"),
        ("第 4 段", Damage.SHIFTED, "（四）"),
    ]
    assert found[2].spot.reading.startswith("（四）做好突發")


def test_number_that_does_not_follow_is_not_guessed() -> None:
    (found,) = _find(_shift("（四）做好突發AB事件"))
    assert found.spot.reading.startswith("（四）做好突發")
    (lost,) = _find(_shift("（三）做好突發AB事件"))
    assert not lost.spot.reading.startswith("（三）")


_TRADITIONAL = "為進一步強化政務公開工作，規範性檔案應當發布於網際網路站，並報請備案審查。"


def test_traditional_text_is_told_and_not_converted() -> None:
    found = mend(_text(_TRADITIONAL))
    assert found.text == _text(_TRADITIONAL)
    assert [(g.place, g.spot.kind, g.spot.sample) for g in found.garbles] == [
        ("全文", Damage.TRADITIONAL, "為進強務開規範檔應當發網"),
        ("全文", Damage.TERMS, "網際網路"),
        ("全文", Damage.TERMS, "規範性檔案"),
    ]


def test_half_converted_text_is_told() -> None:
    (found,) = _find("为進一步强化政務公开工作，规范性文件應當发布，并报請备案審查。")
    assert found.spot.kind is Damage.MIXED


def test_name_in_traditional_characters_is_nothing() -> None:
    assert _find("示例市公安局鍾某的答复" + "，依法公开政府信息" * 9) == ()


def test_places_are_those_of_the_text() -> None:
    text = ImportedText(
        "a.docx",
        (
            Heading(1, (Piece("一、總(zǒng)則"),)),
            Paragraph((Piece(""),)),
            Table(((Cell("項(xiàng)目"), None), (Cell("數(shù)"), Cell("1")))),
            Paragraph((Piece("正"), Piece("\u200b文" + "简体字" * 99))),
        ),
        (Note("1", (Piece("附註(zhù)"),)),),
    )
    found = mend(text)
    assert [garble.place for garble in found.garbles] == [
        "第 1 段",
        "第 1 张表第 1 行",
        "第 1 张表第 2 行",
        "第 3 段",
        "脚注 1",
    ]
    assert [plain_text(block) for block in (*found.text.blocks, *found.text.notes)] == [
        "一、總則",
        "",
        "項目\t\n數\t1",
        "正文" + "简体字" * 99,
        "附註",
    ]


def test_summary_tells_counts_places_and_what_to_do() -> None:
    garbles = [
        Garble(f"第 {n} 段", Spot(Damage.GLOSS, "關(guān)", mended=True)) for n in range(1, 6)
    ]
    garbles.append(
        Garble("第 9 段", Spot(Damage.DATE, "2026715", mended=False, reading="2026-07-15"))
    )
    assert summarise(garbles) == (
        "夹在字后的拼音：5处，在第 1 段、第 2 段、第 3 段等，如“關(guān)”；已改正",
        "缺少年月日的日期：1处，在第 9 段，如“2026715”（2026-07-15）；未改动，请对照原件改正",
    )


_WORDS = (*_MENDED, *_UNTOUCHED, *_TOLD, "&am", "p;", "ltquot;", "１", "2", "關", "(guān)", " ")


@given(st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=5))).map("".join))
def test_mending_twice_is_mending_once(line: str) -> None:
    once = mend(_text(line)).text
    assert mend(once).text == once


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x9FFF)))
def test_never_fails(line: str) -> None:
    summarise(_find(line))


def test_sound_texts_are_never_touched() -> None:
    if not _CORPUS.exists():
        pytest.skip("no corpus beside the checkout")
    chosen = random.Random(20261122)  # noqa: S311 - a sample, not a secret
    changed, read = [], 0
    with tarfile.open(_CORPUS) as corpus:
        for member in corpus:
            if not member.isfile() or chosen.random() > 0.015:
                continue
            file = corpus.extractfile(member)
            assert file
            lines = file.read().decode().split("---\n", 2)[2].splitlines()
            text = _text(*(line.replace("\u200b", "") for line in lines))
            read += 1
            changed += [member.name] if mend(text).text != text else []
    assert read > 200
    assert changed == []


def test_a_long_run_of_masks_costs_no_more_than_its_length() -> None:
    start = process_time()
    assert [s.kind for s in find_marks("*" * 100_000)] == []
    assert process_time() - start < 1  # it took minutes
