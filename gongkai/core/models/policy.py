"""Official documents: 公文, 规范性文件, 政策解读, 意见征集, 制度."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, DocumentId, Genre, Line, Text, Whole


class OfficialDocument(Document):
    """公文 (gw)."""

    type_id: ClassVar[str] = "gongwen"
    type_name: ClassVar[str] = "公文"

    document_number: Line = Field(title="发文字号", description="机关代字〔年份〕序号")
    genre: Genre = Field(title="体裁分类", description="公文的十五种体裁之一或其他")


class NormativeDocument(OfficialDocument):
    """行政规范性文件 (gfx)."""

    type_id: ClassVar[str] = "guifanxing-wenjian"
    type_name: ClassVar[str] = "行政规范性文件"

    registration_number: Line = Field(title="登记号", description="规范性文件统一登记号")
    effective: Day = Field(title="施行日期", description="开始施行之日")
    expiry: Day = Field(title="失效日期", description="失效之日，当日起失效")
    legality_review: Line = Field(title="合法性审核", description="审核机构和意见编号")
    interpretation_exempt: Line | None = Field(
        None, title="不作解读的理由", description="没有配套解读时必填"
    )
    consultation_exempt: Line | None = Field(
        None, title="不征求意见的理由", description="没有公开征求意见时必填"
    )


class InterpretationForm(StrEnum):
    """How a policy is interpreted."""

    TEXT = "文字"
    PICTURE = "图解"
    VIDEO = "视频"
    QUESTIONS = "问答"
    PRESS = "新闻发布会"


class InterpretationElement(StrEnum):
    """The nine elements of an interpretation."""

    BACKGROUND = "背景依据"
    AIM = "目标任务"
    CONTENT = "主要内容"
    SCOPE = "涉及范围"
    STANDARD = "执行标准"
    ATTENTION = "注意事项"
    KEYWORDS = "关键词诠释"
    BENEFIT = "惠民利民举措"
    DIFFERENCE = "新旧政策差异"


class Interpretation(Document):
    """政策解读 (jd)."""

    type_id: ClassVar[str] = "jiedu"
    type_name: ClassVar[str] = "政策解读"

    interprets: tuple[DocumentId, ...] = Field(
        min_length=1, title="解读的文件", description="至少一份，写作 栏目/短名"
    )
    form: InterpretationForm = Field(title="解读形式", description="文字、图解、视频、问答等")
    plan_signed: Day = Field(title="解读方案签批日期", description="与文件同步签批")
    elements: tuple[InterpretationElement, ...] = Field(
        min_length=1, title="解读要素", description="已写明的要素"
    )


class Consultation(Document):
    """意见征集 (zj); 重大行政决策程序暂行条例第十五条."""

    type_id: ClassVar[str] = "zhengji"
    type_name: ClassVar[str] = "意见征集"

    start: Day = Field(title="开始日期", description="征求意见开始之日")
    end: Day = Field(title="截止日期", description="征求意见截止之日")
    legal_basis: Line = Field(title="起草依据", description="起草所依据的规定")
    contact: Text = Field(title="反馈方式", description="电话、信箱、通信地址")
    short_reason: Line | None = Field(
        None, title="期限不足三十日的理由", description="期限不足三十日时必填"
    )
    received: Whole | None = Field(None, title="收到意见", description="条数，结束后填写")
    adopted: Whole | None = Field(None, title="采纳意见", description="条数，结束后填写")
    not_adopted_reason: Text | None = Field(
        None, title="未采纳理由", description="未全部采纳时填写"
    )


class Rule(Document):
    """公开制度 (zd)."""

    type_id: ClassVar[str] = "zhidu"
    type_name: ClassVar[str] = "公开制度"
