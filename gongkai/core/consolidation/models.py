"""The records of an export package, `gongkai-consolidation/v1`.

Keys are the official Chinese names of the metadata (条例第十二条、目录系统指引 and practice), so
that whoever maps them to a platform needs no dictionary; `gkmlpt` repeats them under the names of
common platform software. Within `v1` fields are only ever added.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from gongkai.core.models.fields import Frozen

FORMAT = "gongkai-consolidation/v1"

Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$")]
Address = Annotated[str, Field(pattern=r"^https?://")]
Path = Annotated[str, Field(pattern=r"^[a-z0-9_-]+(?:[./][a-z0-9_-]+)*$", max_length=300)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


def _tell(text: str) -> ConfigDict:
    """The configuration of a record that the schema describes so."""
    return ConfigDict(json_schema_extra={"description": text})


class Link(Frozen):
    """A relation to another document."""

    model_config = _tell("与另一份文件的关系，从本文件看。")

    relation: str = Field(alias="关系", description="如 解读的文件、废止本文的文件")
    id: Id = Field(alias="编号", description="对方的编号")
    title: str = Field(alias="名称", description="对方的名称")
    url: Address = Field(alias="网址", description="对方的网址")


class AttachedFile(Frozen):
    """An attachment in the package."""

    model_config = _tell("一个附件。")

    title: str = Field(alias="名称", description="公众看到的附件名称")
    path: Path = Field(alias="文件", description="在数据包中的路径")
    url: Address = Field(alias="网址", description="原下载地址")
    size: Count = Field(alias="字节数", description="文件的字节数")
    sha256: Sha256 = Field(alias="SHA-256", description="文件的 SHA-256")


class Texts(Frozen):
    """The body in three forms."""

    model_config = _tell("正文的三种形式，以及带审查记录的原文。")

    html: Path = Field(alias="HTML", description="正文的 HTML 片段，UTF-8")
    plain: Path = Field(alias="纯文本", description="正文的纯文本，每段一行，UTF-8")
    markdown: Path = Field(alias="Markdown", description="正文的 Markdown，UTF-8")
    source: Path = Field(alias="原文", description="含文件头和审查记录的原文，逐字节未改")


class ReviewStep(Frozen):
    """One level of the review; people appear by their ids."""

    model_config = _tell("一级审查。")

    role: str = Field(alias="层级", description="如 l1 初审")
    reviewer: str = Field(alias="审查人编号", description="审查人的编号，不是姓名")
    decision: str = Field(alias="结论", description="同意公开")
    date: Day = Field(alias="日期", description="签署日期")


class Evidence(Frozen):
    """Where the proof of the review is."""

    model_config = _tell("审查凭据。存量文件没有电子签名，列出纸质审查编号。")

    digest: Sha256 = Field(
        alias="原文摘要", description="不含审查记录的原文的 SHA-256，即签署的摘要"
    )
    proof: Path = Field(alias="凭据文件", description="gongkai-proof/v1，可用 ssh-keygen 核验")
    steps: tuple[ReviewStep, ...] = Field(alias="审查记录", description="从低到高")
    paper: str | None = Field(alias="纸质审查编号", description="存量文件的纸质审查编号")


class DocumentRecord(Frozen):
    """One public document."""

    model_config = _tell("documents.jsonl 的一行：一份公开的文件。")

    id: Id = Field(alias="编号", description="栏目/短名，永久不变")
    url: Address = Field(alias="网址", description="原网址")
    old_addresses: tuple[str, ...] = Field(alias="旧网址", description="更早的网站上的地址")
    index_number: str = Field(alias="索引号", description="索引号，永久不变")
    title: str = Field(alias="名称", description="文件名称")
    document_number: str | None = Field(alias="文号", description="发文字号")
    issuer: str = Field(alias="发布机构", description="发布机构全称")
    made: Day = Field(alias="成文日期", description="成文日期")
    published: Moment = Field(alias="发布日期", description="本版发布时间，北京时间")
    effective: Day | None = Field(alias="施行日期", description="开始施行之日")
    expiry: Day | None = Field(alias="失效日期", description="失效之日，当日起失效")
    validity: str = Field(
        alias="有效性", description="现行有效、已修改、废止、失效或尚未施行，截至导出之日"
    )
    subject: str = Field(alias="主题分类", description="主题分类")
    genre: str = Field(alias="体裁", description="公文种类，不是公文的为“其他”")
    disclosure: str = Field(alias="公开方式", description="主动公开")
    column: str = Field(alias="栏目", description="栏目编号，见 columns.jsonl")
    also_in: tuple[str, ...] = Field(alias="同时列入", description="同时列入的栏目编号")
    unit: str = Field(alias="责任部门", description="部门编号，见 units.jsonl")
    summary: str = Field(alias="内容概述", description="内容概述")
    keywords: tuple[str, ...] = Field(alias="主题词", description="主题词")
    art20: Annotated[int, Field(ge=1, le=15)] | None = Field(
        alias="条例第二十条项次", description="《政府信息公开条例》第二十条的项次"
    )
    kind: str = Field(alias="文件类型", description="文件类型的编号")
    kind_name: str = Field(alias="文件类型名称", description="如 行政规范性文件")
    revision: Annotated[int, Field(ge=1)] = Field(alias="修订次数", description="首次为 1")
    changed: Day | None = Field(alias="变更日期", description="本版内容变更之日")
    change_note: str | None = Field(alias="变更说明", description="本版改了什么")
    reprints: str | None = Field(alias="转载来源", description="转载的来源机关或网站")
    others: dict[str, JsonValue] = Field(
        alias="其他字段", description="该类型特有的项，如 申请条件、三公经费，名称见手册"
    )
    relations: tuple[Link, ...] = Field(alias="关系", description="与其他文件的关系")
    attachments: tuple[AttachedFile, ...] = Field(alias="附件", description="全部附件")
    texts: Texts = Field(alias="正文", description="正文各形式在数据包中的路径")
    evidence: Evidence = Field(alias="审查", description="审查凭据")
    gkmlpt: dict[str, JsonValue] = Field(description="常见集约化平台列表接口的同名字段")


class ColumnRecord(Frozen):
    """One column with its place in the tree."""

    model_config = _tell("columns.jsonl 的一行：一个栏目，按目录次序。")

    id: str = Field(alias="编号", description="栏目编号，即网址的一段")
    name: str = Field(alias="名称", description="栏目名称")
    block: str = Field(alias="板块", description="国办公开办函〔2019〕61号规定的板块")
    group: str | None = Field(alias="分组", description="所属分组的名称")
    unit: str = Field(alias="责任部门", description="部门编号")
    basis: tuple[str, ...] = Field(alias="公开依据", description="公开依据")
    kinds: tuple[str, ...] = Field(alias="文件类型", description="所收文件类型的编号")
    url: Address = Field(alias="网址", description="栏目页网址")
    total: Count = Field(alias="文件数", description="全站该栏目的文件数，含同时列入的")


class UnitRecord(Frozen):
    """One responsible unit."""

    model_config = _tell("units.jsonl 的一行：一个责任部门。")

    id: str = Field(alias="编号", description="部门编号")
    name: str = Field(alias="名称", description="部门名称")
    phone: str = Field(alias="电话", description="公开电话")


class RedirectRecord(Frozen):
    """One old address and where it leads."""

    model_config = _tell("redirects.jsonl 的一行：一个旧网址和它的新网址。")

    old: str = Field(alias="旧网址", description="旧网站上从根起的地址")
    url: Address = Field(alias="网址", description="现在的网址")
    id: Id = Field(alias="编号", description="文件编号")


class EndedRecord(Frozen):
    """One document that is not public any more: not a word of its text."""

    model_config = _tell("ended.jsonl 的一行：一份已撤回、正在重新审查或公示期满的文件，不含原文。")

    id: Id = Field(alias="编号", description="文件编号")
    url: Address = Field(alias="网址", description="说明所在的网址")
    state: str = Field(alias="状态", description="已撤回、正在重新审查或公示期满")
    index_number: str = Field(alias="索引号", description="索引号，不再用于其他文件")
    revision: Annotated[int, Field(ge=1)] = Field(alias="修订次数", description="终止的版本")
    since: str | None = Field(alias="自何时起", description="北京时间")
    reason: str | None = Field(alias="原因", description="原因类别")
    notice: str = Field(alias="说明", description="向公众的说明")


class RegisterRecord(Frozen):
    """One document that is given on request."""

    model_config = _tell("register.jsonl 的一行：依申请公开目录的一项，本机关不公示目录的为空。")

    index_number: str = Field(alias="索引号", description="索引号")
    title: str = Field(alias="名称", description="名称")
    document_number: str | None = Field(alias="文号", description="发文字号")
    issuer: str = Field(alias="发布机构", description="发布机构")
    made: Day = Field(alias="成文日期", description="成文日期")
    disclosure: str = Field(alias="公开方式", description="一律为“依申请公开”")


class InventoryRecord(Frozen):
    """One public document of the whole site, whether or not it is in this package."""

    model_config = _tell("inventory.jsonl 的一行：全站一份公开文件的清点，增量导出时也是全部。")

    id: Id = Field(alias="编号", description="文件编号")
    index_number: str = Field(alias="索引号", description="索引号")
    revision: Annotated[int, Field(ge=1)] = Field(alias="修订次数", description="现行版本")
    published: Moment = Field(alias="发布日期", description="本版发布时间，北京时间")
    digest: Sha256 = Field(alias="原文摘要", description="不含审查记录的原文的 SHA-256")
    attachments: Count = Field(alias="附件数", description="附件个数")
    included: bool = Field(alias="在本包中", description="本包是否含有全文")


class Counts(Frozen):
    """How many of each there are in the package."""

    model_config = _tell("本包各项的数目，核对时逐项重数。")

    documents: Count = Field(alias="文件", description="documents.jsonl 的行数")
    attachments: Count = Field(alias="附件", description="附件个数")
    attachment_bytes: Count = Field(alias="附件字节数", description="附件的总字节数")
    relations: Count = Field(alias="关系", description="关系条数，两端各计一次")
    columns: Count = Field(alias="栏目", description="columns.jsonl 的行数")
    units: Count = Field(alias="部门", description="units.jsonl 的行数")
    redirects: Count = Field(alias="旧网址", description="redirects.jsonl 的行数")
    ended: Count = Field(alias="不再公开", description="ended.jsonl 的行数")
    register_entries: Count = Field(alias="依申请公开", description="register.jsonl 的行数")
    site_documents: Count = Field(alias="全站文件", description="inventory.jsonl 的行数")


class PackageRecord(Frozen):
    """What the package is: `package.json`."""

    model_config = _tell("package.json：数据包的说明和数目。")

    format: Literal["gongkai-consolidation/v1"] = Field(alias="格式", description="格式和版本")
    site: str = Field(alias="站点编号", description="站点编号")
    name: str = Field(alias="网站名称", description="网站名称")
    url: Address = Field(alias="网址", description="网站首页")
    body: str = Field(alias="主办单位", description="主办单位")
    body_code: str = Field(alias="机构代码", description="统一社会信用代码")
    id_code: str = Field(alias="网站标识码", description="政府网站标识码")
    made: Day = Field(alias="导出日期", description="导出内容截至的日期，北京时间")
    since: Day | None = Field(alias="起始日期", description="只含这一天起发布的；全部导出的为空")
    log: str | None = Field(
        alias="公开日志检查点", description="gongkai-checkpoint/v1，没有状态目录的为空"
    )
    counts: Counts = Field(alias="数目", description="各项的数目")


LISTS: dict[str, type[Frozen]] = {
    "documents.jsonl": DocumentRecord,
    "columns.jsonl": ColumnRecord,
    "units.jsonl": UnitRecord,
    "redirects.jsonl": RedirectRecord,
    "ended.jsonl": EndedRecord,
    "register.jsonl": RegisterRecord,
    "inventory.jsonl": InventoryRecord,
}
"""The lists of a package, one record a line."""
PACKAGE = "package.json"
SCHEMA = "schema.json"
README = "README.txt"
SUMS = "SHA256SUMS"
"""The list of digests, as `sha256sum -c` reads it."""
