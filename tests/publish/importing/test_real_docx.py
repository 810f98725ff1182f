"""Official Word texts against a counter that reads their XML and knows nothing of the product."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from gongkai.core.body import render_body
from gongkai.core.importing.blocks import Cell, Heading, ImportedText, Table, plain_text
from gongkai.core.importing.markdown import to_markdown
from gongkai.publish.importing.readers import read_any
from tests.helpers.plain_docx import ARTICLE, count_docx

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[4] / "shared" / "attachments"
FILES = sorted(FOLDER.glob("*.docx"))
pytestmark = pytest.mark.skipif(not FILES, reason="没有 ../shared 中的 Word 文件")


@pytest.fixture(params=FILES, ids=lambda path: path.stem[:24])
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def squeeze(text: str) -> str:
    return "".join(text.split())


def read(path: Path) -> ImportedText:
    return read_any(path.read_bytes(), path.name)


def list_cells(table: Table) -> Iterator[tuple[str, int, int, int, int]]:
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            if isinstance(cell, Cell):
                yield squeeze(cell.text), y, x, cell.across, cell.down


def list_html_cells(table: lxml.html.HtmlElement) -> Iterator[tuple[str, int, int, int, int]]:
    """Cells of an HTML table with the row and column that browsers give them."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.iter("tr")):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            across, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            taken |= {(y + j, x + i) for j in range(down) for i in range(across)}
            yield squeeze(cell.text_content()), y, x, across, down


def test_there_are_all_thirteen() -> None:
    assert len(FILES) == 13


def test_nothing_is_lost_on_the_way_in(path: Path) -> None:
    source, text = count_docx(path), read(path)
    assert text.losses == ()
    tables = [block for block in text.blocks if isinstance(block, Table)]
    lines = [plain_text(block) for block in text.blocks if not isinstance(block, Table)]
    assert [squeeze(line) for line in lines] == [squeeze(line) for line in source.lines]
    assert [[*list_cells(table)] for table in tables] == [table.cells for table in source.tables]
    headings = [squeeze(plain_text(b)) for b in text.blocks if isinstance(b, Heading)]
    assert headings == source.headings
    assert sum(bool(ARTICLE.match(line)) for line in lines) == source.articles


def test_nothing_is_lost_on_the_page(path: Path) -> None:
    source = count_docx(path)
    written = to_markdown(read(path), {})
    assert (written.losses, written.dropped) == ((), ())
    rendered = render_body(written.body)
    root = lxml.html.fragment_fromstring(rendered.html, create_parent="div")
    html_tables = [[*list_html_cells(table)] for table in root.iter("table")]
    assert html_tables == [table.cells for table in source.tables]
    for table in root.findall("table"):
        root.remove(table)
    lines = [squeeze(element.text_content()) for element in root if squeeze(element.text_content())]
    assert lines == [squeeze(line) for line in source.lines]
    headings = [squeeze(e.text_content()) for e in root if re.fullmatch("h[2-6]", str(e.tag))]
    assert headings == source.headings
    assert len(rendered.text) == source.characters


def test_the_counter_sees_merged_cells() -> None:
    form = next(path for path in FILES if path.name.startswith("annual"))
    tables = count_docx(form).tables
    assert [len(table.cells) for table in tables] == [30, 215, 34]
    assert sum(cell[3] > 1 for table in tables for cell in table.cells) == 24
    assert sum(cell[4] > 1 for table in tables for cell in table.cells) == 13
