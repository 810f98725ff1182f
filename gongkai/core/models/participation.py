"""What the public wrote and asked, and what became of it: 来信选登, 常见问题, 建议提案办理情况."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from gongkai.core.models.affairs import ProposalKind, Satisfaction
from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, DocumentId, Frozen, Line, Text, Whole


class LetterKind(StrEnum):
    """留言流转: the five kinds of letters."""

    ADVICE = "咨询"
    COMPLAINT = "投诉"
    REPORT = "举报"
    SUGGESTION = "建议"
    HELP = "求助"


class Letter(Frozen):
    """One letter of a digest, without a word about who wrote it."""

    subject: Line = Field(title="事由", description="来信反映的事项，不写来信人")
    kind: LetterKind = Field(title="类别", description="咨询、投诉、举报、建议或求助")
    received: Day = Field(title="来信日期", description="收到来信之日")
    unit: Line = Field(title="承办单位", description="办理和答复的部门")
    replied: Day | None = Field(None, title="答复日期", description="答复之日，未答复的不填")
    reply: Text | None = Field(None, title="答复摘要", description="答复的主要内容，隐去个人信息")


class LetterDigest(Document):
    """来信选登: all letters of a period, so that the shares computed from them are true."""

    type_id: ClassVar[str] = "laixin"
    type_name: ClassVar[str] = "来信选登"

    period_start: Day = Field(title="统计期间起", description="如 2026-07-01")
    period_end: Day = Field(title="统计期间止", description="如 2026-09-30")
    letters: tuple[Letter, ...] = Field(
        min_length=1, title="来信", description="本期收到的来信逐件列出"
    )


class Question(Frozen):
    """One question as people ask it, with its answer."""

    question: Line = Field(title="问题", description="群众的问法")
    answer: Text = Field(title="解答", description="先给结论，再说条件和办法")
    basis: Line = Field(title="依据", description="法律法规、文件名称和条款")
    document: DocumentId | None = Field(
        None, title="相关文件", description="本站的办事指南或者文件，写作 栏目/短名"
    )


class Questions(Document):
    """常见问题: the questions about one subject."""

    type_id: ClassVar[str] = "wenda"
    type_name: ClassVar[str] = "常见问题"

    topic: Line = Field(title="问题类别", description="如 户籍、交通管理、出入境")
    verified: Day = Field(title="核实日期", description="最近一次核实解答之日")
    questions: tuple[Question, ...] = Field(
        min_length=1, title="问题和解答", description="逐个列出，先后即页面上的次序"
    )

    @property
    def linked(self) -> tuple[str, ...]:
        """The documents that the answers refer to."""
        return tuple(row.document for row in self.questions if row.document)


class HandledProposal(Frozen):
    """One proposal given to this body, replied to or not yet."""

    number: Line = Field(title="编号", description="如 第047号")
    subject: Line = Field(title="案由", description="建议、提案的标题")
    kind: ProposalKind = Field(title="类别", description="人大代表建议或政协委员提案")
    session: Line = Field(title="届次", description="如 市第十六届人大第五次会议")
    unit: Line = Field(title="承办单位", description="主办的部门")
    replied: Day | None = Field(None, title="办复日期", description="答复之日，未办复的不填")
    satisfaction: Satisfaction | None = Field(
        None, title="满意程度", description="满意、基本满意或不满意，未反馈的不填"
    )
    document: DocumentId | None = Field(
        None, title="答复全文", description="答复已经公开的，写作 栏目/短名"
    )


class ProposalTable(Document):
    """建议提案办理情况: everything that one year's sessions gave to this body."""

    type_id: ClassVar[str] = "tian-banli"
    type_name: ClassVar[str] = "建议提案办理情况"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="办理年度")
    proposals: tuple[HandledProposal, ...] = Field(
        min_length=1, title="建议提案", description="承办的建议、提案逐件列出"
    )

    @property
    def linked(self) -> tuple[str, ...]:
        """The replies that are public."""
        return tuple(row.document for row in self.proposals if row.document)
