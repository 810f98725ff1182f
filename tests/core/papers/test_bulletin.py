from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.core.papers.blocks import Listing, Paragraph
from gongkai.core.papers.bulletin import build_bulletin
from gongkai.core.papers.quarter import Quarter
from gongkai.core.papers.quarterly import Issue
from gongkai.core.report.difference import CheckDifference, Difference
from tests.helpers.paper_reports import AGE, KEYS, OFFICE, TERM, make_report

CHANGED = Difference(
    since="2026-08-01 18:00",
    commit=None,
    manifest_digest=None,
    added=(),
    revised=(),
    removed=(),
    counts=(),
    columns=(),
    checks=(
        CheckDifference(AGE.id, AGE.name, appeared=("甲",), mended=("乙", "丙")),
        CheckDifference(KEYS.id, KEYS.name, appeared=("丁",), mended=()),
    ),
)


@pytest.mark.parametrize(
    ("public", "text"),
    [
        (False, "与2026年8月1日的检查相比，已整改2处，新发现2处。"),
        (True, "与2026年8月1日的检查相比，已整改2处，新发现1处。"),
    ],
)
def test_progress_since_an_earlier_report(public: bool, text: str) -> None:  # noqa: FBT001
    report = replace(make_report(), difference=CHANGED)
    paper = build_bulletin(report, OFFICE, Issue(Quarter(2026, 3), public=public), TERM)
    assert Paragraph(text) in paper.blocks


def test_a_site_without_problems_is_asked_for_nothing_special() -> None:
    report = replace(make_report(), checks=(), forecast=None, deadlines=(), documents=())
    paper = build_bulletin(report, OFFICE, Issue(Quarter(2026, 3)), TERM)
    texts = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert "按0项要求检查，没有发现需要通报的问题。" in texts
    assert "本季度公开政府信息0条，没有以往季度可以比较。" in texts
    assert "本季度没有公开信息。" in texts
    (demands,) = [block for block in paper.blocks if isinstance(block, Listing)]
    assert len(demands.items) == 1


def test_good_practice_is_named_where_figures_show_it() -> None:
    report = replace(make_report(), checks=())
    paper = build_bulletin(report, OFFICE, Issue(Quarter(2026, 3)), TERM)
    assert (
        Paragraph("办公室（3条）本季度可计时限的信息全部按时公开，检查没有发现问题。")
        in paper.blocks
    )
