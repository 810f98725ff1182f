"""Reads YAML as editors' language servers do: the core schema of YAML 1.2, days stay text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name for it


for tag, pattern, firsts in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+0123456789."]),
):
    _CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), firsts
    )

# Leading zeros make no octal number in YAML 1.2.
_CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def read_core(text: str) -> Any:  # noqa: ANN401 - whatever the text spells
    """The values of a YAML text."""
    return yaml.load(text, _CoreLoader)  # noqa: S506 - a SafeLoader's child
