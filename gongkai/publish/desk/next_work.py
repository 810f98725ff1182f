"""What else waits for one who has just signed, found without judging the whole repository.

Only new documents count: those that the log does not know. What was published before and waits
again on a branch is `review status`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.drafts import read_document
from gongkai.core.inventory import scan_content
from gongkai.core.worklist import list_items, order_work
from gongkai.publish.part import read_part
from gongkai.publish.workspace import list_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.drafts import Draft
    from gongkai.core.worklist import WorkItem
    from gongkai.publish.workspace import Workspace

_MANY = 200
"""From so many new documents on, as before a first build, listing them takes too long here."""


def list_next_work(space: Workspace, person: str, but: str) -> tuple[WorkItem, ...]:
    """The new documents of the work tree that a person may sign now, by deadline.

    Empty where very many are new.
    """
    known = space.state.list_subjects()
    new = [path for path in list_documents(space.root) if path[8:-3] not in known and path != but]
    if len(new) > _MANY:
        return ()
    items = list_items(space.verdict, _read_held(space, new), ())
    return order_work(item for item in items if item.role and item.concerns(person))


def _read_held(space: Workspace, paths: list[str]) -> Iterator[Draft]:
    inventory = scan_content(read_part(space.root, paths))
    for file in inventory.documents:
        if file.path in paths:
            attachments = inventory.attachments.get(file.path, ())
            for draft in read_document(file, attachments, space.catalog).drafts:
                if draft.source.tail.published is None:
                    yield draft
