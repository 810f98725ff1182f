"""What was measured of the search, as figures and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.benchmark.search_sites import Index
    from scripts.benchmark.searching import Answer, Cost, First


@dataclass(frozen=True, slots=True)
class Costs:
    """What first queries cost, each with an empty cache."""

    received: float
    """Bytes over the wire, median."""
    received_most: int
    requests_most: int
    seconds: float
    """Median."""
    seconds_most: float


@dataclass(frozen=True, slots=True)
class SearchFigures:
    """How exact and how quick the search of one site is."""

    documents: int
    queries: int
    same: int
    """Queries that found exactly what reading all texts finds."""
    recall: float
    precision: float
    typed: Costs
    """On the page that waited for the query: from the first letter; time from the key press."""
    opened: Costs
    """By an address: with the page itself, its style sheets and scripts."""
    later: float
    """Median seconds of a query with whatever earlier ones had loaded."""
    index_size: int
    index_files: int
    index_seconds: float
    """Of the processors, for building it by itself; 0 where it was built with the site."""


def sum_up(index: Index, answers: Sequence[Answer], firsts: Sequence[First]) -> SearchFigures:
    """The figures of one site."""
    right = sum(len(answer.found & answer.wanted) for answer in answers)
    return SearchFigures(
        documents=len(index.records),
        queries=len(answers),
        same=sum(answer.found == answer.wanted for answer in answers),
        recall=right / max(1, sum(len(answer.wanted) for answer in answers)),
        precision=right / max(1, sum(len(answer.found) for answer in answers)),
        typed=_sum_up_costs([first.typed for first in firsts]),
        opened=_sum_up_costs([first.opened for first in firsts]),
        later=median([answer.seconds for answer in answers] or [0.0]),
        index_size=index.size,
        index_files=index.files,
        index_seconds=index.seconds,
    )


def _sum_up_costs(costs: Sequence[Cost]) -> Costs:
    received = [cost.received for cost in costs] or [0]
    spent = [cost.seconds for cost in costs] or [0.0]
    requests = max((cost.requests for cost in costs), default=0)
    return Costs(median(received), max(received), requests, median(spent), max(spent))


def format_search(figures: SearchFigures) -> str:
    """One row of the table of which `SEARCH_HEAD` is the head."""
    size = f"{figures.index_size / 1e6:.1f} MB，{figures.index_files} 个文件"
    cells = (
        f"{figures.documents:,}",
        f"{figures.queries}",
        f"{figures.same}",
        f"{figures.recall:.4f}",
        f"{figures.precision:.4f}",
        *_format_costs(figures.typed),
        *_format_costs(figures.opened),
        f"{figures.later * 1000:.0f} 毫秒",
        f"{size}，处理器 {figures.index_seconds:.1f} 秒",
    )
    return f"| {' | '.join(cells)} |"


def _format_costs(costs: Costs) -> Iterator[str]:
    """Median and worst of bytes and times, and the most requests."""
    yield f"{costs.received / 1000:.0f}／{costs.received_most / 1000:.0f} KB"
    yield f"{costs.requests_most}"
    yield f"{costs.seconds * 1000:.0f}／{costs.seconds_most * 1000:.0f} 毫秒"


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
