"""What became of a document: its line of life, its revisions, what the last of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.relations import RELATION_NAMES, Validity
from gongkai.core.word_changes import Piece, mark_changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gongkai.core.items import Item
    from gongkai.core.life import StageKind
    from gongkai.core.revisions import Revision
    from gongkai.core.site import SiteModel

_ACTS = {
    RELATION_NAMES["repeals"][1]: "废止",
    RELATION_NAMES["replaces"][1]: "替代",
    RELATION_NAMES["amends"][1]: "修改",
}
"""What an act does, by the label of its relation seen from the document it is done to."""


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of the line of life."""

    kind: StageKind
    day: date
    same_day: bool
    """As the stage above."""
    item: Item
    note: str
    current: bool
    """The very document whose page this is."""


@dataclass(frozen=True, slots=True)
class Act:
    """A document that ended or changed the force of another, or will."""

    verb: str
    item: Item
    day: date
    """When it took or takes effect."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must know before relying on a document."""

    name: str
    text: str
    acts: tuple[Act, ...]
    off: bool
    """Whether it is no longer in force."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One changed passage, its words marked."""

    place: str
    anchor: str
    """Of the article on this page, if it is one."""
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One revision in the list; of earlier ones no word is told."""

    number: int
    facts: tuple[tuple[str, date | None, str], ...]
    """What happened and when, if that is known: words before the day, the day, words after it."""
    note: str
    digest: str
    current: bool


def list_stages(site: SiteModel, item: Item) -> tuple[StageView, ...]:
    """The line of life around a document, empty when it stands alone."""
    views: list[StageView] = []
    for stage in site.trace_life(item):
        same = bool(views) and views[-1].day == stage.day
        other = site.by_id[stage.name]
        views.append(StageView(stage.kind, stage.day, same, other, stage.note, other is item))
    return tuple(views)


def explain_validity(site: SiteModel, item: Item) -> Notice | None:
    """The force of a document that is not simply in force, or will not be for ever."""
    record, validity = item.record, item.validity
    acts = _list_acts(site, item)
    done = tuple(act for act in acts if act.day <= site.today)
    coming = tuple(act for act in acts if act.day > site.today)
    ends = tuple(act for act in done if act.verb != "修改")
    if validity is Validity.REPEALED:
        return Notice(validity.value, "本文件已经废止，仅供查阅。", ends, off=True)
    if validity is Validity.EXPIRED:
        text = f"本文件自{record.expiry}起失效，仅供查阅。"
        return Notice(validity.value, text, (), off=True)
    if validity is Validity.AMENDED:
        text = "本文件已经修改，请与修改后的规定一并阅读。"
        return Notice(validity.value, text, (*done, *coming), off=False)
    if validity is Validity.NOT_YET:
        text = f"本文件自{record.effective}起施行，目前尚未施行。"
        return Notice(validity.value, text, coming, off=False)
    if coming:
        text = "本文件目前有效，以下文件施行后将发生变化。"
        return Notice("即将变化", text, coming, off=False)
    return None


def _list_acts(site: SiteModel, item: Item) -> tuple[Act, ...]:
    acts = []
    for relation in item.relations:
        if relation.label in _ACTS:
            other = site.by_id[relation.target]
            day = other.record.effective or other.record.made
            acts.append(Act(_ACTS[relation.label], other, day))
    return tuple(sorted(acts, key=lambda act: (act.day, act.item.id)))


def list_changes(item: Item, anchors: Mapping[str, str]) -> tuple[ChangeView, ...]:
    """The comparison of the last revision with the one before, as it was signed."""
    views = []
    for change in item.record.changes:
        marked = mark_changes(change.before, change.after)
        anchor = anchors.get(change.place, "")
        views.append(ChangeView(change.place, anchor, marked.before, marked.after))
    return tuple(views)


def list_versions(site: SiteModel, item: Item) -> tuple[Version, ...]:
    """Every revision from the current one down; none where there has been only one."""
    record = item.record
    if record.revision == 1:
        return ()
    known = {revision.number: revision for revision in site.history.get(item.id, ())}
    facts = (("", record.changed, "变更"), ("", item.published.date(), "发布"))
    credential = item.cleared.draft.source.credential
    versions = [Version(record.revision, facts, record.change_note, credential, current=True)]
    for number in range(record.revision - 1, 0, -1):
        before = known.get(number)
        digest = record.previous if number == record.revision - 1 else ""
        digest = before.digest if before else digest or ""
        versions.append(Version(number, (_tell_when(before),), "", digest, current=False))
    return tuple(versions)


def _tell_when(revision: Revision | None) -> tuple[str, date | None, str]:
    """Since when an earlier revision was public: a log's first build takes in what is older."""
    if revision is None:
        return ("公开时间早于本站公开日志", None, "")
    founding = revision.inclusion.founding
    return ("不晚于 " if founding else "", revision.inclusion.day, "公开")
