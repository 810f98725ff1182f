"""What was decided and how far it has come: 会议公开, 重点任务进展."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from gongkai.core.models.base import Document
from gongkai.core.models.fields import Day, DocumentId, Flag, Frozen, Line, Whole


class AttendeeKind(StrEnum):
    """In what capacity somebody sat in a meeting."""

    OFFICIAL = "机关人员"
    DEPUTY = "人大代表"
    COMMITTEE = "政协委员"
    STAKEHOLDER = "利益相关方代表"
    PUBLIC = "公众代表"
    EXPERT = "专家"
    PRESS = "新闻媒体"


class Presence(StrEnum):
    """出席 or 列席."""

    MEMBER = "出席"
    INVITED = "列席"


class Attendee(Frozen):
    """One who attended, or several of one kind and body."""

    presence: Presence = Field(title="参会方式", description="出席或列席")
    kind: AttendeeKind = Field(
        title="身份",
        description="机关人员、人大代表、政协委员、利益相关方代表、公众代表、专家或新闻媒体",
    )
    unit: Line = Field(title="单位", description="所在单位；公众代表写所在社区或者行业")
    position: Line | None = Field(None, title="职务", description="机关人员写职务")
    number: Whole | None = Field(
        None, ge=1, title="人数", description="不列姓名、不止一人时填写，缺省为 1"
    )
    name: Line | None = Field(None, title="姓名", description="公民个人须经本人同意方可公开")
    consent: Flag | None = Field(
        None, title="本人同意公开姓名", description="列出机关人员以外的人的姓名时必填“是”"
    )
    topics: Line | None = Field(None, title="参加的议题", description="只参加部分议题的，写明")


class AgendaItem(Frozen):
    """One item of a meeting's agenda and what was decided."""

    topic: Line = Field(title="议题", description="议题名称")
    decision: Line = Field(title="议定事项", description="会议的决定，涉密和不宜公开的不写")
    document: DocumentId | None = Field(
        None, title="形成的文件", description="已经公开的，写作 栏目/短名"
    )


class Meeting(Document):
    """会议公开 (国办发〔2016〕80号: 利益相关方、公众、专家、媒体列席)."""

    type_id: ClassVar[str] = "huiyi"
    type_name: ClassVar[str] = "会议公开"

    meeting: Line = Field(title="会议名称", description="如 2026年第11次局长办公会议")
    held: Day = Field(title="会议日期", description="会议召开之日")
    place: Line | None = Field(None, title="会议地点", description="可以公开的地点")
    chair: Line = Field(title="主持人", description="写职务，如 局长")
    agenda: tuple[AgendaItem, ...] = Field(
        min_length=1, title="议题和议定事项", description="按会议次序逐项列出"
    )
    attendees: tuple[Attendee, ...] = Field(
        min_length=1, title="参会人员", description="出席和列席的单位、人员"
    )

    @property
    def linked(self) -> tuple[str, ...]:
        """The documents that came of the meeting."""
        return tuple(row.document for row in self.agenda if row.document)


class TaskStatus(StrEnum):
    """How far a task had come at the end of a quarter."""

    NOT_STARTED = "未启动"
    ONGOING = "推进中"
    DONE = "已完成"
    LATE = "滞后"


_STATUSES = frozenset(TaskStatus)


def split_progress(text: str) -> tuple[str, str]:
    """Status and note of a quarter's progress: `推进中：已建成30个` is both."""
    status, _, note = text.partition("：")
    return status, note


def _check_progress(text: str) -> str:
    status, note = split_progress(text)
    if status not in _STATUSES or ("：" in text and not note):
        raise PydanticCustomError(
            "progress", "应为未启动、推进中、已完成或滞后，可以接“：”和一句说明"
        )
    return text


_PATTERN = rf"^({'|'.join(TaskStatus)})(：[^\n<>]+)?$"
Progress = Annotated[
    Line,
    AfterValidator(_check_progress),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 300,
            "pattern": _PATTERN,
            "patternErrorMessage": "应为状态，可以接“：”和说明，如 推进中：已选址",
        }
    ),
]
"""A status of `TaskStatus`, and after `：` a note."""

QUARTERS: tuple[Literal["q1"], Literal["q2"], Literal["q3"], Literal["q4"]] = (
    "q1",
    "q2",
    "q3",
    "q4",
)


class Task(Frozen):
    """One task of a year, with its state at the end of each quarter."""

    task: Line = Field(title="任务", description="任务名称和年度目标")
    unit: Line = Field(title="责任单位", description="牵头单位")
    due: Day = Field(title="完成时限", description="如 2026-12-31")
    q1: Progress | None = Field(None, title="第一季度", description="状态：说明，如 推进中：已选址")
    q2: Progress | None = Field(None, title="第二季度", description="状态：说明")
    q3: Progress | None = Field(None, title="第三季度", description="状态：说明")
    q4: Progress | None = Field(None, title="第四季度", description="状态：说明")

    @property
    def quarters(self) -> tuple[str | None, str | None, str | None, str | None]:
        """The progress of the four quarters in their order."""
        return (self.q1, self.q2, self.q3, self.q4)


class TaskTable(Document):
    """重点任务进展: the tasks of one year by quarter."""

    type_id: ClassVar[str] = "renwu"
    type_name: ClassVar[str] = "重点任务进展"

    year: Whole = Field(ge=2008, le=2200, title="年度", description="任务年度")
    as_of: Day = Field(title="数据截止", description="进展核实到哪一天")
    tasks: tuple[Task, ...] = Field(min_length=1, title="任务", description="逐项列出")
