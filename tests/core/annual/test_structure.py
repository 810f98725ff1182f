"""The parts of a report against what it declares and what its form asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.annual.forms import NEWEST
from gongkai.core.annual.structure import (
    check_declaration,
    check_sections,
    compare_parts,
    find_declaration,
)
from gongkai.core.annual.text import parse_text

SEED = Path(__file__).resolve().parents[4] / "shared/seeds/seed-002.txt"
DECLARED = (
    "本报告由总体公开情况、主动公开情况、“五公开”情况、重点领域信息公开情况、政策解读情况、"
    "回应社会关切情况、依申请公开工作情况、举报复议诉讼情况、建议提案办理结果公开情况、"
    "制度机制建设情况、存在问题及整改情况十一个部分组成。"
)
HEADINGS = (
    "总体工作情况",
    "主动公开政府信息情况",
    "重点领域政府信息公开工作情况",
    "推进“互联网+政务服务”工作情况",
    "建议提案办理结果公开情况",
    "开展政策解读情况",
    "政务舆情处置回应情况",
    "依申请公开工作情况",
    "信息公开相关举报、复议、诉讼情况",
    "制度机制建设情况",
    "存在的问题",
    "下一步工作打算",
)
NUMBERS = "一二三四五六七八九"
TV_16 = (
    "正文称由11个部分组成，实有12个部分",
    "列出而没有写的部分：“五公开”情况",
    "没有列出而写了的部分：推进“互联网+政务服务”工作情况、下一步工作打算",
)


def write(*headings: str, opening: str = "") -> str:
    lines = [
        f"{number}、{heading}" for number, heading in zip(number_off(), headings, strict=False)
    ]
    return "\n正文一段。\n".join((opening, *lines))


def number_off() -> list[str]:
    return [*NUMBERS, "十", *(f"十{number}" for number in NUMBERS)]


def test_tv_16_declared_and_written_parts() -> None:
    assert check_declaration(write(*HEADINGS, opening=DECLARED)) == TV_16


def test_seed_002_itself() -> None:
    for text in [SEED.read_text()] if SEED.exists() else []:
        assert check_declaration(text) == TV_16


@pytest.mark.parametrize(
    ("opening", "faults"),
    [
        ("", ()),
        ("本报告由总体情况、存在的问题等两部分组成。", ()),
        ("本报告由3个部分组成。", ("正文称由3个部分组成，实有2个部分",)),
        (
            "本报告包括总体情况、存在的问题三个部分。",
            ("正文称由3个部分组成，实有2个部分", "正文称有3个部分，只列出2个名称"),
        ),
        ("工作由办公室牵头，重点抓好三个方面。", ()),
    ],
)
def test_declarations(opening: str, faults: tuple[str, ...]) -> None:
    text = write("总体情况", "存在的问题", opening=opening)
    assert check_declaration(text) == faults


@pytest.mark.parametrize(
    ("headings", "faults"),
    [
        (NEWEST.sections, ()),
        (
            (
                "总体工作情况",
                "主动公开情况",
                "收到和处理政府信息公开申请的情况",
                "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                "存在的问题及改进情况",
                "其他需要报告的事项",
            ),
            (),
        ),
        (NEWEST.sections[1:5], ("缺少“总体情况”部分", "缺少“其他需要报告的事项”部分")),
        ((*NEWEST.sections[1:], NEWEST.sections[0]), ("各部分的顺序与规定格式不同",)),
    ],
)
def test_the_six_sections(headings: tuple[str, ...], faults: tuple[str, ...]) -> None:
    assert check_sections(write(*headings), NEWEST) == faults
    marked = "\n\n".join(f"## {heading}\n\n文字。" for heading in headings)
    assert check_sections(marked, NEWEST) == faults


def test_text_is_taken_apart() -> None:
    text = parse_text(
        "# 报告\n\n开头1，234。\n\n## 一、总体 情况\n\n### （一）主动公开\n\n"
        "见[附件](a.pdf)，**共** 1,234条。\n\n| 表 | 1 |\n"
    )
    assert text.headings == ("总体 情况",)
    assert [(p.heading, p.text) for p in text.paragraphs] == [
        ("报告", "开头1234。"),
        ("（一）主动公开", "见附件，共1234条。"),
    ]


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_any_text_and_titles_can_be_compared(text: str, titles: list[str]) -> None:
    parts = compare_parts(tuple(titles), tuple(titles))
    assert parts.missing == () or len(set(titles)) < len(titles) or parts.extra
    assert find_declaration(text) is None or check_declaration(text) is not None
