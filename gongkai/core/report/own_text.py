"""Pages that only lead elsewhere: bodies without text of their own (只有链接).

Robots and assessors do not see what lies behind a link, so such an item counts as no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.models import (
    Consultation,
    Emergency,
    FiscalReport,
    Interpretation,
    News,
    OfficialDocument,
    Procurement,
    Project,
    Proposal,
    PublicNotice,
    Response,
    Rule,
    Statistics,
)

if TYPE_CHECKING:
    from gongkai.core.models import Record

_TOLD_IN_BODY = (
    *(Rule, OfficialDocument, Interpretation, Consultation, News, PublicNotice, Statistics),
    *(FiscalReport, Procurement, Project, Emergency, Response, Proposal),
)
"""Types whose matter is the body; those of the others stands in their fields."""
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\([^)\n]*\)|https?://[^\s一-鿿]+")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_FILLER = re.compile(
    "附件|附表|下载|点击|点此|查看|查阅|浏览|打开|链接|网址|来源|原文|全文|正文|文件|"
    "详情|内容|此处|这里|如下|具体|详|请|见|的|和|及|或|以下|上述|本页"
)
_WORD = re.compile(r"[^\W\d_]")
_SENTENCE = 40
"""A line of so many characters without a link says something, unless it is one of the names."""


def is_link_only(record: Record, body: str) -> bool:
    """Whether a document says nothing itself: only links, names of attachments, or nothing."""
    if not isinstance(record, _TOLD_IN_BODY):
        return False
    leads_on = record.attachments or "](" in body or "http" in body or not _WORD.search(body)
    names = (record.title, *(name for a in record.attachments for name in (a.title, a.file)))
    return bool(leads_on) and not has_own_text(body, names)


def has_own_text(body: str, names: tuple[str, ...]) -> bool:
    """Whether a body says more than links, these names and words such as 详见附件."""
    if any(_is_sentence(line, names) for line in body.split("\n")):
        return True
    rest = _IMAGE.sub(r"\1", _LINK.sub("", body))
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "").replace(name.rsplit(".", 1)[0], "")
    return _WORD.search(_FILLER.sub("", rest)) is not None


def _is_sentence(line: str, names: tuple[str, ...]) -> bool:
    """Whether a line is plainly text: most pages are told by this, and it is quick."""
    if len(line) < _SENTENCE or "](" in line or "http" in line:
        return False
    return not any(name.rsplit(".", 1)[0] in line for name in names)
