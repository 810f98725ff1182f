"""Files that an organisation's git hosting and machines need, as this engine ships them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import gongkai
from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(gongkai.__file__).parent / "presets" / "hosting"
_DOT = "dot-"
"""Stands for a leading dot: git and editors would obey such files in our own repository."""


class Kind(StrEnum):
    """The sets of files to choose from."""

    REPOSITORY = "repository"
    GITLAB = "gitlab"
    GITEA = "gitea"
    GITHUB = "github"
    SERVER = "server"


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    SAME = "same"
    DIFFERENT = "different"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Placed:
    """One file and what became of it."""

    path: str
    outcome: Outcome
    difference: tuple[str, ...] = ()
    """From what stands there to the template, as a unified diff."""


def list_templates(kind: Kind) -> dict[str, bytes]:
    """The files of a kind by their paths from the folder they belong in."""
    top = TEMPLATES / kind
    return {
        "/".join(_undot(part) for part in path.relative_to(top).parts): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def _undot(name: str) -> str:
    return f".{name.removeprefix(_DOT)}" if name.startswith(_DOT) else name


def write_all(kind: Kind, folder: Path) -> None:
    """Writes the files of a kind into a new repository.

    Raises:
        OSError: when a file cannot be written.
    """
    for _ in place_templates(kind, folder):
        pass


def place_templates(kind: Kind, folder: Path, *, replace: bool = False) -> Iterator[Placed]:
    """Writes what is not there; what is there in another form is left, or replaced if so wanted.

    Raises:
        OSError: when a file cannot be read or written.
    """
    for path, data in list_templates(kind).items():
        target = folder / path
        present = target.read_bytes() if target.exists() else None
        # git on Windows may have turned the line breaks of these files; that is no change.
        if present is not None and present.replace(b"\r\n", b"\n") == data:
            yield Placed(path, Outcome.SAME)
            continue
        difference = _compare(path, present, data) if present is not None else ()
        if present is not None and not replace:
            yield Placed(path, Outcome.DIFFERENT, difference)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
        if data.startswith(b"#!"):
            target.chmod(0o755)
        yield Placed(path, Outcome.REPLACED if difference else Outcome.WRITTEN, difference)


def _compare(path: str, present: bytes, wanted: bytes) -> tuple[str, ...]:
    before, after = (d.decode("utf-8", "replace").splitlines() for d in (present, wanted))
    return tuple(
        difflib.unified_diff(before, after, f"{path}（现有）", f"{path}（模板）", lineterm="")
    )
