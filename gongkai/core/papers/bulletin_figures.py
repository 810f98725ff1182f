"""The first sections of a bulletin: what was published when, and how the columns stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Heading, Paragraph
from gongkai.core.papers.bulletin_tables import (
    make_block_table,
    make_forecast_table,
    make_late_table,
    make_trend_table,
    make_unit_table,
)
from gongkai.core.papers.wording import (
    describe_change,
    format_day,
    format_share,
    join_tallies,
    number_second,
)
from gongkai.core.report.tables import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.papers.blocks import Block
    from gongkai.core.papers.quarterly import Quarterly
    from gongkai.core.report.tables import InspectionCounter

_EARLIER = ((1, "上季度"), (4, "上年同期"))
"""With which quarters before a quarter is compared."""


def tell_figures(data: Quarterly) -> Iterator[Block]:
    """The section on what was published."""
    yield Heading(number_second(1, "公开数量"), 2)
    yield Paragraph(_tell_number(data))
    yield make_unit_table(data)
    yield make_block_table(data)
    yield Heading(number_second(2, "公开时限"), 2)
    yield Paragraph(_tell_punctuality(data))
    yield from filter(None, (make_late_table(data), make_trend_table(data)))
    yield Heading(number_second(3, "公开审查"), 2)
    yield Paragraph(_tell_reviews(data))
    rates = _tell_rates(data)
    if rates:
        yield Heading(number_second(4, "公开属性"), 2)
        yield Paragraph(rates)


def tell_columns(data: Quarterly) -> Iterator[Block]:
    """The section on columns and the counters of the inspection."""
    report = data.report
    numbers = [(s.value, sum(c.status is s for c in report.columns)) for s in Status]
    yield Paragraph(f"网站共设栏目{len(report.columns)}个，其中{join_tallies(numbers, '个')}。")
    failed = [counter.name for counter in report.inspection if counter.failed]
    result = f"{'、'.join(failed)}已达到否决标准" if failed else "均未达到否决标准"
    figures = "；".join(map(_format_counter, report.inspection))
    yield Paragraph(
        "对照《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）的单项否决指标，"
        f"{result}。{figures}。"
    )
    forecast = make_forecast_table(data)
    if forecast:
        yield Paragraph("如不更新，下列栏目将陆续超过更新期限：")
        yield forecast


def _format_counter(counter: InspectionCounter) -> str:
    value = "没有可以计算的内容" if counter.value is None else f"{counter.value}{counter.measure}"
    return f"{counter.name}{value}，标准为{counter.threshold}{counter.measure}"


def _tell_number(data: Quarterly) -> str:
    now = data.table.get(data.quarter).published
    changes = [
        describe_change(now, data.table.get(data.quarter.before(count)).published, name)
        for count, name in _EARLIER
        if data.table.is_comparable(data.quarter.before(count))
    ]
    compared = "，".join(changes) or "没有以往季度可以比较"
    return f"本季度公开政府信息{now}条，{compared}。"


def _tell_punctuality(data: Quarterly) -> str:
    now, last = data.table.get(data.quarter), data.table.get(data.quarter.before())
    if not now.judged:
        return "本季度公开的信息中没有可计时限的。"
    rate = f"按时公开率{format_share(now.on_time, now.judged)}"
    if last.judged:
        rate += f"（上季度{format_share(last.on_time, last.judged)}）"
    end = f"逾期{now.late}条" if now.late else "没有逾期"
    return f"可计时限的{now.judged}条中，按时公开{now.on_time}条，{rate}，{end}。"


def _tell_reviews(data: Quarterly) -> str:
    first, last = data.quarter.first.isoformat(), data.until.isoformat()
    own = [d for d in data.report.documents if first <= d.published[:10] <= last]
    if not own:
        return "本季度没有公开信息。"
    signed = sum(bool(document.signatures) for document in own)
    whole = "均" if signed == len(own) else f"有{signed}条"
    text = f"本季度公开的{len(own)}条信息{whole}在公开前经逐级审查并签名"
    if signed < len(own):
        text += f"，{len(own) - signed}条为经纸质审查的存量文件"
    reviews = data.report.reviews
    day = format_day(data.report.head.today)
    lacking = reviews.documents - reviews.complete
    if lacking:
        return f"{text}。截至{day}，网站公开的文件中有{lacking}份审查层级不全。"
    return f"{text}。截至{day}，网站公开的文件审查层级齐全，没有未经审查发布的情况。"


def _tell_rates(data: Quarterly) -> str:
    """主动公开率 of the quarter, empty where no document of the quarter is on record."""
    lines = data.report.openness.rates if data.report.openness else ()
    own = [line for line in lines if line.quarter == data.quarter.name]
    proactive, asked = sum(r.proactive for r in own), sum(r.on_request for r in own)
    withheld = sum(r.withheld for r in own)
    total = proactive + asked + withheld
    if not total:
        return ""
    lower = [
        f"{line.unit}{format_share(line.proactive, all_of)}"
        for line in own
        if (all_of := line.proactive + line.on_request + line.withheld) > line.proactive
    ]
    named = f"低于100%的有{'、'.join(lower)}，其余部门均为100%。" if lower else ""
    return (
        f"本季度形成并登记公开属性的文件{total}份，其中主动公开{proactive}份、依申请公开{asked}份、"
        f"不予公开{withheld}份，主动公开率{format_share(proactive, total)}。{named}"
    )
