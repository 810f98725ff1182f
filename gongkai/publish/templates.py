"""How every environment of templates is set up, but for those that MkDocs makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from gongkai.publish.compiled_templates import CompiledTemplates

if TYPE_CHECKING:
    from jinja2 import BaseLoader

_COMPILED = CompiledTemplates("part")


def make_templates(loader: BaseLoader) -> Environment:
    """Templates that escape whatever they are given and fail on a name that they are not."""
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # there is nothing to fold in them, and looking for it takes long
        bytecode_cache=_COMPILED,
    )
