"""The types of the static interface (数据接口): what is written, its schema and its documentation.

`/api/v1/schema.json` is made from these models; within `v1` fields are only ever added.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from gongkai.core.models.fields import Frozen

VERSION: Final = "gongkai-api/v1"
Address = Annotated[str, Field(pattern=r"^https?://", json_schema_extra={"format": "uri"})]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\+08:00$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Count = Annotated[int, Field(ge=0)]


def _tell(text: str) -> ConfigDict:
    """The configuration of a model that schema and documentation describe so."""
    return ConfigDict(json_schema_extra={"description": text})


class Brief(Frozen):
    """The metadata of a document in brief."""

    model_config = _tell("一条信息的简要元数据。")

    id: str = Field(description="编号，即“栏目/短名”，永久不变")
    title: str = Field(description="名称")
    index_number: str = Field(description="索引号")
    published: Moment = Field(description="本版发布时间，北京时间")
    validity: str = Field(description="有效性")
    url: Address = Field(description="网页地址")
    data: Address = Field(description="全部元数据的地址")


class Item(Brief):
    """The metadata of a document."""

    model_config = _tell("一条信息的元数据。")

    summary: str = Field(description="内容概述")
    made: Day = Field(description="成文日期")
    issuer: str = Field(description="发布机构")
    document_number: str | None = Field(description="发文字号")
    subject: str = Field(description="主题分类")
    genre: str = Field(description="体裁分类")
    disclosure: str = Field(description="公开方式")
    type: str = Field(description="文件类型的编号")
    type_name: str = Field(description="文件类型的名称")
    column: str = Field(description="所属栏目的编号")
    also_in: tuple[str, ...] = Field(description="同时列入的栏目")
    unit: str = Field(description="责任部门的编号")
    art20: int | None = Field(ge=1, le=15, description="《政府信息公开条例》第二十条的项次")
    keywords: tuple[str, ...] = Field(description="主题词")
    revision: int = Field(ge=1, description="修订次数，首次为 1")
    changed: Day | None = Field(description="本版内容变更之日")
    effective: Day | None = Field(description="施行日期")
    expiry: Day | None = Field(description="失效之日")


class Related(Frozen):
    """A relation to another document."""

    model_config = _tell("与另一条信息的关系。")

    relation: str = Field(description="关系，从本条看")
    id: str = Field(description="对方的编号")
    title: str = Field(description="对方的名称")
    url: Address = Field(description="对方的网页地址")


class File(Frozen):
    """An attachment."""

    model_config = _tell("一个附件。")

    title: str = Field(description="附件名称")
    url: Address = Field(description="下载地址")
    media_type: str = Field(description="媒体类型")
    size: Count = Field(description="字节数")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="文件的 SHA-256")


class _Answer(Frozen):
    """What every answer begins with."""

    schema_version: Literal["gongkai-api/v1"] = Field(
        VERSION, alias="schema", description="接口版本"
    )


class DocumentAnswer(_Answer):
    """All that is told of one document."""

    model_config = _tell("documents/<栏目>/<短名>.json：一条信息的全部元数据。")

    kind: Literal["document"] = Field("document", description="应答的种类")
    item: Item = Field(description="元数据")
    relations: tuple[Related, ...] = Field(description="与其他信息的关系")
    attachments: tuple[File, ...] = Field(description="附件")
    annual: Address | None = Field(description="年度报告、年度报表的数据（JSON）的地址")
    proof: Address = Field(description="审查凭据，其中有经审查的原文")


class ItemsAnswer(_Answer):
    """A page of all documents, or the newest."""

    model_config = _tell(
        "items/<页>.json：全部信息，每页 100 条，从最早的一条排起；latest.json：最新的 50 条。"
    )

    kind: Literal["items"] = Field("items", description="应答的种类")
    total: Count = Field(description="全部信息的条数")
    pages: Count = Field(description="items 的页数")
    page: Count | None = Field(description="本页页码，从 1 起；latest.json 为空")
    previous: Address | None = Field(description="上一页（更早）")
    next: Address | None = Field(description="下一页（更新）")
    items: tuple[Item, ...] = Field(description="信息")


class Heading(Frozen):
    """A column, a unit or a key area."""

    model_config = _tell("一个栏目、部门或者重点领域。")

    id: str = Field(description="编号")
    name: str = Field(description="名称")
    count: Count = Field(description="信息条数")
    last: Day | None = Field(description="最近发布之日")
    data: Address = Field(description="所属信息的地址")
    url: Address | None = Field(None, description="网页地址")
    feed: Address | None = Field(None, description="订阅地址（Atom）")
    block: str | None = Field(None, description="栏目所属板块")
    group: str | None = Field(None, description="栏目所属分组")
    unit: str | None = Field(None, description="栏目的责任部门")
    basis: tuple[str, ...] = Field((), description="栏目的公开依据")
    columns: tuple[str, ...] = Field((), description="重点领域包含的栏目")


class HeadingsAnswer(_Answer):
    """All columns, units or key areas."""

    model_config = _tell("columns.json、units.json、areas.json：全部栏目、部门、重点领域。")

    kind: Literal["columns", "units", "areas"] = Field(description="应答的种类")
    total: Count = Field(description="个数")
    headings: tuple[Heading, ...] = Field(description="逐个列出")


class ListAnswer(_Answer):
    """The documents of a column, unit, key area or year, newest first."""

    model_config = _tell(
        "columns/<栏目>.json、units/<部门>.json、areas/<领域>.json、years/<年>.json，新的在前。"
    )

    kind: Literal["column", "unit", "area", "year"] = Field(description="应答的种类")
    id: str = Field(description="栏目、部门、领域的编号，或者年份")
    name: str = Field(description="名称")
    total: Count = Field(description="条数")
    items: tuple[Brief, ...] = Field(description="信息")


class Ended(Frozen):
    """A document that is not public any more."""

    model_config = _tell("一条不再公开的信息。")

    id: str = Field(description="编号")
    state: str = Field(description="已撤回、正在重新审查或者公示期满")
    index_number: str = Field(description="索引号")
    since: str | None = Field(description="自何时起")
    reason: str | None = Field(description="原因")
    notice: str = Field(description="向公众的说明")
    url: Address = Field(description="说明的网页地址")


class EndedAnswer(_Answer):
    """All documents that are not public any more."""

    model_config = _tell("ended.json：撤回、重新审查和公示期满的信息。")

    kind: Literal["ended"] = Field("ended", description="应答的种类")
    total: Count = Field(description="条数")
    ended: tuple[Ended, ...] = Field(description="逐条列出")


class IndexAnswer(_Answer):
    """The entry to the interface."""

    model_config = _tell("index.json：接口的入口。")

    kind: Literal["index"] = Field("index", description="应答的种类")
    site: str = Field(description="站点编号")
    name: str = Field(description="网站名称")
    body: str = Field(description="主办单位")
    today: Day = Field(description="网站生成之日")
    total: Count = Field(description="全部信息的条数")
    pages: Count = Field(description="items 的页数")
    years: tuple[int, ...] = Field(description="有信息的年份，新的在前")
    addresses: dict[str, str] = Field(description="各地址，花括号内按需替换")


Answer = Annotated[
    DocumentAnswer | ItemsAnswer | HeadingsAnswer | ListAnswer | EndedAnswer | IndexAnswer,
    Field(discriminator="kind"),
]
ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
ANSWERS: tuple[type[Frozen], ...] = (
    IndexAnswer,
    ItemsAnswer,
    DocumentAnswer,
    HeadingsAnswer,
    ListAnswer,
    EndedAnswer,
)
"""In the order in which the documentation explains them."""
PARTS: tuple[type[Frozen], ...] = (Item, Brief, Related, File, Heading, Ended)
"""What answers are made of."""
