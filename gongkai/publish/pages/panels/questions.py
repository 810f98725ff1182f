"""常见问题: every question of a column with its answer, by topic, each at an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import Questions
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.participation import Question
    from gongkai.core.site import SiteModel


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question."""

    row: Question
    anchor: str
    """The document's own short name and the question's number in it."""
    paragraphs: tuple[str, ...]
    target: Item | None
    """The document to which the answer refers, where it is public."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """The questions of one document."""

    item: Item
    anchor: str
    questions: tuple[QuestionView, ...]


def make_questions(site: SiteModel, view: ColumnView) -> Panel | None:
    """All questions by topic; the panel links to every document that holds some."""
    items = [item for item in view.items if isinstance(item.record, Questions)]
    if not items:
        return None
    items.sort(key=lambda item: (item.record.topic, item.id))
    return Panel(
        template="panels/questions.html",
        context={"topics": tuple(_view_topic(site, item) for item in items)},
        replaces_list=len(items) == len(view.items),
        styles=(PARTICIPATION_STYLE,),
    )


def _view_topic(site: SiteModel, item: Item) -> TopicView:
    slug = item.id.replace("/", "-")
    rows = enumerate(item.record.questions, 1)
    return TopicView(
        item,
        slug,
        tuple(
            QuestionView(
                row,
                f"{slug}-{number}",
                tuple(line for line in row.answer.split("\n") if line.strip()),
                site.by_id.get(row.document or ""),
            )
            for number, row in rows
        ),
    )
