"""Dealings with the public: 建议提案, 应急, 回应, 统计, 动态, 通告."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import AttachmentName, Document
from gongkai.core.models.fields import Day, Flag, Line, Moment, Text


class ProposalKind(StrEnum):
    """Who proposed."""

    DEPUTY = "人大代表建议"
    COMMITTEE = "政协委员提案"


class Satisfaction(StrEnum):
    """What the proposer said of the reply."""

    SATISFIED = "满意"
    MOSTLY = "基本满意"
    UNSATISFIED = "不满意"


class Proposal(Document):
    """建议提案办理 (jy)."""

    type_id: ClassVar[str] = "jianyi-tian"
    type_name: ClassVar[str] = "建议提案办理"

    proposal_number: Line = Field(title="编号", description="建议或提案编号")
    session: Line = Field(title="届次", description="如 市第十六届人大第五次会议")
    proposal_kind: ProposalKind = Field(title="类别", description="人大代表建议或政协委员提案")
    reply_number: Line = Field(title="答复文号", description="答复函文号")
    reply_date: Day = Field(title="答复日期", description="答复之日")
    satisfaction: Satisfaction = Field(title="满意程度", description="满意、基本满意或不满意")


class WarningLevel(StrEnum):
    """突发事件应对法: four levels of warning and the plan without one."""

    RED = "一级（红色）"
    ORANGE = "二级（橙色）"
    YELLOW = "三级（黄色）"
    BLUE = "四级（蓝色）"
    NONE = "未分级"


class Emergency(Document):
    """应急预案与预警 (yj); 突发事件应对法第六十四条."""

    type_id: ClassVar[str] = "yingji"
    type_name: ClassVar[str] = "应急信息"

    event_kind: Line = Field(title="突发事件类别", description="如 社会安全事件")
    level: WarningLevel = Field(title="预警级别", description="一级至四级，预案填“未分级”")
    start: Moment = Field(title="起始时间", description="如 2026-01-31 09:30")
    area: Line = Field(title="影响范围", description="可能影响的区域")
    measures: Text = Field(title="应对措施", description="公众应采取的措施和咨询电话")
    lifted: Moment | None = Field(None, title="解除时间", description="预警解除后填写")


class Disposition(StrEnum):
    """How an opinion or a rumour was dealt with."""

    ADOPTED = "合理建议已采纳"
    SOLVED = "实际困难已解决"
    INVESTIGATED = "突出问题已查处"
    INFORMED = "不明情况已说明"
    CORRECTED = "误解已澄清"
    REFUTED = "谣言已辟除"


class Response(Document):
    """回应关切 (hy)."""

    type_id: ClassVar[str] = "huiying"
    type_name: ClassVar[str] = "回应关切"

    topic: Line = Field(title="关切事项", description="群众关心的问题")
    disposition: Disposition = Field(title="处理结果", description="六种处理结果之一")
    received: Day = Field(title="收到日期", description="收到意见之日")
    replied: Day = Field(title="答复日期", description="答复之日")


class Statistics(Document):
    """统计信息 (tj); 条例第二十条第四项."""

    type_id: ClassVar[str] = "tongji"
    type_name: ClassVar[str] = "统计信息"

    period: Line = Field(title="统计期间", description="如 2026年第三季度")
    measure: Line = Field(title="计量单位", description="如 起、件、万元")
    table: AttachmentName | None = Field(None, title="数据文件", description="附件中的数据文件名")


class News(Document):
    """动态 (dt)."""

    type_id: ClassVar[str] = "dongtai"
    type_name: ClassVar[str] = "工作动态"

    source: Line = Field(title="信息来源", description="供稿单位")
    event_date: Day | None = Field(None, title="活动日期", description="活动举行之日")


class PublicNotice(Document):
    """通告 (tg)."""

    type_id: ClassVar[str] = "tonggao"
    type_name: ClassVar[str] = "通告公告"

    start: Day | None = Field(None, title="起始日期", description="措施开始之日")
    end: Day | None = Field(None, title="结束日期", description="措施结束之日")
    area: Line | None = Field(None, title="涉及区域", description="路段或区域")
    open_ended: Flag | None = Field(None, title="长期有效", description="没有结束日期时填“是”")
