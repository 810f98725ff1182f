"""What the live site was built from, kept in the state folder: a page can come down at once.

`tree/` holds the contents in packs, and `tree/<head of the log>.txt` tells where each file is
(`gongkai.publish.snapshot_index`). The index of the log as it stands is the one that counts: with
the log it changes in one step. Held documents are not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.tree import SourceFile, Tree
from gongkai.publish.files import replace_file
from gongkai.publish.snapshot_index import format_index, parse_index
from gongkai.publish.snapshot_packs import find_whole, pack_files, read_packs, wipe
from gongkai.publish.state_folder import StateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.gate import Verdict
    from gongkai.core.log import Log
    from gongkai.publish.snapshot_index import Place

FOLDER = "tree"
_INDEX = ".txt"


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
    listed = {file.path: file for file in files}
    contents = {file.sha256: file for file in listed.values()}
    # What no counting index names may have been cut short by a crash.
    kept = find_whole(folder, _read_index(folder, old).values()) if old else {}
    packed = pack_files(folder, contents, kept)
    places = {path: packed[file.sha256] for path, file in listed.items()}
    index = folder / f"{new.head}{_INDEX}"
    replace_file(index, format_index(new.site, places), temporary=folder / "index.new")


def sweep_snapshots(state: Path, log: Log) -> None:
    """Removes what the counting index does not name.

    Raises:
        OSError: when something cannot be removed, which does no harm.
    """
    folder = state / FOLDER
    live = _read_index(folder, log)
    counting = f"{log.head}{_INDEX}"
    wanted = {counting, *(place.file for place in live.values())}
    left = [path for path in folder.iterdir() if path.name not in wanted]
    others = [path for path in left if path.suffix == _INDEX]
    needed = frozenset(live.values())
    for path in others:
        # A content that came back stands elsewhere by now: its old place would outlive it.
        places = parse_index(path.read_bytes(), log.site).values()
        wipe(folder, [place for place in places if place not in needed], needed)
    # The indexes go last: until then they tell what is to be wiped.
    for path in [*(path for path in left if path not in others), *others]:
        path.unlink()


def read_snapshot(state: Path, log: Log | None, start: str = "") -> Tree:
    """The files that the live site was built from; with `start`, those whose paths begin so.

    Raises:
        StateError: when they were not kept or are altered.
    """
    folder = state / FOLDER
    index = _read_index(folder, log) if log else {}
    if not index:
        message = "状态目录中没有线上网站的底稿：请先用本版程序运行一次 gongkai build"
        raise StateError(message)
    found = {}
    try:
        wanted = {path: place for path, place in index.items() if path.startswith(start)}
        for path, data in read_packs(folder, wanted):
            if data is None:
                raise StateError(f"状态目录中的网站底稿已损坏：{path}")
            found[path] = SourceFile(path, data)
    except LookupError as error:
        raise StateError(f"状态目录中的网站底稿不完整：缺少 {error.args[0]}") from error
    return Tree({path: found[path] for path in wanted})


def _read_index(folder: Path, log: Log) -> Mapping[str, Place]:
    """The place of each file; empty when there is no index of this log that can be read."""
    try:
        return parse_index((folder / f"{log.head}{_INDEX}").read_bytes(), log.site)
    except OSError:
        return {}
