"""Money and works: 财政信息, 政府采购, 重大项目."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Amount, Day, Frozen, Line, Text, Whole


class FiscalKind(StrEnum):
    """Kinds of fiscal information."""

    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_ACCOUNTS = "政府决算"
    BUDGET = "部门预算"
    ACCOUNTS = "部门决算"
    SANGONG_BUDGET = "“三公”经费预算"
    SANGONG_ACCOUNTS = "“三公”经费决算"
    SPECIAL = "专项资金"
    DEBT = "政府债务"
    OTHER = "其他财政信息"


class SangongExpense(Frozen):
    """“三公”经费, in units of 10,000 yuan."""

    abroad: Amount = Field(title="因公出国（境）费", description="万元")
    vehicle_purchase: Amount = Field(title="公务用车购置费", description="万元")
    vehicle_running: Amount = Field(title="公务用车运行维护费", description="万元")
    reception: Amount = Field(title="公务接待费", description="万元")
    comparison: Text = Field(title="增减说明", description="与上年比较及原因")


class FiscalReport(Document):
    """财政信息 (cz); 预算法第十四条."""

    type_id: ClassVar[str] = "caizheng"
    type_name: ClassVar[str] = "财政信息"

    year: Whole = Field(ge=1949, le=2200, title="年度", description="预算或决算年度")
    fiscal_kind: FiscalKind = Field(title="财政信息种类", description="部门预算、部门决算等")
    approved: Day = Field(title="批复日期", description="本级财政部门批复之日")
    approved_by: Line = Field(title="批复机关", description="批复的财政部门")
    total: Amount = Field(title="总额", description="万元")
    sangong: SangongExpense | None = Field(
        None, title="“三公”经费", description="“三公”经费种类必填"
    )


class ProcurementStage(StrEnum):
    """Stages of a government procurement."""

    INTENTION = "采购意向"
    NOTICE = "采购公告"
    RESULT = "中标（成交）结果"
    CONTRACT = "采购合同"
    ACCEPTANCE = "履约验收"


class Procurement(Document):
    """政府采购 (cg); 条例第二十条第九项."""

    type_id: ClassVar[str] = "caigou"
    type_name: ClassVar[str] = "政府采购"

    stage: ProcurementStage = Field(title="采购阶段", description="采购意向、采购公告等")
    project_number: Line = Field(title="项目编号", description="采购项目编号")
    amount: Amount = Field(title="金额", description="万元，预算金额或成交金额")
    winner: Line | None = Field(None, title="中标（成交）供应商", description="有结果后必填")


class ProjectStage(StrEnum):
    """Stages of public works."""

    PLANNING = "规划"
    APPROVAL = "批准"
    TENDER = "招标投标"
    CONSTRUCTION = "施工"
    COMPLETION = "竣工"


class Project(Document):
    """重大建设项目 (xm); 条例第二十条第十项."""

    type_id: ClassVar[str] = "xiangmu"
    type_name: ClassVar[str] = "重大建设项目"

    project_stage: ProjectStage = Field(title="项目阶段", description="规划、批准、施工等")
    approval_number: Line = Field(title="批准文号", description="项目批准文件文号")
    schedule: Line = Field(title="建设工期", description="计划开工、竣工时间")
    investment: Amount = Field(title="总投资", description="万元")
