"""What a body promises: attachments that it names, pictures that it describes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import list_items, make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_EMPTY_ALT = re.compile(
    r"(?:图片?|照片|示意图|截图|配图|image|img|photo)?\s*\d*(?:\.\w+)?", re.IGNORECASE
)
_SHORT_ALT = 4

THERE = Duty("relation-attachment-there", Topic.RELATIONS, "正文提到的附件已经附上", "")
PICTURES = Duty(
    "relation-picture-text",
    Topic.RELATIONS,
    "图片的替代文字说明了内容",
    "《无障碍环境建设法》第三十二条",
    note="没有替代文字的图片不能公开，此处只判断说明是否具体",
)


def check_bodies(holdings: Holdings) -> Iterator[Check]:
    """Attachments that are not there, and pictures whose alternative tells nothing."""
    items = list_items(holdings)
    named = [item for item in holdings.own if item.cleared.facts.named]
    absent = [item for item in named if not item.cleared.attachments]
    yield judge(THERE, len(named), [make_gap(i, "正文提到附件，没有附上") for i in absent])
    shown = [item for item in items if _has_pictures(item)]
    yield judge(PICTURES, len(shown), (gap for item in shown for gap in _find_mute(item)))


def _has_pictures(item: Item) -> bool:
    rendered = item.cleared.rendered
    return item.cleared.facts.pictured and rendered is not None and bool(rendered.images)


def _find_mute(item: Item) -> Iterator[Gap]:
    """Pictures whose alternative is a file name, a number or a single word."""
    rendered = item.cleared.rendered
    for source, alternative in rendered.images if rendered else ():
        told = alternative.strip()
        if len(told) < _SHORT_ALT or told == source or _EMPTY_ALT.fullmatch(told):
            yield make_gap(item, f"图片“{source}”的替代文字没有说明内容")
