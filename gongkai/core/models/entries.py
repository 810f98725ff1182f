"""What is registered or remembered without its text: 不公开登记, 撤回."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from gongkai.core.models.base import Record
from gongkai.core.models.fields import (
    Day,
    Digest,
    DocumentId,
    Flag,
    Frozen,
    Line,
    Moment,
    Whole,
)


class ReasonCode(StrEnum):
    """Why something is not disclosed: articles 14 to 16 of the Regulation."""

    SECRET = "A14-1"  # noqa: S105 - 国家秘密, no password
    FORBIDDEN = "A14-2"
    SAFETY = "A14-3"
    THIRD_PARTY = "A15"
    INTERNAL = "A16-1"
    PROCESS = "A16-2"
    CASE_FILE = "A16-3"
    ON_REQUEST = "A27"


REASON_TEXT = {
    ReasonCode.SECRET: "依法确定为国家秘密（条例第十四条）",
    ReasonCode.FORBIDDEN: "法律、行政法规禁止公开（条例第十四条）",
    ReasonCode.SAFETY: "公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）",
    ReasonCode.THIRD_PARTY: "涉及商业秘密、个人隐私（条例第十五条）",
    ReasonCode.INTERNAL: "内部事务信息（条例第十六条第一款）",
    ReasonCode.PROCESS: "过程性信息（条例第十六条第二款）",
    ReasonCode.CASE_FILE: "行政执法案卷信息（条例第十六条第二款）",
    ReasonCode.ON_REQUEST: "涉及特定申请人，依申请提供（条例第二十七条）",
}


class Reason(Frozen):
    """The reason that the drafter gave and when it is looked at again."""

    code: ReasonCode = Field(
        title="理由代码",
        description="A14-1 国家秘密，A14-2 法律法规禁止，A14-3 危及安全稳定，"
        "A15 商业秘密或个人隐私，A16-1 内部事务，A16-2 过程性信息，A16-3 执法案卷，A27 依申请公开",
    )
    text: Line = Field(title="理由说明", description="不涉及内容本身的说明")
    next_review: Day = Field(title="下次评估", description="条例第十八条的定期评估日期")


class RegisterEntry(Record):
    """不公开登记: an entry without body, summary or attachment (条例第十四条至第十八条)."""

    type_id: ClassVar[str] = "dengji"
    type_name: ClassVar[str] = "公开属性登记"

    reason: Reason = Field(title="理由", description="理由代码、说明和下次评估日期")


class WithdrawalReason(StrEnum):
    """Classes of reasons for a withdrawal; the first two start the three-day clock."""

    REVOKED = "决定被依法撤销"
    UNLAWFUL = "决定被确认违法"
    CHANGED = "决定被依法变更"
    PRIVACY = "涉及个人隐私或商业秘密"
    SECRECY = "不宜公开"
    EXPIRED = "公示期满"
    ERROR = "内容有误"


class Tombstone(Frozen):
    """What stays of a withdrawn document: no word of its text."""

    type_id: ClassVar[str] = "chehui"
    type_name: ClassVar[str] = "已撤回"

    type: Literal["chehui"] = Field(title="文件类型", description="chehui")
    withdrawn: Moment = Field(title="撤回时间", description="如 2026-01-31 09:30")
    address: DocumentId = Field(title="地址", description="栏目/短名")
    index_number: Line = Field(title="索引号", description="被撤回文件的索引号")
    unit: str = Field(title="责任部门", description="部门编号")
    revision: Whole = Field(title="修订次数", description="被撤回的版本")
    ends: Digest = Field(title="终止的凭据", description="被撤回版本最后一条审查记录的摘要")
    reason: WithdrawalReason = Field(title="撤回原因", description="原因类别")
    decided: Day | None = Field(
        None, title="撤销等决定作出之日", description="处罚决定被变更、撤销、确认违法时填写"
    )
    register_entry: Flag | None = Field(
        None, title="注销登记项", description="所终止的是不公开登记项，网站上不留页面"
    )
    notice: Line = Field(title="向公众的说明", description="可以告知公众的说明")
