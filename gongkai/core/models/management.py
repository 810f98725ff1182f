"""Optional files of `catalog/` on the work itself: numbers, ids and days, never a title.

A repository may be public, so nothing here can hold a text: 公开属性报备, 存量公文清理.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from gongkai.core.models.fields import Day, Frozen, Line, Slug, Whole

Quarter = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-q[1-4]$")]
"""`2026-q3`."""
BacklogNumber = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-/][A-Za-z0-9]+)*$", max_length=32)
]
"""The number under which the archive keeps a document; letters and digits alone tell no title."""
FirstYear = Annotated[Whole, Field(ge=1949, le=2008)]
REGULATION = date(2008, 5, 1)
"""The day on which the Regulation came into force; what is older is backlog."""


class Branch(Frozen):
    """A unit or a subordinate body (分局) that reports what attributes its documents got."""

    id: Slug = Field(title="报备单位编号", description="本机关的部门写 units.yml 中的部门编号")
    name: Line = Field(title="报备单位名称")


class Filing(Frozen):
    """The documents that one branch made in one quarter, by attribute (公开属性报备)."""

    branch: Slug = Field(title="报备单位编号")
    quarter: Quarter = Field(title="季度", description="如 2026-q3")
    made: Whole = Field(title="制发公文数")
    proactive: Whole = Field(title="主动公开")
    on_request: Whole = Field(title="依申请公开")
    withheld: Whole = Field(title="不予公开")
    filed: Day = Field(title="报备日期")

    @property
    def decided(self) -> int:
        """Documents whose attribute is settled."""
        return self.proactive + self.on_request + self.withheld


class Filings(Frozen):
    """`filings.yml`: which branches report from when on, and what they reported."""

    first: Quarter | None = Field(None, title="起始季度", description="从这一季度起须报备")
    due_workdays: Whole = Field(default=10, title="报备期限", description="季度结束后的工作日数")
    branches: tuple[Branch, ...] = Field((), title="报备单位")
    filings: tuple[Filing, ...] = Field((), title="报备")


class BacklogDecision(StrEnum):
    """解密、公开、重新定密: what can be decided on a document from before the Regulation."""

    OPENED = "公开"
    DECLASSIFIED = "解密公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"
    STILL_SECRET = "继续保密"  # noqa: S105 - a decision, no password
    SECRET_AGAIN = "重新定密"  # noqa: S105


class BacklogDocument(Frozen):
    """One document by its number in the archive."""

    number: BacklogNumber = Field(title="档号", description="只用字母、数字和连接号")
    year: FirstYear = Field(title="成文年份", description="2008 年及以前")
    unit: Slug = Field(title="责任部门", description="units.yml 中的部门编号")
    decision: BacklogDecision | None = Field(None, title="处理决定", description="未决定的不填")
    date: Day | None = Field(None, title="决定日期", description="与处理决定同时填写")


class Backlog(Frozen):
    """`backlog.yml`: documents from before the Regulation with a decision for each."""

    due: Day | None = Field(None, title="清理期限", description="应当处理完毕的最后一天")
    documents: tuple[BacklogDocument, ...] = Field((), title="公文")
