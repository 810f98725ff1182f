"""The files of `catalog/`: structure only, no text that a citizen reads as information."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from gongkai.core.models.fields import Day, Disclosure, Flag, Frozen, Line, PersonId, Slug, Whole

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


Role = Annotated[str, Field(pattern=r"^l[1-9]$")]


class Level(Frozen):
    """One level of the review (三级编审)."""

    role: Role = Field(title="层级")
    name: Line = Field(title="名称")


class LevelRule(Frozen):
    """The levels for some columns and attributes; the first rule that fits decides."""

    columns: tuple[Slug, ...] = Field((), title="适用栏目", description="不填为全部栏目")
    disclosure: tuple[Disclosure, ...] = Field((), title="适用公开方式", description="不填为全部")
    levels: tuple[Role, ...] = Field(min_length=2, title="审查层级", description="从低到高")
    since: Day | None = Field(
        None, title="适用起始日", description="此前已公开的仍按原规则；不填为一直适用"
    )


class Rereview(Frozen):
    """Published documents that a change of rules sends back to review (规则变化后的重新审查)."""

    reason: Line = Field(title="原因", description="规则变化的依据")
    columns: tuple[Slug, ...] = Field((), title="适用栏目", description="不填为全部栏目")
    before: Day = Field(title="审查早于", description="终审早于这一天的须重新审查")
    due: Day | None = Field(None, title="办结期限", description="逾期停止构建；不填则只提醒")


class OpenNumber(Frozen):
    """A number of the office itself that the scanner lets pass, as a hotline."""

    number: Line = Field(title="号码")
    reason: Line = Field(title="用途")


class Policy(Frozen):
    """`policy.yml`: the rules of review."""

    version: Whole = Field(title="版本")
    levels: tuple[Level, ...] = Field(min_length=2, title="层级名称")
    rules: tuple[LevelRule, ...] = Field(min_length=1, title="适用规则")
    drafter_may_sign: tuple[Role, ...] = Field((), title="拟稿人可签的层级", description="至多 l1")
    withdrawal_roles: tuple[Role, ...] = Field(min_length=1, title="可撤回的层级")
    waiver_roles: tuple[Role, ...] = Field(
        (), title="可作保留说明的层级", description="不填则扫描发现的问题一律不得保留"
    )
    signature_days: Whole = Field(
        default=30, title="签名有效天数", description="签署后超过此天数仍未公开的，须重新签署"
    )
    rereview: tuple[Rereview, ...] = Field((), title="重新审查", description="规则变化后的清理")
    open_numbers: tuple[OpenNumber, ...] = Field(
        (), title="对外公布的号码", description="本单位电话等，扫描时不作为个人信息"
    )
    show_on_request: Flag = Field(title="公示依申请公开目录", description="是否列出名称")
    publish_report: Flag = Field(title="公开构建报告", description="是否随网站公布")
    traditional: Flag = Field(
        default=False, title="提供繁体版", description="是否为每个网页另外生成繁体字版"
    )


class Grant(Frozen):
    """What a person may sign, for which columns, in which period."""

    role: Role = Field(title="层级")
    units: tuple[Slug, ...] = Field((), title="限于部门", description="不填为全部部门")
    columns: tuple[Slug, ...] = Field((), title="限于栏目", description="不填为全部栏目")
    start: Day = Field(title="任职起")
    end: Day | None = Field(None, title="任职止")


class RevocationKind(StrEnum):
    """Why a key ended."""

    RETIRED = "retired"
    COMPROMISED = "compromised"


class Revocation(Frozen):
    """The end of a key."""

    kind: RevocationKind = Field(title="原因", description="retired 停用，compromised 失密")
    date: Day = Field(title="登记日期")
    void_from: Day | None = Field(None, title="失效起点", description="失密时必填")


KeyLine = Annotated[
    str, StringConstraints(min_length=1, max_length=3000, pattern=r"^[A-Za-z0-9@.+/= -]+$")
]
"""A public key as OpenSSH writes it; an RSA key of 16384 bits takes 2,754 characters."""


class Key(Frozen):
    """A public key with its period of use."""

    key: KeyLine = Field(title="公钥", description="ssh-ed25519 AAAA…，不带注释")
    start: Day = Field(title="启用")
    end: Day | None = Field(None, title="停用", description="最后可用的一天")
    revoked: Revocation | None = Field(None, title="吊销")


class Reviewer(Frozen):
    """A person by an opaque id."""

    id: PersonId = Field(title="人员编号")
    unit: Slug = Field(title="所在部门")
    keys: tuple[Key, ...] = Field((), title="公钥", description="拟稿人可以没有")
    grants: tuple[Grant, ...] = Field((), title="授权")


class RootKey(Frozen):
    """A key of the root of trust: the superior body or the 保密办."""

    id: Annotated[str, Field(pattern=r"^root[0-9]$")] = Field(title="编号")
    holder: Line = Field(title="持有人", description="岗位，不写姓名")
    key: KeyLine = Field(title="公钥")


class Reviewers(Frozen):
    """`reviewers.yml`."""

    version: Whole = Field(title="版本")
    threshold: Annotated[Whole, Field(ge=1)] = Field(title="封印所需根密钥数")
    roots: tuple[RootKey, ...] = Field(min_length=1, title="根密钥")
    builders: tuple[KeyLine, ...] = Field((), title="发布机公钥")
    reviewers: tuple[Reviewer, ...] = Field(min_length=1, title="人员")


class HolidayYear(Frozen):
    """Days off and make-up working days of one year, from the State Council's yearly notice."""

    year: Whole = Field(title="年份")
    notice: Line = Field(title="依据", description="放假安排通知的文号")
    off: tuple[Day, ...] = Field(title="放假日")
    work: tuple[Day, ...] = Field(title="调休上班日")


class Holidays(Frozen):
    """`holidays.yml`: years that the calendar library does not know yet."""

    years: tuple[HolidayYear, ...] = ()
