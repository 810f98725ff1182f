"""失物招领: what was found and waits for its owner."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, Frozen, Line

if TYPE_CHECKING:
    from datetime import date


class ClaimStatus(StrEnum):
    """What became of a thing."""

    WAITING = "待认领"
    CLAIMED = "已认领"
    DISPOSED = "已依法处理"


class LostItem(Frozen):
    """One thing, told so far that its owner knows it and nobody else can claim it."""

    number: Line = Field(title="编号", description="登记编号，认领时使用")
    name: Line = Field(title="物品", description="如 手机、双肩包、电动自行车")
    found: Day = Field(title="拾得日期", description="拾得或者追回之日")
    place: Line = Field(title="拾得地点", description="写到街道、道路或者公共场所，不写门牌")
    description: Line = Field(
        title="可公布的特征", description="留下部分特征由失主陈述，不写姓名和完整号码"
    )
    serial: Line | None = Field(
        None, title="号码", description="号牌、序列号等，中间以 * 隐去，如 示A***16"
    )
    status: ClaimStatus = Field(title="状态", description="待认领、已认领或已依法处理")
    claim_until: Day = Field(title="认领期至", description="最后可以认领的一天")

    def has_ended(self, today: date) -> bool:
        """Whether nobody can claim it any more: claimed, disposed of, or past its last day."""
        return self.status is not ClaimStatus.WAITING or self.claim_until < today


class LostProperty(Document):
    """失物招领: 民法典第三百一十四条至第三百一十八条."""

    type_id: ClassVar[str] = "shiwu-zhaoling"
    type_name: ClassVar[str] = "失物招领"

    goods: tuple[LostItem, ...] = Field(min_length=1, title="待认领物品", description="逐件列出")
    claim_place: Line = Field(title="认领地点", description="办理认领的地址")
    claim_hours: Line = Field(title="认领时间", description="精确到分")
    claim_phone: Line = Field(title="联系电话", description="含区号")
    claim_proof: tuple[Line, ...] = Field(
        min_length=1, title="认领须带", description="逐项列出需要的证件和凭证"
    )
    as_of: Day = Field(title="数据截止", description="物品状态核实到哪一天")
