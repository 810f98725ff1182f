"""A bulletin as a document of the site: held until it has been completed and reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.context import UsageProblemError
from gongkai.core.document_text import format_document
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES, OfficialDocument
from gongkai.core.models.fields import Genre
from gongkai.core.scaffold import list_fields
from gongkai.publish.papers.markdown import format_body

if TYPE_CHECKING:
    from gongkai.cli.papers import Desk
    from gongkai.core.papers.blocks import Paper

_SUBJECT = "综合政务/政务公开"


def format_draft(
    desk: Desk, paper: Paper, summary: str, *, column: str, drafter: str | None
) -> str:
    """The text of the document; what only a person can fill is marked.

    Raises:
        UsageProblemError: when the column is not there or takes no official documents, or the
            drafter is not known.
    """
    catalog = desk.catalog
    target = catalog.column_by_id.get(column)
    kind = OfficialDocument.type_id
    if target is None or kind not in target.types:
        message = f"没有收“{RECORD_TYPES[kind].type_name}”的栏目 {column}，请用 --column 指定"
        raise UsageProblemError(message)
    if drafter is not None and drafter not in catalog.reviewer_by_id:
        message = f"没有人员 {drafter}，请看 catalog/reviewers.yml"
        raise UsageProblemError(message)
    fields = list_fields(
        catalog,
        target,
        kind,
        title=paper.title,
        drafter=drafter or PLACEHOLDER,
        unit=target.unit,
        today=paper.day,
        taken=desk.index_numbers,
    )
    known = {"subject": _SUBJECT, "genre": Genre.CIRCULAR.value, "summary": summary}
    number = {"document_number": f"{PLACEHOLDER}机关代字〔年份〕序号"}
    return format_document({**fields, **number, **known}, format_body(paper))
