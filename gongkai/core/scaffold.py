"""Scaffolding a new document: its fields, its short name, its index number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin

from gongkai.core.index_number import next_index_number
from gongkai.core.inventory import DEVICES
from gongkai.core.models import RECORD_TYPES, RegisterEntry
from gongkai.core.placeholders import list_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

_LONGEST_SLUG = 48


def make_slug(title: str, taken: Iterable[str]) -> str:
    """A short name from the title's pinyin that is not taken yet."""
    core = re.sub(r"^关于|的(?=通知$|公告$|通告$|通报$|意见$|决定$)", "", title)
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(core)).lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    slug = slug or "wenjian"
    if DEVICES.fullmatch(slug):
        slug = f"wenjian-{slug}"
    names = set(taken)
    number = 2
    candidate = slug
    while candidate in names:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def list_fields(  # noqa: PLR0913 - each is one thing known beforehand
    catalog: Catalog,
    column: Column,
    kind: str,
    *,
    title: str,
    drafter: str,
    unit: str,
    today: date,
    taken: Iterable[str],
) -> dict[str, Any]:
    """The front-matter of a new document: what is known, and 待填写 with guidance for the rest."""
    model = RECORD_TYPES[kind]
    own = catalog.unit_by_id[unit]
    known: dict[str, Any] = {
        "title": title,
        "category": column.id,
        "type": kind,
        "disclosure": "不予公开" if model is RegisterEntry else "主动公开",
        "made": today,
        "issuer": catalog.site.body,
        "index_number": next_index_number(
            taken, catalog.site.body_code, today.year, own.index_first, own.index_last
        ),
        "unit": unit,
        "drafter": drafter,
        "revision": 1,
    }
    blank = list_placeholders(kind, column.fields)
    order = [name for name in model.model_fields if name in known or name in blank]
    return {name: known[name] if name in known else blank[name] for name in order}
