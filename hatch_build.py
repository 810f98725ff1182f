"""Puts the organisation's half of this repository into the wheel as the preset `psb`."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PRESET = {
    "catalog": "gongkai/presets/psb/catalog",
    "content": "gongkai/presets/psb/content",
    "hooks": "gongkai/presets/psb/hooks",
    "mkdocs.yml": "gongkai/presets/psb/mkdocs.yml",
}


class PresetHook(BuildHookInterface[Any]):
    """A wheel carries the preset; an editable installation reads it from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the preset to every build but the editable one, which would go stale."""
        if version != "editable":
            build_data["force_include"].update(PRESET)
