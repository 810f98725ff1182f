"""The moment a build is made for: the one place that looks at the clock."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING
from gongkai.core.strict_yaml import YamlRefusedError, parse_yaml

if TYPE_CHECKING:
    from gongkai.core.tree import Tree

CLOSING_TIME = time(18, 0)
"""A build for a given day is made as of the end of its office hours."""


def read_now(tree: Tree, today: date | None = None) -> datetime:
    """The moment, Beijing: a given day, the fixed day of a practice site, or the clock."""
    day = today or _find_fixed_day(tree)
    if day is not None:
        return datetime.combine(day, CLOSING_TIME, BEIJING)
    return datetime.now(BEIJING).replace(second=0, microsecond=0)


def _find_fixed_day(tree: Tree) -> date | None:
    file = tree.files.get("catalog/site.yml")
    try:
        values, _ = parse_yaml(file.data.decode("utf-8") if file else "")
    except (YamlRefusedError, UnicodeDecodeError):
        return None
    site_id, day = values.get("id"), values.get("today")
    if not (isinstance(site_id, str) and site_id.endswith(".example") and isinstance(day, str)):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
