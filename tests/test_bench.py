from __future__ import annotations

import sys
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
from gongkai.publish.search_record import SearchRecord
from scripts.benchmark import ours
from scripts.benchmark.conversion import LONGEST_LINE, convert_body, convert_line
from scripts.benchmark.measuring import RunFailedError, RunTooLongError, run_measured
from scripts.benchmark.peers.environment import FOLDER
from scripts.benchmark.peers.table import PEERS, Pace, run_peer
from scripts.benchmark.profiling import format_samples
from scripts.benchmark.project import make_project
from scripts.benchmark.readme import BEGIN, END, READMES, format_block, replace_block
from scripts.benchmark.results import LAST, format_results, parse_results
from scripts.benchmark.search_queries import LONGEST, SHORTEST, draw_substrings, scan
from scripts.benchmark.site_size import measure_page, measure_site
from scripts.benchmark.texts import RawText, generate
from scripts.benchmark.words import FIGURES, NAMES, NOTES, ROWS

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


def test_made_up_texts_differ_and_are_as_long_as_real_ones(tmp_path: Path) -> None:
    texts = list(generate(300, seed=4))
    assert texts == list(generate(300, seed=4))
    assert len({text.body for text in texts}) == len({text.name for text in texts}) == 300
    mean = sum(len(text.body.encode()) for text in texts) / 300
    assert 4_500 < mean < 6_500
    project = make_project(tmp_path / "project", texts[:40])
    assert not prepare(default_options(project.folder)).verdict.blocked


def test_a_run_is_measured_by_itself(tmp_path: Path) -> None:
    held = bytearray(300_000_000)
    work = "x = bytearray(60_000_000); import time, sys; print('› 一 ……'); time.sleep(0.2)"
    run = run_measured((sys.executable, "-c", work), tmp_path)
    assert len(held) > run.peak > 60_000_000
    assert run.wall > 0.2 > run.cpu
    assert [name for name, _ in run.stages] == ["启动", "一"]
    assert run.stages[1][1] > 0.2
    assert (run + run).wall == 2 * run.wall


@pytest.mark.parametrize(
    ("code", "limit", "expected"),
    [("import sys; sys.exit('甲')", 60, RunFailedError), ("while True: pass", 1, RunTooLongError)],
)
def test_a_run_that_does_not_end_well_is_told(
    code: str, limit: float, expected: type[Exception], tmp_path: Path
) -> None:
    with pytest.raises(expected, match=r"甲|1 秒"):
        run_measured((sys.executable, "-c", code), tmp_path, limit)


def test_changes_are_revised_signed_and_published(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", generate(8, seed=2))
    series = ours.Series(project.folder)
    ours.set_script(project.folder, traditional=False)
    ours.measure_clean(series, 1)
    ours.measure_changes(series, project, seed=1, times=1)
    log = (project.folder / ".gongkai" / "state" / "log.txt").read_text("utf-8")
    verdict = prepare(default_options(project.folder)).verdict
    revisions = sorted(document.draft.record.revision for document in verdict.cleared)
    assert (revisions, len(verdict.withdrawn)) == ([1, 1, 1, 1, 1, 1, 2, 2], 1)
    assert log.count(" withdraw ") == 1
    assert {*ROWS} - {*PEERS, "traditional"} <= series.medians.keys()
    assert len(series.runs["reviewed: sign"]) == 3
    size = measure_site(project.folder / "site", [made.url for made in project.documents])
    assert size.documents.count == 8
    assert size.size > size.documents.size > 8 * size.documents.beyond_median * 0.5
    assert size.files > size.documents.count + size.others.count


@pytest.mark.parametrize(
    ("main", "beyond"),
    [
        ("甲", 0),
        ("<p>甲</p>", 7),
        ("<p>甲\n\n  <p>乙\n", 3 + 3 + 3 + 1),
        ("<p id=tiao-1><b>第一条</b>　甲\xa0乙", 20),
        ("甲<template><p>乙</template><script>丙</script>", 24 + 3 + 17 + 3),
        ("1 &lt; 2", 3),
    ],
)
def test_a_page_weighs_what_is_not_the_text_of_its_main_part(
    tmp_path: Path, main: str, beyond: int
) -> None:
    frame = "<!doctype html><meta charset=utf-8><title>甲</title><p>乙</p><main>{}</main>"
    page = tmp_path / "index.html"
    page.write_text(frame.format(main), "utf-8")
    assert measure_page(page) == len(frame.format("").encode()) + beyond


@pytest.mark.skipif(not FOLDER.exists(), reason="没有对照程序：运行一次 scripts/bench 即安装")
def test_other_generators_make_a_page_of_each_document(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", generate(5, seed=2))
    for name, peer in PEERS.items():
        pace = Pace(FOLDER / "bin", 120, 1)
        made = run_peer(peer, project, tmp_path / name, pace)
        output = tmp_path / name / peer.output
        assert made.run is not None
        assert made.files >= 5
        for document in project.documents:
            page = (output / document.url / "index.html").read_text("utf-8")
            assert document.title in page, name


def make_record(url: str, title: str, *blocks: str) -> SearchRecord:
    return SearchRecord(url, title, blocks, column="", column_name="", published="")


RECORDS = [
    make_record("a/", "户籍管理办法", "申请人应当持身份证办理ABC登记。", "甲"),
    make_record("b/", "关于办理登记的通知", "登记不收取费用。"),
]


def test_queries_are_drawn_from_the_texts_and_found_there() -> None:
    drawn = list(draw_substrings(RECORDS, 50, seed=3))
    assert drawn == list(draw_substrings(RECORDS, 50, seed=3))
    texts = [text for record in RECORDS for text in (record.title, *record.blocks)]
    assert all(any(query in text for text in texts) for query in drawn)
    assert all(SHORTEST <= len(query) <= LONGEST for query in drawn)
    assert all(scan(RECORDS, drawn))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("登记", {"a/", "b/"}),
        ("abc", {"a/"}),
        ("登记 户籍", {"a/"}),
        ("办法申请", set()),
        ("户籍 费用", set()),
        (" ", set()),
    ],
)
def test_a_scan_finds_each_part_in_some_one_block(query: str, found: set[str]) -> None:
    assert list(scan(RECORDS, [query])) == [found]


def test_samples_are_told_by_process() -> None:
    text = (
        'process 1:"a";main (m.py:1);work (m.py:2) 200\n'
        'process 1:"a";process 2:"a";main (m.py:1);task (m.py:9) 100\n'
        'process 1:"a";main (m.py:1);wait (threading.py:3) 900\n'
    )
    told = "\n".join(format_samples(text))
    assert "进程 2 个，处理器秒（采样）：1.0、0.5\n" in told
    assert "| `work (m.py)` | 1.00 |" in told
    assert "| `task (m.py)` | 0.50 |" in told
    assert "wait" not in told


@pytest.mark.parametrize("language", READMES)
def test_the_readme_has_the_table_of_the_last_results(language: str) -> None:
    runs = parse_results(LAST.read_text("utf-8"))
    assert parse_results(format_results(runs)) == runs
    text = READMES[language].read_text("utf-8")
    assert replace_block(text, format_block(runs, language)) == text


@pytest.mark.parametrize("text", ["", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}"])
def test_marks_that_are_missing_are_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="marks"):
        replace_block(text, "甲")


def test_every_row_and_figure_has_both_languages() -> None:
    assert {
        tuple(sorted(words)) for table in (NAMES, FIGURES, NOTES) for words in table.values()
    } == {("en", "zh")}
    assert set(PEERS) < set(NAMES)
