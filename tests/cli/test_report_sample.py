from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from gongkai.publish.report_forms.sample import QUESTIONS
from tests.helpers.tree import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NAME = PATH.removeprefix("content/").removesuffix(".md")


def test_a_sample_is_printed_and_written_as_a_form(root: Path, gongkai: Run) -> None:
    code, text = gongkai("report", "sample", "-n", "3", "--seed", "2026135")
    folder = root / "build" / "sample"
    assert (code, text.splitlines()) == (
        0,
        [
            f"   1  {NAME}  示例市测试局关于冬季办公时间的通告（办公室）",
            "从 1 份公开文件中抽取 1 份，种子 2026135",
            f"已写出 {folder / 'sample.xlsx'}、{folder / 'sample.csv'}",
        ],
    )
    data = (folder / "sample.csv").read_text("utf-8-sig")
    heads, line = csv.reader(io.StringIO(data, newline=""))
    row = dict(zip(heads, line, strict=True))
    number = hashlib.sha256(f"2026135\n{NAME}".encode()).hexdigest()
    assert (row["编号"], row["审查人"], row["抽样数"]) == (NAME, "r01、r02、r03", number[:16])
    assert [row[question] for question in QUESTIONS] == [""] * len(QUESTIONS)
    book = openpyxl.load_workbook(folder / "sample.xlsx")
    assert [cell.value for cell in book["检查表"][1]] == heads
    facts = {row[0]: row[1] for row in book["抽样说明"].iter_rows(values_only=True)}
    assert (facts["公开文件总数"], facts["抽取份数"], facts["种子"]) == (1, 1, "2026135")


def test_the_same_seed_gives_the_same_bytes(root: Path, gongkai: Run) -> None:
    files = []
    for name in ("a", "b"):
        assert (
            gongkai("report", "sample", "-n", "1", "--seed", "7", "--by", "unit", "-o", name)[0]
            == 0
        )
        files.append([path.read_bytes() for path in sorted((root / name).iterdir())])
    assert files[0] == files[1]
    assert len(files[0]) == 2


@pytest.mark.parametrize("seed", ["", " ", "甲\n乙", "甲" * 101])
def test_a_seed_is_one_line(gongkai: Run, seed: str) -> None:
    code, text = gongkai("report", "sample", "-n", "1", "--seed", seed)
    assert (code, text.startswith("× 种子应为一行文字")) == (2, True)
