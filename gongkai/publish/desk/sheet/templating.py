"""The templates of the sheet; whatever a document says is escaped in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import PackageLoader

from gongkai.publish.desk.sheet.visible import mark_text
from gongkai.publish.pages.render import format_size
from gongkai.publish.templates import make_templates

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "desk/sheet/templates"


@cache
def load_templates() -> Environment:
    """The environment of the sheet's templates."""
    environment = make_templates(PackageLoader("gongkai.publish", FOLDER))
    environment.filters.update(marked=mark_text, size=format_size)
    return environment
