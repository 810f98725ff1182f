"""What the body is to disclose on its own initiative, made from the columns.

主动公开基本目录 (条例第二十二条) and the table of the grass-roots standards (国办发〔2019〕54号):
the configuration of the columns is that table, so that neither is ever typed a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import RECORD_TYPES, Document, RegisterEntry
from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.models.fields import Disclosure
from gongkai.core.time_limits import describe_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel

EVERYBODY = "全社会"
OWN_LEVEL = "本级"
WEBSITE = "政府网站"
BASIC_LABELS = (
    "序号",
    "一级事项",
    "二级事项",
    "三级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开形式",
    "责任部门",
    "平台栏目",
    "公开对象",
)
"""The heads of 主动公开基本目录."""
STANDARD_LABELS = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
)
"""The heads of the standard table, as the trial fields have it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What one column obliges the body to disclose."""

    number: int
    column: str
    """Id of the column."""
    block: str
    group: str
    name: str
    content: str
    elements: tuple[str, ...]
    """What each item must state besides the metadata that every document has."""
    basis: tuple[str, ...]
    limit: str
    unit: str
    channels: tuple[str, ...]
    manner: Disclosure


def list_duties(site: SiteModel) -> tuple[Duty, ...]:
    """One duty for each column of the disclosure platform, in the order of the blocks."""
    blocks = [block for block in Block if block is not Block.OUTSIDE]
    views = (view for block in blocks for _, group in site.groups_in(block) for view in group)
    names = {group.id: group.name for group in site.catalog.groups}
    return tuple(
        _build_duty(number, view, names.get(view.column.group or "", ""))
        for number, view in enumerate(views, 1)
    )


def _build_duty(number: int, view: ColumnView, group: str) -> Duty:
    column = view.column
    content = column.intro
    if column.not_applicable:
        content = f"{content}本机关不适用：{column.not_applicable}"
    channels = (channel for item in view.items for channel in item.record.channels)
    types = [RECORD_TYPES[name] for name in column.types]
    only_register = all(model is RegisterEntry for model in types)
    return Duty(
        number=number,
        column=column.id,
        block=BLOCK_NAMES[column.block],
        group=group,
        name=column.name,
        content=content,
        elements=tuple(dict.fromkeys(name for model in types for name in _list_elements(model))),
        basis=column.basis,
        limit=describe_limit(column.limit),
        unit=view.unit.name,
        channels=tuple(sorted({*channels} - {WEBSITE})),
        manner=Disclosure.ON_REQUEST if only_register else Disclosure.PROACTIVE,
    )


def _list_elements(model: type) -> Iterator[str]:
    """The official names of the fields that a type asks for and others do not."""
    if not issubclass(model, Document):
        return
    common = Document.model_fields
    for name, field in model.model_fields.items():
        if field.is_required() and (name not in common or not common[name].is_required()):
            yield field.title or name


def format_basic(duties: tuple[Duty, ...], catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """The rows of 主动公开基本目录 below `BASIC_LABELS`."""
    return tuple(
        (
            str(duty.number),
            duty.block,
            duty.group or duty.name,
            duty.name,
            duty.content,
            "；".join(duty.basis),
            duty.limit,
            "、".join((WEBSITE, *duty.channels)),
            duty.unit,
            f"{catalog.site.url}{duty.column}/",
            EVERYBODY,
        )
        for duty in duties
    )


def format_standard(duties: tuple[Duty, ...], catalog: Catalog) -> tuple[tuple[str, ...], ...]:
    """The rows of the standard table below `STANDARD_LABELS`."""
    return tuple(
        (
            str(duty.number),
            duty.group or duty.block,
            duty.name,
            _join_elements(duty),
            "；".join(duty.basis),
            duty.limit,
            f"{catalog.site.body}（{duty.unit}）",
            "、".join((WEBSITE, *duty.channels)),
            EVERYBODY,
            duty.manner.removesuffix("公开"),
            OWN_LEVEL,
        )
        for duty in duties
    )


def _join_elements(duty: Duty) -> str:
    return f"{duty.content}要素：{'、'.join(duty.elements)}。" if duty.elements else duty.content
