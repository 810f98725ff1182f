"""Where the public turns to: 监督投诉渠道, 政府信息查阅场所, 政务新媒体."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, Flag, Frozen, Line

WebAddress = Annotated[Line, Field(pattern=r"^https?://[^\s<>\"']+$")]


class ChannelKind(StrEnum):
    """The ways in which a citizen can have an act of the body looked into."""

    REPORT = "举报"
    COMPLAINT = "投诉"
    REVIEW = "行政复议"
    LAWSUIT = "行政诉讼"


class Channel(Frozen):
    """One way: what it is for, where it leads and what binds those who receive it."""

    name: Line = Field(title="渠道", description="渠道名称")
    kind: ChannelKind = Field(title="类别", description="举报、投诉、行政复议或行政诉讼")
    purpose: Line = Field(title="适用事项", description="哪些事情走这个渠道")
    authority: Line = Field(title="受理机关", description="受理机关、法院或者机构全称")
    phone: Line | None = Field(None, title="电话", description="含区号")
    address: Line | None = Field(None, title="地址", description="来访或者邮寄地址")
    hours: Line | None = Field(None, title="受理时间", description="精确到分")
    online: WebAddress | None = Field(None, title="网上办理", description="网址")
    time_limit: Line = Field(title="期限", description="提出的期限和办理的期限")
    basis: Line = Field(title="依据", description="法律法规名称和条款")


class ComplaintChannels(Document):
    """监督投诉渠道: 条例第四十七条、第五十一条."""

    type_id: ClassVar[str] = "jiandu-qudao"
    type_name: ClassVar[str] = "监督投诉渠道"

    ways: tuple[Channel, ...] = Field(
        min_length=1, title="监督投诉渠道", description="逐个列出，至少包括四个类别"
    )
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")


class ReadingPlace(Frozen):
    """One place where government information can be read (查阅场所)."""

    name: Line = Field(title="场所", description="场所名称")
    address: Line = Field(title="地址", description="详细地址")
    hours: Line = Field(title="开放时间", description="精确到分，写明休息日")
    phone: Line = Field(title="电话", description="公开的办公电话")
    facilities: tuple[Line, ...] = Field(
        (), title="设备和服务", description="如 自助查询机、免费打印"
    )
    accessible: tuple[Line, ...] = Field(
        (), title="无障碍设施", description="如 坡道、无障碍卫生间、放大镜、手语服务"
    )
    transport: Line | None = Field(None, title="交通", description="公交线路和站点")


class ReadingPlaces(Document):
    """政府信息查阅场所: 条例第二十五条."""

    type_id: ClassVar[str] = "chayue"
    type_name: ClassVar[str] = "政府信息查阅场所"

    places: tuple[ReadingPlace, ...] = Field(min_length=1, title="查阅场所", description="逐处列出")
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")


class AccountStatus(StrEnum):
    """Whether an account is run."""

    RUNNING = "正常运行"
    SUSPENDED = "停止更新"
    CLOSED = "已注销"


class MediaAccount(Frozen):
    """One account of the body; who answers for it is named by office, not by person."""

    name: Line = Field(title="账号名称", description="平台上显示的名称")
    platform: Line = Field(title="平台", description="如 微信公众号、微博、短视频平台")
    owner: Line | None = Field(None, title="责任单位", description="负责审核发布的部门和岗位")
    administrator: Line | None = Field(None, title="管理部门", description="日常维护的部门")
    opened: Day = Field(title="开设日期", description="开设之日")
    status: AccountStatus = Field(title="状态", description="正常运行、停止更新或已注销")
    last_activity: Day | None = Field(
        None, title="最近更新", description="最近一次发布之日，正常运行的必填"
    )
    address: WebAddress | None = Field(None, title="网址", description="账号主页")


class MediaMatrix(Document):
    """政务新媒体矩阵 (国办发〔2018〕123号)."""

    type_id: ClassVar[str] = "xinmeiti"
    type_name: ClassVar[str] = "政务新媒体矩阵"

    accounts: tuple[MediaAccount, ...] = Field(
        min_length=1, title="政务新媒体账号", description="逐个列出，已注销的也列"
    )
    as_of: Day = Field(title="数据截止", description="账号情况核实到哪一天")
    unified: Flag = Field(title="统一管理和考核", description="全部账号纳入统一管理的填“是”")
