from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.fixing.change import FixRefusedError
from gongkai.core.fixing.document import fix_document
from gongkai.core.source import SourceRefusedError, read_source, split_source
from gongkai.core.tree import SourceFile

CHECKOUT = Path(__file__).parents[3]
GOOD = """---
title: 关于开放时间的通知
category: gonggao
type: gongwen
disclosure: 主动公开
made: 2026-01-02
document_number: 示公规〔2026〕3号
index_number: 11990000MB9900013U/2026-00012
summary: 一句话。
effective: 2026-02-01
art20: 1
attachments:
- file: banfa.docx
  title: 办法.docx
consents:
- body: 示例市交通运输局
  reference: 示交函〔2026〕18号
  date: 2026-01-01
---

自2026年2月1日起施行，请遵照执行。
"""
"""What every case below is mended to."""
CASES = {
    "bom": (lambda t: "\ufeff" + t, {"bom"}),
    "crlf": (lambda t: t.replace("\n", "\r\n"), {"line-ends"}),
    "cr": (lambda t: t.replace("\n", "\r"), {"line-ends"}),
    "blank lines at the end": (lambda t: t + "\n\n", {"last-line"}),
    "no last line feed": (lambda t: t.rstrip("\n"), {"last-line"}),
    "trailing blanks": (lambda t: t.replace("gongwen\n", "gongwen  \n"), {"trailing"}),
    "fence with blanks": (lambda t: t.replace("---\n", "--- \n"), {"trailing"}),
    "blanks after a paragraph": (lambda t: t.replace("执行。\n", "执行。   \n"), {"trailing"}),
    "full-width colon": (lambda t: t.replace("title: 关", "title：关"), {"colon"}),
    "full-width colon and blank": (lambda t: t.replace("title: 关", "title：　关"), {"colon"}),
    "no blank after the colon": (lambda t: t.replace("type: ", "type:"), {"colon"}),
    "colon in a row": (lambda t: t.replace("- file: ", "- file："), {"colon"}),
    "colon of a list": (lambda t: t.replace("attachments:", "attachments："), {"colon"}),
    "tab after the colon": (lambda t: t.replace("type: ", "type:\t"), {"tab"}),
    "tab as indentation": (lambda t: t.replace("  title: 办法", "\ttitle: 办法"), {"tab"}),
    "zero width": (lambda t: t.replace("一句", "一\u200b句"), {"invisible"}),
    "zero width in a key": (lambda t: t.replace("made:", "ma\u200dde:"), {"invisible"}),
    "soft hyphen in the body": (lambda t: t.replace("施行", "施\u00ad行"), {"invisible"}),
    "no-break space": (lambda t: t.replace("made: ", "made:\u00a0"), {"no-break-space"}),
    "day in Chinese": (lambda t: t.replace("2026-01-02", "2026年1月2日"), {"day"}),
    "day quoted": (lambda t: t.replace("made: 2026-01-02", "made: 2026.1.2"), {"day"}),
    "day in a row": (lambda t: t.replace("date: 2026-01-01", "date: 2026/1/1"), {"day"}),
    "full-width number": (lambda t: t.replace("art20: 1", "art20: １"), {"digits"}),
    "brackets": (lambda t: t.replace("示公规〔2026〕", "示公规[2026]"), {"document-number"}),
    "index number": (lambda t: t.replace("U/2026", "U / 2026"), {"index-number"}),
    "extension": (lambda t: t.replace("banfa.docx", "banfa.DOCX"), {"attachment-name"}),
    "digits in the body": (lambda t: t.replace("2月1日", "２月１日"), {"digits"}),
    "comma in the body": (lambda t: t.replace("行，请", "行,请"), {"punctuation"}),
}


def test_what_is_good_stays() -> None:
    assert fix_document(GOOD.encode(), {}).changes == ()


@pytest.mark.parametrize("case", CASES)
def test_each_fault_alone_is_mended(case: str) -> None:
    spoil, rules = CASES[case]
    spoiled = spoil(GOOD)
    assert spoiled != GOOD
    fixed = fix_document(spoiled.encode(), {})
    assert fixed.after == GOOD
    assert {change.rule.id for change in fixed.changes} == rules


def test_all_faults_together_are_mended_with_their_lines() -> None:
    text = GOOD
    for name, (spoil, _) in CASES.items():
        if name not in {"cr", "crlf", "bom", "day quoted", "no last line feed"}:
            text = spoil(text)
    fixed = fix_document(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), {})
    assert fixed.after == GOOD
    lines = {(change.rule.id, change.line) for change in fixed.changes}
    assert {("bom", 0), ("line-ends", 0), ("colon", 2), ("day", 6), ("day", 18)} <= lines
    values = split_source("content/gonggao/a.md", fixed.after).values
    assert values["consents"] == [
        {"body": "示例市交通运输局", "reference": "示交函〔2026〕18号", "date": "2026-01-01"}
    ]


def test_type_follows_from_the_column() -> None:
    text = GOOD.replace("type: gongwen\n", "").replace("art20: 1\n", "level: 2026/1/1\n")
    assert "level: 2026/1/1" in fix_document(text.encode(), {"gonggao": "gongwen"}).after


@pytest.mark.parametrize(
    "line",
    [
        "summary: |\n  made: 2026年1月2日\n  title：甲",
        "summary: 公告：自2026年1月2日起",
        "made: [2026/1/2]",
        "colour：red",
        "keywords: [甲,乙]",
        "\u00a0colour: 甲",
    ],
)
def test_what_is_not_certain_stays(line: str) -> None:
    text = GOOD.replace("summary: 一句话。", line)
    assert fix_document(text.encode(), {}).after == text


@pytest.mark.parametrize(
    "line",
    [
        "published: 2026-11-06 09:30",
        "review:\n- {role: l1}",
        "review：",
        "waivers:",
        '"published": 2026-11-06 09:30',
    ],
)
def test_what_is_signed_is_refused(line: str) -> None:
    text = GOOD.replace("---\n\n", f"{line}\n---\n\n").replace("made: ", "made：")
    with pytest.raises(FixRefusedError, match="签名就失效"):
        fix_document(text.encode(), {})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("标题".encode("gb18030"), "不是 UTF-8 编码"),
        ("没有文件头\n".encode(), "没有以“---”起止的文件头"),
        (b"", "没有以“---”起止的文件头"),
        (b"---\ntitle: a\n", "没有以“---”起止的文件头"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FixRefusedError, match=message):
        fix_document(data, {})


def test_nothing_is_to_be_mended_in_any_sample() -> None:
    paths = [
        *CHECKOUT.glob("content/*/*.md"),
        *CHECKOUT.glob("gongkai/presets/district/content/*/*.md"),
    ]
    assert len(paths) > 200
    for path in paths:
        text = split_source("", path.read_text("utf-8")).reviewed_text
        assert fix_document(text.encode(), {}).changes == (), path


_PARTS = st.sampled_from(
    [
        "title: 甲\n",
        "made: ",
        "2026年1月2日\n",
        "2026/1/2",
        "date：",
        "- ",
        "  ",
        "\t",
        "\r\n",
        "\r",
        *("---\n", "\u200b", "\u00a0", "attachments:\n", "- file: a.PDF\n", "summary: |\n"),
        *("document_number: 甲[2026]1号\n", "甲,乙", "\n", "：", '"', "'", "#", "type: jiedu\n"),
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join), st.lists(_PARTS, max_size=8).map("".join))
def test_a_second_fix_changes_nothing_and_what_could_be_read_still_can(
    head: str, body: str
) -> None:
    data = f"---\n{head}\n---\n{body}".encode()
    try:
        fixed = fix_document(data, {})
    except FixRefusedError:
        return
    again = fix_document(fixed.after.encode(), {})
    assert (again.after, again.changes) == (fixed.after, ())
    try:
        before = read_source(SourceFile("content/a/b.md", data))
    except SourceRefusedError:
        return
    after = read_source(SourceFile("content/a/b.md", fixed.after.encode()))
    assert list(before.values) == list(after.values)
