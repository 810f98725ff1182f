"""The working manual (政务公开实用手册), made from the catalogue: nothing in it is typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.entries import REASON_TEXT
from gongkai.core.papers.blocks import Heading, Listing, Paper, Paragraph, Place, Table, TableColumn
from gongkai.core.papers.manual_columns import (
    make_column_tables,
    make_type_tables,
    make_unit_tables,
)
from gongkai.core.papers.manual_days import make_calendar_table, make_clock_table
from gongkai.core.papers.manual_review import make_level_table, tell_review
from gongkai.core.papers.office import describe_office
from gongkai.core.papers.wording import format_day, number_first

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.papers.blocks import Block

_STEPS = (
    (
        "起草",
        "拟稿人",
        "新建文件，填完各项，提出公开属性；不主动公开的写明理由和下次评估日期，不放正文",
        "gongkai new 栏目编号 -t 名称 -d 人员编号",
    ),
    ("净化附件", "拟稿人", "去掉修订、批注、作者信息和隐藏内容", "gongkai clean 附件"),
    ("自查", "拟稿人", "按提示改正，直到没有拦截项", "gongkai check 文件"),
    (
        "逐级审查",
        "各级审查人",
        "看全文和附件后签署；要改的退回，拿不准的报请确定",
        "gongkai review show 文件；gongkai review sign 文件",
    ),
    ("发布", "运维人员", "审查齐全的文件公开；没有审查或者审查后改动过的不会公开", "gongkai build"),
    ("更正", "拟稿人", "写明变更说明，开出下一版，重新逐级审查", "gongkai revise 文件 --note 说明"),
    ("撤回", "有权撤回的人员", "网页换成说明，登记原因", "gongkai review withdraw 文件"),
    ("检查", "公开工作机构", "查看栏目更新、公开时限和问题", "gongkai report"),
    (
        "通报和整改",
        "公开工作机构",
        "写出季度通报、整改建议书和评分表",
        "gongkai report bulletin、letters、scores",
    ),
)
"""Step, who takes it, what is done, and the command, from draft to publication and after."""


def build_manual(catalog: Catalog, today: date) -> Paper:
    """The manual as the catalogue stands on a day."""
    office = describe_office(catalog)
    sections: tuple[tuple[str, Iterator[Block]], ...] = (
        ("工作机构和联系方式", _tell_offices(catalog)),
        ("公开属性", _tell_attributes()),
        ("工作流程", iter((_make_step_table(),))),
        ("审查层级和人员", _tell_review(catalog, today)),
        ("公开时限和全年日历", _tell_days(catalog)),
        ("各部门负责的栏目", make_unit_tables(catalog)),
        ("栏目设置", make_column_tables(catalog, today)),
        ("各类信息的必填项", make_type_tables(catalog)),
    )
    blocks: list[Block] = [
        Paragraph(
            f"本手册由{catalog.site.name}网站的栏目目录、审查规则和审查人名册自动生成，"
            f"反映{format_day(today)}的设置；设置变更后请重新生成。"
        )
    ]
    for position, (name, content) in enumerate(sections, 1):
        blocks += [Heading(number_first(position, name), 1), *content]
    blocks += [
        Paragraph(office.name, Place.SIGNATURE),
        Paragraph(format_day(today), Place.DATE),
    ]
    title = f"{catalog.site.body}政务公开实用手册"
    return Paper(title, office.name, today, tuple(blocks))


def _tell_offices(catalog: Catalog) -> Iterator[Block]:
    site, contact = catalog.site, catalog.site.contact
    yield Paragraph(
        f"{site.body}主要负责人为政府信息公开工作第一责任人，{site.undertaker}为政府信息公开工作机构。"
        f"地址：{contact.address}；办公时间：{contact.hours}；电话：{contact.phone}；"
        f"传真：{contact.fax}；电子信箱：{contact.email}。{site.supervision}。"
    )
    counts = {unit.id: 0 for unit in catalog.units}
    for column in catalog.columns:
        counts[column.unit] += 1
    columns = (
        TableColumn("部门", 50),
        TableColumn("公开电话", 46),
        TableColumn("负责栏目（个）", 30),
        TableColumn("索引号序号范围", 30),
    )
    rows = tuple(
        (u.name, u.phone, str(counts[u.id]), f"{u.index_first:05}—{u.index_last:05}")
        for u in catalog.units
    )
    yield Table("责任部门", columns, rows)


def _make_step_table() -> Table:
    columns = (
        TableColumn("步骤", 20),
        TableColumn("谁做", 24),
        TableColumn("做什么", 60),
        TableColumn("命令", 52),
    )
    return Table("从起草到公开", columns, _STEPS)


def _tell_attributes() -> Iterator[Block]:
    yield Paragraph(
        "公开属性分主动公开、依申请公开、不予公开三种，以公开为常态、不公开为例外。"
        "拟稿时提出，随文件一并审查；不主动公开的按下表写明理由，并按期重新评估（条例第十八条）。"
    )
    columns = (TableColumn("理由代码", 26), TableColumn("理由", 130))
    rows = tuple((code.value, text) for code, text in REASON_TEXT.items())
    yield Table("不主动公开的理由", columns, rows)


def _tell_review(catalog: Catalog, today: date) -> Iterator[Block]:
    yield Listing(tuple(tell_review(catalog, today)))
    yield make_level_table(catalog, today)


def _tell_days(catalog: Catalog) -> Iterator[Block]:
    yield Paragraph(
        "工作日按国务院公布的放假和调休安排计算，自形成或者变更的次日起算；"
        "法律、法规另有规定的从其规定。"
    )
    yield make_clock_table()
    yield make_calendar_table(catalog)
