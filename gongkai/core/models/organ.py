"""Who the body is and how to reach it: 指南, 机构信息, 依申请公开说明."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import AttachmentName, Document
from gongkai.core.models.fields import Day, Line, Text


class Guide(Document):
    """政府信息公开指南: the nine elements of the Regulation's art. 12."""

    type_id: ClassVar[str] = "gongkai-zhinan"
    type_name: ClassVar[str] = "政府信息公开指南"

    classification: Text = Field(title="政府信息的分类", description="分哪几类（条例第十二条）")
    arrangement: Text = Field(title="编排体系", description="按什么编排，怎样检索（条例第十二条）")
    access: Text = Field(title="获取方式", description="从哪里、怎样取得（条例第十二条）")
    office_name: Line = Field(title="政府信息公开工作机构", description="机构名称")
    office_address: Line = Field(title="办公地址", description="通信地址和邮政编码")
    office_hours: Line = Field(title="办公时间", description="精确到分，冬夏令时分别写明")
    office_phone: Line = Field(title="联系电话", description="含区号")
    office_fax: Line = Field(title="传真号码", description="含区号")
    office_internet: Line = Field(title="互联网联系方式", description="电子信箱或网址")
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")


class Organisation(Document):
    """机构信息 (jg); 条例第二十条第二项."""

    type_id: ClassVar[str] = "jigou"
    type_name: ClassVar[str] = "机构信息"

    functions: Text = Field(title="职责", description="主要职责")
    address: Line = Field(title="办公地址", description="详细地址")
    hours: Line = Field(title="办公时间", description="精确到分")
    phone: Line = Field(title="联系电话", description="公开的办公电话")
    head: Line = Field(title="负责人", description="姓名和职务")
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")


class RequestGuide(Document):
    """依申请公开说明 (条例第二十七条至第四十五条)."""

    type_id: ClassVar[str] = "yishenqing"
    type_name: ClassVar[str] = "依申请公开说明"

    office_name: Line = Field(title="受理机构", description="受理政府信息公开申请的机构")
    address: Line = Field(title="受理地址", description="当面提交和邮寄的地址、邮政编码")
    hours: Line = Field(title="受理时间", description="精确到分")
    phone: Line = Field(title="咨询电话", description="含区号")
    fax: Line = Field(title="传真号码", description="含区号")
    email: Line = Field(title="受理信箱", description="接收申请的电子信箱")
    form: AttachmentName = Field(title="申请表", description="附件中申请表的文件名")
    fees: Text = Field(title="收费说明", description="收费的情形和标准（国办函〔2020〕109号）")
    supervision: Line = Field(title="监督投诉", description="监督电话和受理机关")
    verified: Day = Field(title="核实日期", description="最近一次核实内容之日")
