"""The templates of the sheet; whatever a document says is escaped in them."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from gongkai.publish.desk.sheet.visible import mark_text
from gongkai.publish.pages.render import format_size

FOLDER = "desk/sheet/templates"


@cache
def load_templates() -> Environment:
    """The environment of the sheet's templates."""
    environment = Environment(
        loader=PackageLoader("gongkai.publish", FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(marked=mark_text, size=format_size)
    return environment
