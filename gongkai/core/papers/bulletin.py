"""The quarterly bulletin (季度通报): what was published, how punctually, what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Heading, Paper, Paragraph, Place
from gongkai.core.papers.bulletin_demands import tell_demands
from gongkai.core.papers.bulletin_figures import tell_columns, tell_figures
from gongkai.core.papers.bulletin_problems import praise_units, tell_problems
from gongkai.core.papers.quarterly import collect_quarter
from gongkai.core.papers.wording import format_day, format_share, number_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.papers.blocks import Block
    from gongkai.core.papers.office import Office
    from gongkai.core.papers.quarterly import Issue, Quarterly
    from gongkai.core.papers.term import Term
    from gongkai.core.report.model import Report


def build_bulletin(report: Report, office: Office, issue: Issue, term: Term) -> Paper:
    """The bulletin on a quarter as the site stands on the day of the report.

    Raises:
        ValueError: when the quarter has not begun.
    """
    data = collect_quarter(report, office, issue)
    today = report.head.today
    blocks: list[Block] = [
        Paragraph(f"{issue.addressee}：", Place.ADDRESSEE),
        Paragraph(_introduce(data)),
    ]
    for position, (name, content) in enumerate(_list_sections(data, term), 1):
        blocks += [Heading(number_first(position, name), 1), *content]
    blocks += [
        Paragraph(office.name, Place.SIGNATURE),
        Paragraph(format_day(today), Place.DATE),
    ]
    if issue.public:
        blocks.append(Paragraph("（此件公开发布）", Place.NOTE))
    phrases = (office.name, f"关于{issue.quarter.name}", "政府信息公开工作情况的通报")
    return Paper("".join(phrases), office.name, today, tuple(blocks), phrases)


def summarise_bulletin(report: Report, office: Office, issue: Issue) -> str:
    """The abstract (内容概述) of the bulletin."""
    data = collect_quarter(report, office, issue)
    now = data.table.get(issue.quarter)
    rate = f"、按时公开率{format_share(now.on_time, now.judged)}" if now.judged else ""
    found = f"指出问题{len(data.told)}处并" if data.told else ""
    figures = f"主动公开政府信息{now.published}条{rate}的情况"
    return f"通报{issue.quarter.name}{figures}，{found}提出工作要求。"


def _list_sections(data: Quarterly, term: Term) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "主动公开情况", tuple(tell_figures(data))
    yield "网站栏目情况", tuple(tell_columns(data))
    praise = praise_units(data)
    if praise:
        yield "做得好的部门", tuple(map(Paragraph, praise))
    yield "存在问题", tuple(tell_problems(data))
    yield "下一步要求", (tell_demands(data, term),)


def _introduce(data: Quarterly) -> str:
    quarter, until, today = data.quarter, data.until, data.report.head.today
    unfinished = "，本季度尚未结束" if until < quarter.last else ""
    limits = "，不计本季度以后公开的信息和其他季度的逾期公开" if quarter.last < today else ""
    return (
        "根据《中华人民共和国政府信息公开条例》和政府信息公开工作考核要求，"
        f"现将{quarter.name}（{quarter.first.month}月{quarter.first.day}日至"
        f"{until.month}月{until.day}日{unfinished}）政府信息公开工作情况通报如下。"
        "数字由网站检查报告生成：发布数量按现行文本的发布日期统计，"
        f"栏目和问题按{format_day(today)}的情况统计{limits}。"
    )
