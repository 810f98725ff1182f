"""What was measured of the search, as a table."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.benchmark.searching import Answer, Cost, First, Index


def format_search(index: Index, answers: Sequence[Answer], firsts: Sequence[First]) -> str:
    """One row of the table of which `SEARCH_HEAD` is the head."""
    right = sum(len(answer.found & answer.wanted) for answer in answers)
    recall = right / max(1, sum(len(answer.wanted) for answer in answers))
    precision = right / max(1, sum(len(answer.found) for answer in answers))
    later = median([answer.seconds * 1000 for answer in answers] or [0.0])
    cells = (
        f"{len(index.records):,}",
        f"{len(answers)}",
        f"{sum(answer.found == answer.wanted for answer in answers)}",
        f"{recall:.4f}",
        f"{precision:.4f}",
        *_format_costs([first.typed for first in firsts]),
        *_format_costs([first.opened for first in firsts]),
        f"{later:.0f} 毫秒",
        f"{index.size / 1e6:.1f} MB，{index.files} 个文件，处理器 {index.seconds:.1f} 秒",
    )
    return f"| {' | '.join(cells)} |"


def _format_costs(costs: Sequence[Cost]) -> Iterator[str]:
    """Median and worst of bytes and times, and the most requests."""
    received = [cost.received / 1000 for cost in costs] or [0.0]
    spent = [cost.seconds * 1000 for cost in costs] or [0.0]
    yield f"{median(received):.0f}／{max(received):.0f} KB"
    yield f"{max((cost.requests for cost in costs), default=0)}"
    yield f"{median(spent):.0f}／{max(spent):.0f} 毫秒"


def list_faults(answers: Sequence[Answer]) -> Iterator[str]:
    """A line for each query that did not find what the scan finds."""
    for answer in answers:
        if answer.found != answer.wanted:
            missed, more = answer.wanted - answer.found, answer.found - answer.wanted
            yield f"× “{answer.query}”：漏 {len(missed)} 件，多 {len(more)} 件"


_COLUMNS = (
    *("文件", "查询", "集合相同", "召回率", "准确率"),
    *("首查", "最多请求", "用时", "连同网页", "最多请求", "用时"),
    *("再查", "索引"),
)
SEARCH_HEAD = (f"| {' | '.join(_COLUMNS)} |", f"|{' ---: |' * (len(_COLUMNS) - 1)} --- |")
"""Where two figures stand in a cell: median and worst."""
