"""The files of `catalog/`: structure only, no text that a citizen reads as information."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from gongkai.core.models.fields import Day, Flag, Frozen, Line, Slug, Whole
from gongkai.core.models.policy_file import Level, LevelRule, OpenNumber, Policy, Rereview, Role
from gongkai.core.models.reviewers_file import (
    Grant,
    Key,
    KeyLine,
    Reviewer,
    Reviewers,
    Revocation,
    RevocationKind,
    RootKey,
)

SiteId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=100)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"']+$")]


class Block(StrEnum):
    """The blocks of 国办公开办函〔2019〕61号, the entry for requests, and what stands outside."""

    GUIDE = "zhinan"
    RULES = "zhidu"
    STATUTORY = "fdzdgk"
    ANNUAL = "nianbao"
    REQUEST = "yishenqing"
    OUTSIDE = "outside"


BLOCK_NAMES = {
    Block.GUIDE: "政府信息公开指南",
    Block.RULES: "政府信息公开制度",
    Block.STATUTORY: "法定主动公开内容",
    Block.ANNUAL: "政府信息公开年报",
    Block.REQUEST: "依申请公开",
    Block.OUTSIDE: "政务动态",
}


class Contact(Frozen):
    """How the public reaches the body."""

    address: Line = Field(title="地址")
    postcode: Annotated[str, Field(pattern=r"^[0-9]{6}$")] = Field(title="邮政编码")
    hours: Line = Field(title="办公时间")
    phone: Line = Field(title="电话")
    fax: Line = Field(title="传真")
    email: Line = Field(title="电子信箱")


class Site(Frozen):
    """`site.yml`: the identity card of the site."""

    id: SiteId = Field(title="站点编号", description="写入每条审查签名，一经使用不再改变")
    name: Line = Field(title="网站名称")
    domain: Line = Field(title="域名")
    url: Url = Field(title="网址")
    body: Line = Field(title="主办单位")
    undertaker: Line = Field(title="承办单位")
    body_type: Annotated[str, Field(pattern=r"^(department|government)$")] = Field(
        title="机关类型", description="department 或 government，决定年报期限"
    )
    body_code: Line = Field(title="机构代码", description="统一社会信用代码，用于索引号")
    document_prefixes: tuple[Line, ...] = Field(title="机关代字", description="本机关发文代字")
    id_code: Line = Field(title="网站标识码")
    icp: Line = Field(title="ICP 备案号")
    police_filing: Line = Field(title="公安备案号")
    ipv6: Flag = Field(title="支持 IPv6")
    security_level: Line = Field(title="网络安全等级保护级别")
    contact: Contact = Field(title="联系方式")
    supervision: Line = Field(title="监督投诉方式")
    fault_report: Url = Field(title="“我为政府网站找错”入口")
    superior_name: Line = Field(title="上级平台名称")
    superior_url: Url = Field(title="上级平台网址")
    today: Day | None = Field(
        None, title="固定日期", description="仅供演练站点（编号以 .example 结尾）使用"
    )


class Unit(Frozen):
    """One responsible unit; its index numbers come from a range of its own."""

    id: Slug = Field(title="部门编号")
    name: Line = Field(title="部门名称")
    phone: Line = Field(title="公开电话")
    index_first: Whole = Field(title="索引号起始序号")
    index_last: Whole = Field(title="索引号终止序号")


class Units(Frozen):
    """`units.yml`."""

    units: tuple[Unit, ...]


class Nature(StrEnum):
    """How the inspection counts a column (国办秘函〔2019〕19号)."""

    DYNAMIC = "dynamic"
    NOTICE = "notice"
    REGULAR = "regular"


Limit = Annotated[
    str,
    Field(
        pattern=r"^([0-9]+wd|[0-9]+d|same-day|at-once|on-change|yearly|quarterly|before|01-31|03-31|04-01|none)$"
    ),
]


class Group(Frozen):
    """A heading of the statutory tree that holds columns and no documents."""

    id: Slug = Field(title="分组编号")
    name: Line = Field(title="分组名称")
    block: Block = Field(title="所属板块")


class Column(Frozen):
    """One column (栏目) with its owner, basis and limits."""

    id: Slug = Field(title="栏目编号", description="一经使用不再改变，即网址的一段")
    name: Line = Field(title="栏目名称")
    block: Block = Field(title="所属板块")
    group: Slug | None = Field(None, title="所属分组")
    basis: tuple[Line, ...] = Field(min_length=1, title="公开依据")
    art20: Annotated[Whole, Field(ge=1, le=15)] | None = Field(None, title="条例第二十条项次")
    art21: Line | None = Field(None, title="条例第二十一条类别")
    unit: Slug = Field(title="责任部门")
    required: Flag = Field(title="必设")
    types: tuple[Slug, ...] = Field(min_length=1, title="文件类型", description="第一种为缺省")
    fields: tuple[Line, ...] = Field((), title="必填项", description="本栏目另行要求的字段")
    max_age: Whole | None = Field(None, title="最长更新间隔", description="日")
    max_gap: Whole | None = Field(None, title="相邻两条最长间隔", description="日")
    min_items: Whole = Field(default=1, title="最少条数")
    limit: Limit = Field("20wd", title="公开时限")
    nature: Nature = Field(Nature.REGULAR, title="检查类别")
    zero_statement: Line | None = Field(None, title="零公开说明", description="无应公开信息时")
    not_applicable: Line | None = Field(None, title="不适用理由")
    stated: Day | None = Field(None, title="说明日期", description="最近核实之日，不填按封印日期")
    since: Day | None = Field(None, title="开设日期")
    intro: Line = Field(title="栏目说明", description="栏目页上的一句话")
    keywords: tuple[Line, ...] = Field(min_length=1, title="栏目关键词")


class Columns(Frozen):
    """`columns.yml`."""

    groups: tuple[Group, ...] = ()
    columns: tuple[Column, ...]


class KeyArea(Frozen):
    """A key-area column (重点领域): a named view over columns."""

    id: Slug = Field(title="编号")
    name: Line = Field(title="名称")
    columns: tuple[Slug, ...] = Field(min_length=1, title="包含的栏目")


class KeyAreas(Frozen):
    """`key-areas.yml`."""

    key_areas: tuple[KeyArea, ...]


class HolidayYear(Frozen):
    """Days off and make-up working days of one year, from the State Council's yearly notice."""

    year: Whole = Field(title="年份")
    notice: Line = Field(title="依据", description="放假安排通知的文号")
    off: tuple[Day, ...] = Field(title="放假日")
    work: tuple[Day, ...] = Field(title="调休上班日")


class Holidays(Frozen):
    """`holidays.yml`: years that the calendar library does not know yet."""

    years: tuple[HolidayYear, ...] = ()


__all__ = [
    "BLOCK_NAMES",
    "Block",
    "Column",
    "Columns",
    "Contact",
    "Grant",
    "Group",
    "HolidayYear",
    "Holidays",
    "Key",
    "KeyArea",
    "KeyAreas",
    "KeyLine",
    "Level",
    "LevelRule",
    "Limit",
    "Nature",
    "OpenNumber",
    "Policy",
    "Rereview",
    "Reviewer",
    "Reviewers",
    "Revocation",
    "RevocationKind",
    "Role",
    "RootKey",
    "Site",
    "SiteId",
    "Unit",
    "Units",
    "Url",
]
