"""The tables of the annual report as the official form lays them out (国办公开办函〔2021〕30号)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.annual import AnnualReport, RequestTable, YearlyForm

if TYPE_CHECKING:
    from gongkai.core.models.base import Document

_NEW, _HANDLED = "一、本年新收政府信息公开申请数量", "三、本年度办理结果"
_SPLIT_ONLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
_RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_GROUPS = {
    "r3": ("（三）不予公开", 8),
    "r4": ("（四）无法提供", 3),
    "r5": ("（五）不予处理", 5),
    "r6": ("（六）其他处理", 3),
}
_FULL_LABELS = {
    "r6_1": "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "r6_2": "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "r6_3": "其他",
    "r5_3": "要求提供公开出版物",
}
_ONE_BY_ONE = {
    "new": _NEW,
    "carried": "二、上年结转政府信息公开申请数量",
    "r1": "（一）予以公开",
    "r2": _SPLIT_ONLY,
    "r7": "（七）总计",
    "forward": "四、结转下年度继续办理",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    head: str = ""
    """`col`, `row`, `colgroup`, `rowgroup` where it is a heading, else empty."""
    across: int = 1
    down: int = 1
    is_day: bool = False
    """The text is a date, which is not broken across lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption; the first `head_rows` rows head it."""

    section: str
    """The number of the report's section that the table belongs to, as 二."""
    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int
    of_rows: bool = False
    """Made from a document's own rows, not laid out as an official form."""


def build_tables(record: Document) -> tuple[Table, ...]:
    """The tables that a yearly report's figures make."""
    if isinstance(record, AnnualReport):
        return (_build_proactive(record), _build_requests(record.requests), _build_disputes(record))
    if isinstance(record, YearlyForm):
        head = (Cell("指标", "col"), Cell("数值", "col"))
        rows = tuple((Cell(f.name, "row"), Cell(f.value)) for f in record.figures)
        return (Table("", f"{record.year}年度指标", (head, *rows), 1),)
    return ()


def _build_proactive(record: AnnualReport) -> Table:
    table = record.proactive

    def band(article: str) -> tuple[Cell, ...]:
        return (Cell(f"第二十条第{article}项", "colgroup", across=4),)

    def heads(*names: str) -> tuple[Cell, ...]:
        spans = {2: 3}.get(len(names), 1)
        last = Cell(names[-1], "col", across=spans)
        return (*(Cell(name, "col") for name in names[:-1]), last)

    def one(name: str, value: object) -> tuple[Cell, ...]:
        return (Cell(name, "row"), Cell(f"{value}", across=3))

    def three(name: str, values: tuple[int, ...]) -> tuple[Cell, ...]:
        return (Cell(name, "row"), *(Cell(str(value)) for value in values))

    return Table(
        "二",
        "主动公开政府信息情况",
        (
            band("（一）"),
            heads("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            three("规章", table.guizhang),
            three("行政规范性文件", table.guifanxing),
            band("（五）"),
            heads("信息内容", "本年处理决定数量"),
            one("行政许可", table.xuke),
            band("（六）"),
            heads("信息内容", "本年处理决定数量"),
            one("行政处罚", table.chufa),
            one("行政强制", table.qiangzhi),
            band("（八）"),
            heads("信息内容", "本年收费金额（单位：万元）"),
            one("行政事业性收费", table.shoufei),
        ),
        0,
    )


def _build_requests(table: RequestTable) -> Table:
    head = (
        (
            Cell(_RULE, "col", 3, 3),
            Cell("申请人情况", "colgroup", across=7),
        ),
        (
            Cell("自然人", "col", down=2),
            Cell("法人或其他组织", "colgroup", across=5),
            Cell("总计", "col", down=2),
        ),
        tuple(
            Cell(name, "col")
            for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
        ),
    )
    rows: list[tuple[Cell, ...]] = [_request_row(table, name, 3) for name in ("new", "carried")]
    handled = ["r1", "r2", *(f"{g}_{n}" for g, (_, k) in _GROUPS.items() for n in range(1, k + 1))]
    for name in (*handled, "r7"):
        lead = (Cell(_HANDLED, "rowgroup", down=len(handled) + 1),) if name == "r1" else ()
        group, _, number = name.partition("_")
        if not number:
            rows.append((*lead, *_request_row(table, name, 2)))
            continue
        title, length = _GROUPS[group]
        above = (Cell(title, "rowgroup", down=length),) if number == "1" else ()
        rows.append((*above, *_request_row(table, name, 1)))
    rows.append(_request_row(table, "forward", 3))
    return Table("三", "收到和处理政府信息公开申请情况", (*head, *rows), 3)


def _request_row(table: RequestTable, name: str, across: int) -> tuple[Cell, ...]:
    label = _ONE_BY_ONE.get(name)
    if label is None:
        text = _FULL_LABELS.get(name, RequestTable.model_fields[name].title)
        label = f"{name.partition('_')[2]}.{text}"
    return (Cell(label, "row", across), *(Cell(str(value)) for value in getattr(table, name)))


def _build_disputes(record: AnnualReport) -> Table:
    table = record.disputes
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    upright = tuple(Cell(name, "col", down=2) for name in names)
    figures = (*table.fuyi, *table.zhijie, *table.fuyihou)
    return Table(
        "四",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        (
            (Cell("行政复议", "colgroup", across=5), Cell("行政诉讼", "colgroup", across=10)),
            (
                *upright,
                Cell("未经复议直接起诉", "colgroup", across=5),
                Cell("复议后起诉", "colgroup", across=5),
            ),
            tuple(Cell(name, "col") for name in names * 2),
            tuple(Cell(str(value)) for value in figures),
        ),
        3,
    )


def find_section(heading: str) -> str:
    """The Chinese number that opens a heading: 二 of 二、主动公开政府信息情况, else empty."""
    match = re.match(r"([一二三四五六七八九十]+)、", heading)
    return match.group(1) if match else ""
