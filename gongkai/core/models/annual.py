"""Yearly reports whose figures are data: 政府信息公开工作年度报告, 网站工作年度报表."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Amount, Day, Frozen, Line, Whole

Three = Annotated[tuple[Whole, ...], Field(min_length=3, max_length=3)]
Five = Annotated[tuple[Whole, ...], Field(min_length=5, max_length=5)]
Seven = Annotated[tuple[Whole, ...], Field(min_length=7, max_length=7)]

APPLICANTS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)
"""The seven columns of table 3."""


class ProactiveTable(Frozen):
    """Table 2 of the 2021 form (国办公开办函〔2021〕30号)."""

    guizhang: Three = Field(title="规章", description="本年制发、本年废止、现行有效件数")
    guifanxing: Three = Field(title="行政规范性文件", description="本年制发、本年废止、现行有效")
    xuke: Whole = Field(title="行政许可", description="本年处理决定数量")
    chufa: Whole = Field(title="行政处罚", description="本年处理决定数量")
    qiangzhi: Whole = Field(title="行政强制", description="本年处理决定数量")
    shoufei: Amount = Field(title="行政事业性收费", description="本年收费金额，万元")


class RequestTable(Frozen):
    """Table 3 of the 2021 form: 25 rows by seven applicants' columns, the last the total."""

    new: Seven = Field(title="本年新收政府信息公开申请数量", description="七列，末列为总计")
    carried: Seven = Field(title="上年结转政府信息公开申请数量", description="七列")
    r1: Seven = Field(title="予以公开", description="七列")
    r2: Seven = Field(title="部分公开", description="七列")
    r3_1: Seven = Field(title="属于国家秘密", description="七列")
    r3_2: Seven = Field(title="其他法律行政法规禁止公开", description="七列")
    r3_3: Seven = Field(title="危及“三安全一稳定”", description="七列")
    r3_4: Seven = Field(title="保护第三方合法权益", description="七列")
    r3_5: Seven = Field(title="属于三类内部事务信息", description="七列")
    r3_6: Seven = Field(title="属于四类过程性信息", description="七列")
    r3_7: Seven = Field(title="属于行政执法案卷", description="七列")
    r3_8: Seven = Field(title="属于行政查询事项", description="七列")
    r4_1: Seven = Field(title="本机关不掌握相关政府信息", description="七列")
    r4_2: Seven = Field(title="没有现成信息需要另行制作", description="七列")
    r4_3: Seven = Field(title="补正后申请内容仍不明确", description="七列")
    r5_1: Seven = Field(title="信访举报投诉类申请", description="七列")
    r5_2: Seven = Field(title="重复申请", description="七列")
    r5_3: Seven = Field(title="要求提供公开出版物", description="七列")
    r5_4: Seven = Field(title="无正当理由大量反复申请", description="七列")
    r5_5: Seven = Field(title="要求行政机关确认或重新出具已获取信息", description="七列")
    r6_1: Seven = Field(title="申请人无正当理由逾期不补正", description="七列")
    r6_2: Seven = Field(title="申请人逾期未按收费通知要求缴纳费用", description="七列")
    r6_3: Seven = Field(title="其他处理", description="七列")
    r7: Seven = Field(title="总计", description="七列")
    forward: Seven = Field(title="结转下年度继续办理", description="七列")


class DisputeTable(Frozen):
    """Table 4: 维持, 纠正, 其他, 尚未审结, 总计 for each of three kinds."""

    fuyi: Five = Field(title="行政复议", description="维持、纠正、其他、尚未审结、总计")
    zhijie: Five = Field(title="未经复议直接起诉", description="同上五格")
    fuyihou: Five = Field(title="复议后起诉", description="同上五格")


class AnnualReport(Document):
    """政府信息公开工作年度报告 (nb); 条例第四十九条、第五十条."""

    type_id: ClassVar[str] = "nianbao"
    type_name: ClassVar[str] = "政府信息公开工作年度报告"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="报告年度")
    period_start: Day = Field(title="统计期限起", description="如 2025-01-01")
    period_end: Day = Field(title="统计期限止", description="如 2025-12-31")
    form: Literal["2021"] = Field(title="格式版本", description="2021（国办公开办函〔2021〕30号）")
    proactive: ProactiveTable = Field(title="主动公开情况", description="第二部分表格")
    requests: RequestTable = Field(title="申请办理情况", description="第三部分表格")
    disputes: DisputeTable = Field(title="复议诉讼情况", description="第四部分表格")


class Figure(Frozen):
    """One figure of a yearly form."""

    name: Line = Field(title="指标", description="指标名称")
    value: Line = Field(title="数值", description="数值和单位")


class YearlyForm(Document):
    """政府网站工作年度报表 (国办函〔2018〕12号) and other yearly figures."""

    type_id: ClassVar[str] = "niandu-baobiao"
    type_name: ClassVar[str] = "年度报表"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="报表年度")
    figures: tuple[Figure, ...] = Field(min_length=1, title="指标", description="逐项列出")
