"""Headings by their numbering: line by line, and a document at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.headings import find_headings, heading_level

_ALONE = {
    "一、总体要求": 1,
    "十二、下一步工作打算": 1,
    "二、 存在的主要问题": 1,
    "第一章　总则": 1,
    "第十章 附则": 1,
    "第一章总则": 1,
    "第二节 受理": 2,
    "（一）加强组织领导": 2,
    "(一)基本情况概述:": 2,
    "（十一）、完善制度": 2,
    "1.受理": 3,
    "1、工作原则": 3,
    "１．受理": 3,
    "12. 归档": 3,
    "（1）窗口受理": 4,
    "(2)网上受理": 4,
    "一、突出重点,深化主动公开": 1,
    "": None,
    "总体要求": None,
    "一是加强领导": None,
    "一、": None,
    "一、同意你局的请示。": None,
    "一、各单位要提高认识；": None,
    "（一）有固定住所，": None,
    "1.5万元": None,
    "2026.7.15": None,
    "2026年工作要点": None,
    "第一章的规定适用于本市": None,
    "第一条 为了规范政府信息公开": None,
    "（五）通过网站公开抽查结果。各单位按季更新": None,
    "（五）" + "长" * 43: None,
    "3、身份证明！": None,
}


@pytest.mark.parametrize(("text", "level"), _ALONE.items())
def test_level_of_a_line(text: str, level: int | None) -> None:
    assert heading_level(text) == level


_TOGETHER = {
    "章节": (
        ("第一章 总则", 1),
        ("第一条 为了公开，制定本办法。", None),
        ("第二章 程序", 1),
        ("第一节 受理", 2),
        ("第二条 受理。", None),
    ),
    "一、之下直接是1.": (
        ("一、要求", 1),
        ("1.原则", 2),
        ("应当公开。", None),
        ("2.目标", 2),
        ("基本建成。", None),
        ("二、措施", 1),
        ("略。", None),
    ),
    "没有一、": (("（一）原则", 1), ("公开。", None), ("（二）目标", 1), ("建成。", None)),
    "成串的是列项": (
        ("一、申请材料", 1),
        ("1.申请表", None),
        ("", None),
        ("2.身份证明", None),
        ("3.照片", None),
        ("二、办理时限", 1),
        ("五个工作日。", None),
    ),
    "附件清单不是标题": (
        ("四、联系方式", 1),
        ("联系电话：0999-5550123。", None),
        ("附件：1. 申报表", None),
        ("      2. 服务规范", None),
        ("示例市新城区民政局", None),
    ),
    "附件下只有一个": (("一、要求", 1), ("略。", None), ("附件：", None), ("1. 申报表", None)),
    "个别标题带句号": (
        ("一、总体情况", 1),
        ("较好。", None),
        ("二、举报、复议情况。", 1),
        ("没有。", None),
        ("三、问题", 1),
        ("不多。", None),
    ),
    "批复的各项是句子": (
        ("一、同意你局的请示。", None),
        ("请做好准备。", None),
        ("二、请按月报告。", None),
    ),
}


@pytest.mark.parametrize("lines", _TOGETHER.values(), ids=_TOGETHER)
def test_levels_of_a_document(lines: tuple[tuple[str, int | None], ...]) -> None:
    assert find_headings([text for text, _ in lines]) == tuple(level for _, level in lines)


@given(st.lists(st.one_of(st.text(), st.sampled_from(list(_ALONE)))))
def test_no_level_is_left_out(lines: list[str]) -> None:
    last = 0
    for level in find_headings(lines):
        if level is not None:
            assert 1 <= level <= last + 1
            last = level
