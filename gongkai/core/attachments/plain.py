"""Text and CSV files."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.previews import preview_table, preview_text
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from gongkai.core.attachments.notes import Notes

_FORMULA = re.compile(r"\s*(?:[=@]|[+-]\s*[A-Za-z(])")


def inspect_text(data: bytes, notes: Notes) -> None:
    """Notes what is wrong with a text file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("attachment-type", "文本附件不是 UTF-8 编码") from error
    found = find_forbidden(text.replace("\r\n", "\n").replace("\t", " "))
    if found is not None:
        notes.add("attachment-hidden", f"第 {found[0]} 行有看不见的字符：{found[1]}")
    for line in text.splitlines():
        notes.say(line)
    notes.show(preview_text(text.splitlines()))


def inspect_csv(data: bytes, notes: Notes) -> None:
    """Notes what is wrong with a table; a cell that a spreadsheet would execute is a fault."""
    inspect_text(data, notes)
    rows = [*csv.reader(data.decode("utf-8-sig").splitlines())]
    formulas = sum(1 for row in rows for cell in row if _FORMULA.match(cell))
    notes.count("attachment-script", "会被电子表格当作公式执行的单元格", formulas, "个")
    notes.show(preview_table(rows))
