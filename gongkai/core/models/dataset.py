"""开放数据: data sets with licence, fields and files."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.base import AttachmentName, Document
from gongkai.core.models.fields import Day, Frozen, Line, Whole


class Licence(StrEnum):
    """What everybody may do with a data set; only open licences."""

    FREE_WITH_SOURCE = "免费使用，注明来源"
    CC_BY = "知识共享 署名 4.0 国际（CC BY 4.0）"
    CC_ZERO = "知识共享 公共领域贡献（CC0 1.0）"
    MULAN_BY = "木兰开放作品许可协议 署名（第1版）"


LICENCE_TERMS = {
    Licence.FREE_WITH_SOURCE: "可以免费复制、传播、改编，用于任何目的，使用时须注明来源。",
    Licence.CC_BY: "可以复制、传播、改编，用于任何目的，使用时须署名并说明是否作了修改。",
    Licence.CC_ZERO: "放弃著作权和邻接权，可以不受限制地使用，无须署名。",
    Licence.MULAN_BY: "可以复制、传播、改编，用于任何目的，使用时须署名。",
}
"""Each licence in one sentence."""

LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_ZERO: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.MULAN_BY: "https://license.coscl.org.cn/MulanOWLBYv1",
}
"""Where the text of a licence stands, if it has one of its own."""


class Frequency(StrEnum):
    """How often a data set is renewed."""

    DAILY = "每日"
    WEEKLY = "每周"
    MONTHLY = "每月"
    QUARTERLY = "每季度"
    HALF_YEARLY = "每半年"
    YEARLY = "每年"
    AS_NEEDED = "随时"
    NEVER = "不再更新"


class DataField(Frozen):
    """One column of the files."""

    name: Line = Field(title="字段", description="与数据文件的表头一致")
    meaning: Line = Field(title="含义", description="字段的含义和取值")
    unit: Line | None = Field(None, title="单位", description="计量单位，文字字段不填")


class DataSet(Document):
    """开放数据集 (国发〔2015〕50号)."""

    type_id: ClassVar[str] = "shuju-ji"
    type_name: ClassVar[str] = "开放数据集"

    licence: Licence = Field(title="使用许可", description="所列的几种开放许可之一")
    frequency: Frequency = Field(title="更新频率", description="每月、每季度等")
    as_of: Day = Field(title="数据截止", description="数据内容截止之日")
    records: Whole = Field(title="记录数", description="数据行数，不含表头")
    table: AttachmentName = Field(title="数据文件", description="附件中的 csv 文件名")
    fields: tuple[DataField, ...] = Field(
        min_length=1, title="字段说明", description="按数据文件的列逐个说明"
    )
