"""What the fields of one document say by themselves: what they lack, which days cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.models import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models import Document

ELEMENTS = {
    "index_number": "索引",
    "title": "名称",
    "summary": "内容概述",
    "made": "生成日期",
}
"""The four elements of the catalogue (条例第十二条) by the fields that hold them."""
_DATES = (
    ("made", "成文日期"),
    ("changed", "变更日期"),
    ("decision_date", "决定日期"),
    ("approved", "批复日期"),
    ("received", "收到日期"),
    ("replied", "答复日期"),
    ("reply_date", "答复日期"),
    ("plan_signed", "解读方案签批日期"),
    ("verified", "核实日期"),
    ("as_of", "数据截止日期"),
)
"""Fields that tell of something before publication."""
_DATES_OF = {
    model: tuple((name, label) for name, label in _DATES if name in model.model_fields)
    for model in RECORD_TYPES.values()
}


def find_lacking(record: Document) -> tuple[str, ...]:
    """The fields of `ELEMENTS` that an item lacks; a summary that repeats the title is none."""
    lacking = [name for name in ELEMENTS if not getattr(record, name)]
    if record.summary.strip().rstrip("。") == record.title.strip():
        lacking.append("summary")
    return tuple(lacking)


def find_later(record: Document, published: date) -> Iterator[tuple[str, date]]:
    """Name and value of each date that lies after the day of publication and must not."""
    for name, label in _DATES_OF[type(record)]:
        day = getattr(record, name)
        # Consultations have numbers under one of these names.
        if isinstance(day, date) and day > published:
            yield label, day
