"""Powers and what comes of them: 办事指南, 许可和处罚结果, 权责事项."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, Flag, Line, Text


class ServiceGuide(Document):
    """办事指南 (zn); 行政许可法第三十条."""

    type_id: ClassVar[str] = "banshi-zhinan"
    type_name: ClassVar[str] = "办事指南"

    item_code: Line = Field(title="事项编码", description="政务服务事项编码")
    legal_basis: Text = Field(title="设定依据", description="法律法规名称和条款")
    conditions: Text = Field(title="申请条件", description="谁可以办、需符合什么条件")
    materials: tuple[Line, ...] = Field(
        min_length=1, title="办理材料", description="逐项列出，没有则写“无”"
    )
    place: Line = Field(title="办理地点", description="窗口地址")
    hours: Line = Field(title="办理时间", description="精确到分")
    phone: Line = Field(title="咨询电话", description="含区号")
    steps: tuple[Line, ...] = Field(min_length=1, title="办理流程", description="逐步列出")
    time_limit: Line = Field(title="办理时限", description="法定时限和承诺时限")
    fee: Line = Field(title="收费标准", description="金额和依据，不收费写“不收费”")
    online: Flag = Field(title="可网上办理", description="是或否")
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")


class PartyKind(StrEnum):
    """Whom a decision concerns."""

    LEGAL = "法人"
    NATURAL = "自然人"
    OTHER = "其他组织"


class DecisionResult(Document):
    """What licence and penalty results share; the fields of 双公示."""

    decision_number: Line = Field(title="决定书文号", description="决定文书的文号")
    decision_date: Day = Field(title="决定日期", description="作出决定之日")
    party: Line = Field(title="行政相对人", description="法人写全称，自然人隐去名字")
    party_kind: PartyKind = Field(title="相对人类别", description="法人、自然人或其他组织")
    party_code: Line | None = Field(
        None, title="相对人代码", description="统一社会信用代码，自然人不填"
    )
    legal_basis: Text = Field(title="依据", description="法律法规名称和条款")
    content: Text = Field(title="决定内容", description="许可或处罚的内容")


class LicenceResult(DecisionResult):
    """行政许可结果 (xk)."""

    type_id: ClassVar[str] = "xuke-jieguo"
    type_name: ClassVar[str] = "行政许可结果"

    licence_class: Line = Field(title="审批类别", description="普通、特许、认可、核准、登记或其他")
    valid_from: Day = Field(title="有效期自", description="许可开始之日")


class PenaltyResult(DecisionResult):
    """行政处罚决定 (cf); 行政处罚法第三十九条、第四十八条."""

    type_id: ClassVar[str] = "chufa-jieguo"
    type_name: ClassVar[str] = "行政处罚决定"

    penalty_class: Line = Field(title="处罚类别", description="警告、罚款等")
    facts: Text = Field(title="违法事实", description="隐去个人信息后的事实")
    social_impact: Line = Field(
        title="公开理由", description="为何具有一定社会影响（行政处罚法第四十八条）"
    )


class PowerClass(StrEnum):
    """Classes of the list of powers (权责清单)."""

    LICENCE = "行政许可"
    PENALTY = "行政处罚"
    COERCION = "行政强制"
    LEVY = "行政征收"
    PAYMENT = "行政给付"
    INSPECTION = "行政检查"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    RULING = "行政裁决"
    OTHER = "其他行政权力"


class PowerItem(Document):
    """权责事项 (ql)."""

    type_id: ClassVar[str] = "quanze-shixiang"
    type_name: ClassVar[str] = "权责事项"

    power_code: Line = Field(title="职权编码", description="权责清单中的编码")
    power_class: PowerClass = Field(title="职权类别", description="行政许可、行政处罚等")
    legal_basis: Text = Field(title="设定依据", description="法律法规名称和条款")
    flow_chart: Text = Field(title="运行流程", description="流程图的文字说明，图作附件")
    discretion: Text = Field(title="裁量基准", description="裁量标准，没有则说明理由")
    accountability: Text = Field(title="追责情形", description="对应的责任和追责情形")
    as_of: Day = Field(title="数据截止", description="清单内容截止之日")
