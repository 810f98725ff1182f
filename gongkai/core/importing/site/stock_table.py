"""The table from which the list of existing stock is made, for the documents of a move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.stocking import EXPIRES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


_FIELDS = 3


@dataclass(frozen=True, slots=True)
class StockRow:
    """One document that was public on the old site."""

    id: str
    address: str
    """From the root of the old site."""
    paper: str = ""
    """Number of the review on paper; empty where the list does not tell it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody has written into the table of an earlier run."""

    papers: Mapping[str, str] = field(default_factory=dict)
    """Number of the review on paper by the id of the document."""
    days: Mapping[str, str] = field(default_factory=dict)
    """The last day by column."""


def read_written(text: str) -> Written:
    """What an earlier table holds beside what the program writes; unreadable lines count not."""
    papers: dict[str, str] = {}
    days: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        fields = [part.strip() for part in line.split("\t")]
        told = len(fields) == _FIELDS and not line.startswith("#") and PLACEHOLDER not in fields[2]
        if told and fields[0] == EXPIRES:
            days[fields[1]] = fields[2]
        elif told:
            papers[fields[0]] = fields[2]
    return Written(papers, days)


def format_stock_table(
    rows: Sequence[StockRow],
    unready: Sequence[tuple[str, str]],
    until: date | None,
    written: Written,
) -> str:
    """The table, with the last day of each column, and with what is not ready as remarks.

    What somebody has `written` into an earlier table stays, but for the day if another is asked
    for.
    """
    lines = ["# 存量表：每行“文件编号、原网址、纸质审查编号”，用制表符隔开。"]
    columns = dict.fromkeys(sorted(row.id.split("/")[0] for row in rows))
    for column in columns:
        day = until.isoformat() if until else written.days.get(column) or PLACEHOLDER
        lines.append(f"{EXPIRES}\t{column}\t{day}")
    for row in sorted(rows, key=_by_id):
        paper = "".join(row.paper.split()) or written.papers.get(row.id) or PLACEHOLDER
        lines.append(f"{row.id}\t{row.address}\t{paper}")
    if unready:
        lines += ["#", "# 以下文件还不能列入，处理后重新运行 gongkai adopt … --stock："]
        lines += [f"# {name}：{reason}" for name, reason in sorted(unready)]
    return "".join(f"{line}\n" for line in lines)


def _by_id(row: StockRow) -> str:
    return row.id
