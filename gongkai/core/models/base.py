"""What every document has: the official metadata, attachments, relations."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gongkai.core.models.fields import (
    Day,
    Digest,
    Disclosure,
    DocumentId,
    FiveOpen,
    Flag,
    Frozen,
    Genre,
    Line,
    PersonId,
    Slug,
    Text,
    Whole,
)

AttachmentName = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.(docx|xlsx|pptx|pdf|ofd|csv|txt|png|jpg)$")
]


class Attachment(Frozen):
    """附件: a file of the document's own folder."""

    file: AttachmentName = Field(title="文件名", description="小写字母、数字和连字符，含扩展名")
    title: Line = Field(title="附件名称", description="公众看到的名称，含扩展名")


class Consent(Frozen):
    """另一机关对公开的书面同意 (条例第十一条)."""

    body: Line = Field(title="机关", description="出具意见的机关全称")
    reference: Line = Field(title="文号", description="同意意见的文号或编号")
    date: Day = Field(title="日期", description="同意意见的日期")


class Change(Frozen):
    """修改对照: one passage before and after a revision, signed with the revision."""

    place: Line = Field(title="位置", description="条、款或小标题，如 第三条")
    before: Text | None = Field(None, title="修改前", description="上一版的文字，新增的不填")
    after: Text | None = Field(None, title="修改后", description="本版的文字，删去的不填")

    @model_validator(mode="after")
    def _refuse_nothing(self) -> Self:
        if self.before == self.after:
            raise PydanticCustomError("change", "修改前和修改后至少填一项，且不能相同")
        return self


class Record(Frozen):
    """What documents and register entries share."""

    type_id: ClassVar[str]
    type_name: ClassVar[str]

    title: Line = Field(title="名称", description="文件标题，与正文标题一致")
    category: Slug = Field(title="所属栏目", description="栏目编号，与所在文件夹相同")
    type: Slug = Field(title="文件类型", description="缺省为栏目的第一种类型")
    disclosure: Disclosure = Field(title="公开方式", description="主动公开、依申请公开或不予公开")
    made: Day = Field(title="成文日期", description="形成或变更之日，如 2026-01-31")
    issuer: Line = Field(title="发布机构", description="发布机构全称")
    document_number: Line | None = Field(None, title="发文字号", description="机关代字〔年份〕序号")
    index_number: Line = Field(
        title="索引号", description="机构代码/年份-五位序号，一经编定不再改变"
    )
    unit: Slug = Field(title="责任部门", description="catalog/units.yml 中的部门编号")
    drafter: PersonId = Field(title="拟稿人", description="catalog/reviewers.yml 中的人员编号")
    revision: Whole = Field(title="修订次数", description="首次为 1")
    previous: Digest | None = Field(
        None, title="上一版凭据", description="第二版起由 gongkai revise 填写"
    )


class Document(Record):
    """A document that is disclosed proactively."""

    subject: Line = Field(title="主题分类", description="如 公安、安全、司法/公安")
    genre: Genre | None = Field(None, title="体裁分类", description="公文的十五种体裁之一或其他")
    summary: Text = Field(title="内容概述", description="一两句话说明内容（条例第十二条）")
    keywords: tuple[Line, ...] = Field((), title="主题词", description="便于检索的词语，逐个列出")
    attachments: tuple[Attachment, ...] = Field(
        (), title="附件", description="逐个列出文件名和附件名称"
    )

    effective: Day | None = Field(None, title="施行日期", description="开始施行之日")
    expiry: Day | None = Field(None, title="失效日期", description="失效之日，当日起失效")
    show_until: Day | None = Field(
        None, title="公示截止日", description="公示、通告等期满即撤下的，最后公开的一天"
    )
    changed: Day | None = Field(None, title="变更日期", description="本版内容变更之日")
    change_note: Line | None = Field(
        None, title="变更说明", description="第二版起必填，说明改了什么"
    )
    changes: tuple[Change, ...] = Field(
        (), title="修改对照", description="逐处列出位置、修改前和修改后，可由 gongkai compare 拟出"
    )

    interprets: tuple[DocumentId, ...] = Field((), title="解读的文件", description="栏目/短名")
    repeals: tuple[DocumentId, ...] = Field((), title="废止的文件", description="栏目/短名")
    amends: tuple[DocumentId, ...] = Field((), title="修改的文件", description="栏目/短名")
    replaces: tuple[DocumentId, ...] = Field((), title="替代的文件", description="栏目/短名")
    consults: tuple[DocumentId, ...] = Field(
        (), title="征求意见的文件", description="本征集事项所对应的文件"
    )
    see_also: tuple[DocumentId, ...] = Field((), title="相关文件", description="栏目/短名")
    reprints: Line | None = Field(None, title="转载来源", description="转载时注明的来源机关或网站")
    source_url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"']+$")] | None = Field(
        None, title="来源网址", description="转载原文的网址"
    )
    also_in: tuple[Slug, ...] = Field((), title="同时列入", description="同时列入的其他栏目")

    art20: Annotated[Whole, Field(ge=1, le=15)] | None = Field(
        None, title="条例第二十条项次", description="1 至 15，缺省随栏目"
    )
    five_open: tuple[FiveOpen, ...] = Field((), title="五公开", description="属于哪几项")
    channels: tuple[Line, ...] = Field((), title="其他公开渠道", description="报纸、电视、新媒体等")
    consulted_bodies: tuple[Line, ...] = Field(
        (), title="涉及的其他机关", description="发布前须取得同意的机关"
    )
    consents: tuple[Consent, ...] = Field((), title="同意公开的意见", description="逐一登记")
    from_request: Flag | None = Field(
        None, title="由依申请公开转为主动公开", description="是的填“是”（条例第四十四条）"
    )

    @property
    def linked(self) -> tuple[str, ...]:
        """The documents to which its own rows lead; they count as `see_also`."""
        return ()
