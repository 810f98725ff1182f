from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from gongkai.core.body import check_body, render_body
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.search_form import search_form
from gongkai.core.text import find_forbidden
from gongkai.publish.preparation import default_options, prepare
from scripts.benchmark.conversion import LONGEST_LINE, convert_body, convert_line
from scripts.benchmark.project import make_project
from scripts.benchmark.queries import pick_phrases
from scripts.benchmark.texts import RawText, generate

if TYPE_CHECKING:
    from pathlib import Path

NASTY = [
    ("<b>甲</b>与<!-- 乙 -->", "＜b>甲＜/b>与＜!-- 乙 -->", {"尖括号、& 改全角"}),
    ("甲&nbsp;乙&lt;丙&amp;lt;", "甲\xa0乙<丙＆lt;", {"还原 HTML 实体", "尖括号、& 改全角"}),
    ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁", {"统一换行"}),
    ("甲\t乙", "甲 乙", {"制表符改空格"}),
    ("\ufeff甲\u200b乙\x00\u202e", "甲乙", {"删去不可见字符"}),
    ("        甲", "甲", {"去掉行首缩进"}),
    ("[甲](javascript:a)", r"\[甲\](javascript:a)", {"转义标记符号"}),
    ("[甲]: https://a.example/", r"\[甲\]: https://a.example/", {"转义标记符号"}),
    ("甲*乙*`丙`_丁_", r"甲\*乙\*\`丙\`\_丁\_", {"转义标记符号"}),
    ("3. 甲", r"3\. 甲", {"转义行首序号"}),
    ("-" * 40, "\\" + "-" * 40, {"转义行首符号"}),
    (">" * 60 + "甲", "\\" + ">" * 60 + "甲", {"转义行首符号"}),
    ("*" * 500, "＊" * 500, {"断开过长的行"}),
    ("## 第一章　总则", "## 第一章　总则", set()),
    ("<" * 3 + "甲", "<<<甲", set()),
]


@pytest.mark.parametrize(("text", "expected", "done"), NASTY)
def test_what_the_gate_refuses_is_changed_and_counted(
    text: str, expected: str, done: set[str]
) -> None:
    changes: Counter[str] = Counter()
    body = convert_body(text, changes)
    assert (body, set(+changes)) == (f"{expected}\n", {f"正文：{name}" for name in done})
    assert list(check_body(body)) == []


def test_a_long_line_is_broken_without_losing_a_word() -> None:
    text = "各机关应当公开。" * 10_000
    body = convert_body(text, Counter())
    assert list(check_body(body)) == []
    assert body.replace("\n", "") == text


SIGNS = st.text(st.sampled_from("甲乙丙ab12 \t\r\n\u200b#*_`[]()!<>&;:.-+=|\\^~{}'\"/，。"))


@given(SIGNS)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    body = convert_body(text, Counter())
    assert list(check_body(body)) == []
    assert find_forbidden(body) is None
    rendered = render_body(body)
    assert search_form("".join(rendered.blocks)) == search_form(text)
    tags = {element.tag for element in fragment_fromstring(f"<div>{rendered.html}</div>").iter()}
    assert tags.isdisjoint({"a", "img", "em", "strong", "code"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于<b>甲</b>的\n通知", "关于＜b＞甲＜/b＞的 通知"),
        ("甲&amp;乙\u200b", "甲＆乙"),
        ("字" * 400, "字" * (LONGEST_LINE - 1) + "…"),
        (f"关于{PLACEHOLDER}的通知", f"关于{' '.join(PLACEHOLDER)}的通知"),
    ],
)
def test_a_title_becomes_one_line(text: str, expected: str) -> None:
    assert convert_line(text, Counter(), "标题") == expected


def test_made_up_and_nasty_texts_pass_the_gate(tmp_path: Path) -> None:
    texts = [*generate(6, seed=1)]
    for number, (text, _, _) in enumerate(NASTY):
        fields = {"title": f"{text}：甲", "category": "法律/行政法", "date": "1999-02-30"}
        texts.append(RawText(f"laws/Nasty_{number}.md", fields, f"甲\n\n{text}"))
    held = 2
    project = make_project(tmp_path / "project", texts, held)
    verdict = prepare(default_options(project.folder)).verdict
    assert not verdict.blocked, verdict.findings
    assert len(verdict.cleared) == len(project.documents) == len(texts) - held
    assert len(verdict.held) == held
    assert {f.rule for f in verdict.findings} == {"state-new", "root-unpinned"}


def test_phrases_stand_in_the_documents_they_are_said_to_be_from(tmp_path: Path) -> None:
    documents = make_project(tmp_path / "project", generate(3, seed=2)).documents
    phrases = list(pick_phrases(documents, 20, seed=3))
    assert phrases == list(pick_phrases(documents, 20, seed=3))
    for phrase, document in phrases:
        assert any(phrase in line for line in document.lines)
        assert 4 <= len(phrase) <= 12
