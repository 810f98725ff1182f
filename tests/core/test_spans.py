from __future__ import annotations

import pytest
from markdown import Markdown

from gongkai.core.spans import SpannedTables


def render(*rows: str) -> str:
    head = "| A | B | C |\n| --- | --- | ---: |\n"
    html = Markdown(extensions=[SpannedTables()]).convert(head + "\n".join(rows))
    return html.split("<tbody>")[1].split("</tbody>")[0].replace("\n", "")


@pytest.mark.parametrize(
    ("rows", "html"),
    [
        (["| 1 | 2 | 3 |"], "<tr><td>1</td><td>2</td><td>3</td></tr>"),
        (
            ["| a\\ b | c\\\\ d | e\\\\\\ f |"],
            "<tr><td>a<br />b</td><td>c\\ d</td><td>e\\<br />f</td></tr>",
        ),
        (["| 1\\ | \\ 2 | \\* |"], "<tr><td>1\\</td><td><br />2</td><td>*</td></tr>"),
        (["| 1 | < | 3 |"], '<tr><td colspan="2">1</td><td>3</td></tr>'),
        (["| 1 | < | < |"], '<tr><td colspan="3">1</td></tr>'),
        (["| < | 2 | 3 |"], "<tr><td>&lt;</td><td>2</td><td>3</td></tr>"),
        (["| ^ | 2 | 3 |"], "<tr><td>^</td><td>2</td><td>3</td></tr>"),
        (["| ^^ | 2 | 3 |"], "<tr><td>^^</td><td>2</td><td>3</td></tr>"),
        (
            ["| 1 | 2 | 3 |", "| ^ | 5 | ^ |"],
            '<tr><td rowspan="2">1</td><td>2</td><td rowspan="2">3</td></tr><tr><td>5</td></tr>',
        ),
        (
            ["| 1 | < | 3 |", "| ^ | ^ | 6 |"],
            '<tr><td colspan="2" rowspan="2">1</td><td>3</td></tr><tr><td>6</td></tr>',
        ),
        (
            ["| 1 | < | 3 |", "| ^ | < | 6 |"],
            '<tr><td colspan="2" rowspan="2">1</td><td>3</td></tr><tr><td>6</td></tr>',
        ),
        (
            ["| 1 | 2 | 3 |", "| < | << | ^^ |"],
            (
                "<tr><td>1</td><td>2</td><td>3</td></tr>"
                "<tr><td>&lt;</td><td>&lt;&lt;</td><td>^^</td></tr>"
            ),
        ),
    ],
)
def test_marks_join_cells(rows: list[str], html: str) -> None:
    assert render(*rows) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "| A | B | < |\n| --- | --- | --- |\n| ^ | C | D |\n| 1 | 2 | 3 |",
            (
                '<thead><tr><th rowspan="2">A</th><th colspan="2">B</th></tr>'
                "<tr><th>C</th><th>D</th></tr></thead>"
                "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody>"
            ),
        ),
        (
            "| A | B |\n| --- | --- |\n| ^ | 2 |",
            "<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>^</td><td>2</td></tr></tbody>",
        ),
        (
            "|  |  |\n| --- | --- |\n| 1 | 2 |\n| ^ | 3 |",
            '<tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody>',
        ),
    ],
)
def test_heads_reach_as_far_as_their_cells(source: str, html: str) -> None:
    rendered = Markdown(extensions=[SpannedTables()]).convert(source).replace("\n", "")
    assert rendered == f"<table>{html}</table>"
