"""What the live site was built from, kept in the state folder: a page can come down at once.

`tree/<SHA-256>` holds one file each, `tree/<head of the log>.txt` names them:

    gongkai-snapshot/v1 gaj.shili.example
    <SHA-256> catalog/site.yml

The index of the log as it stands is the one that counts: with the log it changes in one step.
Held documents are not in it.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.files import replace_file, sync_file_system
from gongkai.publish.state_folder import StateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.core.gate import Verdict
    from gongkai.core.log import Log

FOLDER = "tree"
SNAPSHOT_TYPE = "gongkai-snapshot/v1"
_LINE = re.compile(r"([0-9a-f]{64}) ([^\n]+)")


def list_published(tree: Tree, verdict: Verdict) -> Iterator[SourceFile]:
    """The files that a verdict lets be public or stand in the register, in order of their paths."""
    drafts = [d.draft for d in (*verdict.cleared, *verdict.register)]
    drafts += [*verdict.suspended, *verdict.expired, *verdict.set_aside]
    wanted = {draft.source.path for draft in drafts}
    wanted |= {file.path for draft in drafts for file in draft.attachments}
    wanted |= {grave.source.path for grave in (*verdict.withdrawn, *verdict.struck)}
    for path in sorted(tree.files):
        if path in wanted or not path.startswith("content/"):
            yield tree.files[path]


def store_snapshot(state: Path, old: Log | None, new: Log, files: Iterable[SourceFile]) -> None:
    """Keeps what a site is built from; it counts as soon as the new log is written.

    Raises:
        OSError: when it cannot be written; what was kept before still is.
    """
    folder = state / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = set(_read_index(folder, old).values()) if old else set()
    lines = [f"{SNAPSHOT_TYPE} {new.site}\n"]
    for file in files:
        lines.append(f"{file.sha256} {file.path}\n")
        blob = folder / file.sha256
        # A file that no counting index names may have been cut short by a crash.
        if file.sha256 not in kept or not blob.exists():
            blob.write_bytes(file.data)
            kept.add(file.sha256)
    sync_file_system(folder)
    index = folder / f"{new.head}.txt"
    replace_file(index, "".join(lines).encode(), temporary=folder / "index.new")


def sweep_snapshots(state: Path, log: Log) -> None:
    """Removes what the counting index does not name.

    Raises:
        OSError: when something cannot be removed, which does no harm.
    """
    folder = state / FOLDER
    wanted = {f"{log.head}.txt", *_read_index(folder, log).values()}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()


def read_snapshot(state: Path, log: Log | None) -> Tree:
    """The files that the live site was built from.

    Raises:
        StateError: when they were not kept or are altered.
    """
    folder = state / FOLDER
    index = _read_index(folder, log) if log else {}
    if not index:
        message = "状态目录中没有线上网站的底稿：请先用本版程序运行一次 gongkai build"
        raise StateError(message)
    files = {}
    for path, digest in index.items():
        try:
            data = (folder / digest).read_bytes()
        except OSError as error:
            raise StateError(f"状态目录中的网站底稿不完整：缺少 {path}") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise StateError(f"状态目录中的网站底稿已损坏：{path}")
        files[path] = SourceFile(path, data)
    return Tree(files)


def _read_index(folder: Path, log: Log) -> dict[str, str]:
    """Digest by path; empty when there is no index of this log that can be read."""
    try:
        first, *lines = (folder / f"{log.head}.txt").read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    matches = [_LINE.fullmatch(line) for line in lines[:-1]]
    if first != f"{SNAPSHOT_TYPE} {log.site}" or lines[-1:] != [""]:
        return {}
    return {m[2]: m[1] for m in matches if m} if all(matches) else {}
