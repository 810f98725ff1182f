"""The files that help editors' programs: schemas, snippets, settings and tasks in `.vscode/`.

They stand outside of what is read, signed and sealed, and hold nothing but what `catalog/` says.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.schemas.catalog_files import make_catalog_schemas
from gongkai.core.schemas.front_matter import make_front_matter_schema
from gongkai.core.schemas.snippets import make_snippets
from gongkai.core.schemas.vscode import (
    FRONT_MATTER,
    SCHEMA_NAMES,
    make_extensions,
    make_settings,
    make_tasks,
)
from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.catalog import Catalog

FOLDER = ".vscode"
_PEOPLE = 3
"""Reviewers, r01 to r03, with which a new repository begins."""
_OWN = ("settings.json", "extensions.json", "tasks.json")
"""Files that whoever uses the repository may have made otherwise."""


def list_editor_files(catalog: Catalog) -> dict[str, bytes]:
    """The bytes of each file by its name in `.vscode/`."""
    values = {
        "settings.json": make_settings(),
        "extensions.json": make_extensions(),
        "tasks.json": make_tasks(),
        "gongkai.code-snippets": make_snippets(catalog),
        SCHEMA_NAMES.format(name=FRONT_MATTER): make_front_matter_schema(catalog),
    }
    for name, schema in make_catalog_schemas(catalog).items():
        values[SCHEMA_NAMES.format(name=name)] = schema
    return {name: _format(value) for name, value in values.items()}


def forget_identity(catalog: Catalog) -> Catalog:
    """The catalogue of a preset without the body and the people of the sample that it comes from.

    Columns and units stay: they are what a new repository begins with.
    """
    blank = {"body": PLACEHOLDER, "body_code": PLACEHOLDER}
    first = catalog.reviewers.reviewers[:_PEOPLE]
    reviewers = catalog.reviewers.model_copy(update={"reviewers": first})
    return replace(catalog, site=catalog.site.model_copy(update=blank), reviewers=reviewers)


def write_editor_files(folder: Path, catalog: Catalog) -> tuple[str, ...]:
    """Writes the files below a repository's folder; gives the paths of those that changed.

    Settings, extensions and tasks that are there already stay as they are.

    Raises:
        OSError: when a file cannot be written; the others stay whole.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, data in list_editor_files(catalog).items():
        path = target / name
        if path.exists() and (name in _OWN or path.read_bytes() == data):
            continue
        replace_file(path, data)
        changed.append(f"{FOLDER}/{name}")
    return tuple(changed)


def _format(value: dict[str, Any]) -> bytes:
    """JSON in the order in which editors offer the fields."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
