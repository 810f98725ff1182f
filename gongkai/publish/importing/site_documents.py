"""One page of an older site as a document: fields, body, files, and where each file went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.importing.blocks import ImportRefusedError, Loss
from gongkai.core.index_number import check_index_number
from gongkai.publish.importing.html_file import read_root
from gongkai.publish.importing.html_source import parse_page
from gongkai.publish.importing.making import Request, Site, make_document
from gongkai.publish.importing.site_around import SiteAround

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.importing.blocks import ImportedText
    from gongkai.core.importing.site.plan import PlannedPage
    from gongkai.core.importing.site.survey import Survey
    from gongkai.publish.importing.attaching import Attached
    from gongkai.publish.importing.folders import Folder

_ATTACHING = frozenset({"图片", "附件", "附件的格式不能公布"})
_MISSING = frozenset({"没有随网页保存的附件", "没有随网页保存的图片"})
_SOURCE_NAMES = ("ContentSource", "来源", "信息来源")
_INDEX_NAMES = ("索引号", "信息索引号")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor decided for all pages."""

    drafter: str
    made_as_published: bool = False
    """Whether the day of publication is taken for the day it was made, where no other is told."""


@dataclass(frozen=True, slots=True)
class Move:
    """What all pages of one move have in common."""

    survey: Survey
    folder: Folder
    ids: Mapping[str, str]
    """The documents that pages become, by the paths of the pages."""
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class SiteDocument:
    """A document made of a page."""

    id: str
    fields: dict[str, Any]
    body: str
    attached: tuple[Attached, ...]
    names: dict[str, str]
    """Name of the attachment that each file of the folder became, by its path."""
    refused: dict[str, str]
    """Why a file of the folder that the page names was not attached, by its path."""
    losses: tuple[Loss, ...]
    assumed: tuple[str, ...]
    """What stands in the fields by the editor's decision for all pages, in Chinese."""
    agrees: bool
    """Whether the page shows every block of the source."""

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The fields, and the body, in which somebody has to write."""
        names = [name for name, value in self.fields.items() if PLACEHOLDER in str(value)]
        return (*names, "正文") if PLACEHOLDER in self.body else (*names,)


def make_site_document(planned: PlannedPage, move: Move, site: Site) -> SiteDocument:
    """The document that a page becomes.

    Raises:
        ImportRefusedError: when it must not, or cannot, become one.
    """
    path = planned.page.path
    around = SiteAround(path, move.survey, move.ids, move.folder)
    text = read_root(parse_page(move.folder.read(path)), path, around)
    made = make_document(text, b"", _request(planned, site, move.wishes), site)
    left = {loss.place: loss.detail or loss.what for loss in made.losses if _is_refusal(loss)}
    carried = [file.name for file in text.files if file.name not in left]
    if len(carried) != len(made.attached):
        raise ImportRefusedError("附件与正文对不上，请单独导入这个网页")
    fields, assumed = _complete(made.fields, planned, text, site, move.wishes)
    pairs = zip(carried, made.attached, strict=True)
    return SiteDocument(
        id=planned.id,
        fields=fields,
        body=made.body,
        attached=made.attached,
        names={around.paths[name]: file.name for name, file in pairs if name in around.paths},
        refused=around.misfits | {p: left[n] for n, p in around.paths.items() if n in left},
        losses=tuple(_explain(loss, around) for loss in made.losses),
        assumed=assumed,
        agrees=made.agrees,
    )


def _request(planned: PlannedPage, site: Site, wishes: Wishes) -> Request:
    goal = planned.goal
    column = site.catalog.column_by_id[goal.column]
    kind, unit = goal.kind or column.types[0], goal.unit or column.unit
    return Request(column, kind, unit, wishes.drafter, planned.slug, keep_original=False)


def _is_refusal(loss: Loss) -> bool:
    return loss.what in _ATTACHING


def _explain(loss: Loss, around: SiteAround) -> Loss:
    """A loss with the reason that the page by itself could not know."""
    if loss.what not in _MISSING:
        return loss
    reason = around.explain(loss.detail)
    what = "不能公开的附件格式" if around.is_there(loss.detail) else "旧网站上已经没有的附件、图片"
    return replace(loss, what=what, detail=f"{loss.detail}：{reason}" if reason else loss.detail)


def _complete(
    fields: Mapping[str, Any],
    planned: PlannedPage,
    text: ImportedText,
    site: Site,
    wishes: Wishes,
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields with what the list, the table and the editor say beside the page."""
    filled = dict(fields)
    assumed = []
    for name, value, told in _list_wishes(planned, text, wishes):
        if value is not None and PLACEHOLDER in str(filled.get(name, "")):
            filled[name] = value
            assumed.append(told)
    number = next((text.properties[n] for n in _INDEX_NAMES if text.properties.get(n)), "")
    if number and number not in site.index_numbers:
        own = site.catalog.site.body_code
        if not check_index_number(number, own):
            filled["index_number"] = number
    return filled, tuple(assumed)


def _list_wishes(
    planned: PlannedPage, text: ImportedText, wishes: Wishes
) -> Iterator[tuple[str, object, str]]:
    """Field, value and where the value comes from."""
    page = planned.page
    source = next((text.properties[n] for n in _SOURCE_NAMES if text.properties.get(n)), None)
    yield "title", page.title or None, "名称取自清单或者网页标题"
    yield "source", source, "来源取自网页"
    yield "subject", planned.goal.subject or None, "主题分类取自对照表"
    if wishes.made_as_published and page.published is not None:
        yield "made", page.published.date(), "成文日期取发布日期"
