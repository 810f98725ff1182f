"""What happened on the server to a document while it was signed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.source import SourceRefusedError, split_source
from gongkai.publish.desk.git_command import Git
from gongkai.publish.desk.replaying import list_changed
from gongkai.publish.new_commits import list_owners

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gongkai.core.tail import ReviewEntry
    from gongkai.publish.desk.replaying import Blob


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A document that changed on the server while it was signed here."""

    path: str
    altered: bool
    """Whether its text or attachments changed, and not the signatures alone."""
    signed: tuple[ReviewEntry, ...] = ()
    """The levels that were signed there meanwhile."""


def find_overtaken(root: Path, path: str) -> Overtaken | None:
    """What the server changed in a document since the work tree left it, by the last fetch.

    Nothing is asked of the server.
    """
    git = Git(root)
    if not git.inside or git.ask("rev-parse", "-q", "--verify", "@{upstream}") is None:
        return None
    base = git.ask("merge-base", "HEAD", "@{upstream}")
    other = list_changed(git, base, "@{upstream}") if base else {}
    return compare_copies(git, path, other) if path in list_owners(other) else None


def compare_copies(git: Git, path: str, other: Mapping[str, Blob]) -> Overtaken:
    """What happened on the server to a document that was signed here."""
    folder = f"{path.removesuffix('.md')}.files/"
    blob = other.get(path)
    if blob is None or any(name.startswith(folder) for name in other):
        return Overtaken(path, altered=True)
    texts = [_read_text(git, name) for name in (blob.before, blob.after)]
    try:
        before, after = (split_source(path, text) if text else None for text in texts)
    except SourceRefusedError:
        return Overtaken(path, altered=True)
    if before is None or after is None:
        return Overtaken(path, altered=True)
    known = before.tail.entries
    altered = before.digest != after.digest or after.tail.entries[: len(known)] != known
    return Overtaken(path, altered, () if altered else after.tail.entries[len(known) :])


def _read_text(git: Git, blob: str) -> str:
    answer = git.run("cat-file", "blob", blob)
    return answer.out if answer.ok else ""
