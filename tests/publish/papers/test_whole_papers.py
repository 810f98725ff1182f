"""Every paper as a whole: its Markdown, and its Word file read back."""

from __future__ import annotations

import io
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.table import Table as WordTable

from gongkai.core.papers.bulletin import build_bulletin, summarise_bulletin
from gongkai.core.papers.letter import build_letters, build_list
from gongkai.core.papers.manual import build_manual
from gongkai.core.papers.quarter import Quarter
from gongkai.core.papers.quarterly import Issue
from gongkai.core.papers.scores import build_scores
from gongkai.core.papers.weights import DEFAULT_WEIGHTS
from gongkai.publish.papers.docx_paper import render_docx
from gongkai.publish.papers.markdown import escape, format_paper
from tests.helpers.paper_reports import HELD, OFFICE, TERM, make_report
from tests.helpers.report_trees import judge as judge_tree
from tests.helpers.report_trees import make_column, make_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.text.paragraph import Paragraph as Line

    from gongkai.core.papers.blocks import Paper

EXPECTED = Path(__file__).parents[2] / "data" / "papers"
QUARTER = Quarter(2026, 3)
MANUAL_TREE = make_tree(
    [
        make_column("zhidu", "zhidu", "block: zhidu\nmin_items: 6\nmax_age: 1095"),
        make_column("guifanxing", "gongwen", "max_age: 183\nmax_gap: 90"),
        make_column("nianbao", "zhidu", "block: nianbao\nlimit: 01-31\nmax_age: 400"),
        make_column("tongbao", "gongwen", "limit: quarterly\nfields: [document_number]"),
        make_column("fakuan", "dengji", "limit: 7wd\nzero_statement: 本期没有。").replace(
            "unit: ban", "unit: ye"
        ),
    ]
)


def make_papers() -> dict[str, Paper]:
    report = make_report()
    catalog = judge_tree(MANUAL_TREE).catalog
    assert catalog is not None
    letters = dict(build_letters(report, OFFICE, TERM))
    assert list(letters) == ["办公室", "业务科"]
    return {
        "bulletin": build_bulletin(report, OFFICE, Issue(QUARTER), TERM),
        "bulletin-public": build_bulletin(report, OFFICE, Issue(QUARTER, public=True), TERM),
        "letter": letters["业务科"],
        "list": build_list(report, OFFICE, TERM),
        "scores": build_scores(report, OFFICE, DEFAULT_WEIGHTS),
        "manual": build_manual(catalog, report.head.today),
    }


PAPERS = make_papers()


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_as_markdown(name: str) -> None:
    assert format_paper(PAPERS[name]) == (EXPECTED / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_a_word_file_says_the_same(name: str) -> None:
    assert "\n\n".join(read_back(render_docx(PAPERS[name]))) + "\n" == format_paper(PAPERS[name])


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert render_docx(PAPERS[name]) == render_docx(make_papers()[name])


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_names_what_is_held(name: str) -> None:
    text = format_paper(PAPERS[name])
    assert HELD not in text
    assert "dai-fa" not in text


def test_a_quarter_that_has_not_begun_has_no_bulletin() -> None:
    with pytest.raises(ValueError, match="2027年第一季度"):
        build_bulletin(make_report(), OFFICE, Issue(Quarter(2027, 1)), TERM)


def test_a_quarter_that_has_not_ended_says_so() -> None:
    text = format_paper(build_bulletin(make_report(), OFFICE, Issue(Quarter(2026, 4)), TERM))
    assert "2026年第四季度（10月1日至11月20日，本季度尚未结束）" in text


def test_the_abstract_of_a_bulletin() -> None:
    issue = Issue(QUARTER, public=True)
    assert summarise_bulletin(make_report(), OFFICE, issue) == (
        "通报2026年第三季度主动公开政府信息4条、按时公开率75.0%的情况，指出问题5处并提出工作要求。"
    )


def read_back(data: bytes) -> Iterator[str]:
    """The blocks of a Word file, as Markdown writes them."""
    document = docx.Document(io.BytesIO(data))
    for is_item, group in groupby(document.iter_inner_content(), is_list_item):
        blocks = [read_block(block) for block in group]
        yield from ["\n".join(blocks)] if is_item else blocks


def is_list_item(block: Line | WordTable) -> bool:
    return not isinstance(block, WordTable) and re.match(r"[0-9]+\. ", block.text) is not None


def read_block(block: Line | WordTable) -> str:
    if isinstance(block, WordTable):
        return read_table(block)
    assert block.style is not None
    text = escape(block.text.replace("\n", "")) if not is_list_item(block) else block.text
    if is_list_item(block):
        number, _, rest = block.text.partition(" ")
        return f"{number} {escape(rest)}"
    marks = {"Title": "# ", "Heading 1": "## ", "Heading 2": "### "}
    if block.style.name == "表题":
        return f"**{text}**"
    return marks.get(str(block.style.name), "") + text


def read_table(table: WordTable) -> str:
    rows = [[cell.text.replace("\n", "") for cell in row.cells] for row in table.rows]
    marks = {"left": "---", "center": ":---:", "right": "---:"}
    aligns = [cell.paragraphs[0]._element.pPr.jc.val for cell in table.rows[-1].cells]
    rule = [marks[align.name.lower()] for align in aligns]
    cells = [[escape(cell).replace("|", r"\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))
