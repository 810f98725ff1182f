"""A made-up notice to practise importing with: it lies behind `gongkai demo word`."""

from __future__ import annotations

from datetime import date

from gongkai.core.papers.blocks import (
    Align,
    Heading,
    Paper,
    Paragraph,
    Place,
    Table,
    TableColumn,
)

_AUTHOR = "示例市新城区民政局"
_TITLE = "示例市新城区民政局关于做好2026年冬季老年助餐服务工作的通知"
_TABLE = Table(
    "2026年冬季老年助餐补贴标准",
    (
        TableColumn("对象", 4),
        TableColumn("每餐补贴（元）", 2, Align.RIGHT),
        TableColumn("每日餐数", 2, Align.RIGHT),
    ),
    (
        ("特困供养老年人", "10", "3"),
        ("低保家庭中的老年人", "8", "2"),
        ("80周岁以上的其他老年人", "3", "1"),
    ),
)


def make_practice_paper() -> Paper:
    """The notice as an official document: number, addressee, two levels of headings, a table."""
    return Paper(
        title=_TITLE,
        author=_AUTHOR,
        day=date(2026, 11, 13),
        blocks=(
            Paragraph("新民发[2026]31号", Place.PLAIN),
            Paragraph("各镇人民政府、街道办事处，各社区食堂：", Place.ADDRESSEE),
            Paragraph(
                "为了保障老年人冬季吃上热饭，根据《新城区社区食堂管理办法》"
                "（新民发〔2025〕9号），现就有关工作通知如下。"
            ),
            Heading("一、开放时间", 1),
            Paragraph("2026年12月1日至2027年2月28日，社区食堂每日供应早、中、晚三餐，节假日不休。"),
            Heading("二、补贴标准", 1),
            Heading("（一）对象和金额", 2),
            Paragraph("补贴标准按照下表执行。"),
            _TABLE,
            Heading("（二）发放方式", 2),
            Paragraph("补贴在结算时直接减免，老年人不需要另行申请。"),
            Heading("三、工作要求", 1),
            Paragraph(
                "各食堂每日留样，每周公布菜单。送餐困难的，由村（居）民委员会安排志愿者送餐上门。"
            ),
            Paragraph(_AUTHOR, Place.SIGNATURE),
            Paragraph("2026年11月13日", Place.DATE),
            Paragraph("（此件公开发布）", Place.NOTE),
        ),
        phrases=("示例市新城区民政局", "关于做好2026年冬季", "老年助餐服务工作的通知"),
    )
