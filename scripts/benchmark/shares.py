"""A share of a site's steps made by itself, as one of several machines would, and shares merged.

    python -m scripts.benchmark.shares ROOT STATE NUMBER OF FOLDER

makes, of all steps for documents and for the search index, those whose turn it is, and writes
their files into FOLDER with a list of them: name and key of the step, SHA-256, path. Nothing is
published by it: what is merged counts only once a build has verified it (`handbook/scale.md`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.publish.digests import Digests
from gongkai.publish.document_steps import list_document_steps
from gongkai.publish.frames import Frames
from gongkai.publish.manifest import list_file
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.production import write_new
from gongkai.publish.search_steps import plan_index
from gongkai.publish.theme_files import read_theme
from scripts.benchmark.measuring import RunFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.publish.preparation import Preparation
    from gongkai.publish.steps import Step

LIST = "share.txt"
FILES = "files"


def list_steps(preparation: Preparation) -> Iterator[Step]:
    """The steps that can be shared: all that grows with the number of documents.

    Raises:
        RunFailedError: when the gate blocks.
    """
    site, tree = preparation.site, preparation.tree
    if site is None:
        raise RunFailedError("\n".join(map(str, preparation.verdict.findings)))
    digests, theme = Digests(site, tree), read_theme(tree)
    index = plan_index(site, digests)
    yield from (*index.shards, index.entry)
    yield from list_document_steps(site, tree, digests, theme, Frames(theme.templates, site))


def _read_clock() -> float:
    """Seconds of the processor so far, of this process and of those that have ended."""
    return sum(os.times()[:4])


def make_share(root: Path, state: Path, number: int, of: int, folder: Path) -> dict[str, float]:
    """Makes one share; seconds of the processor for each kind of step, and for what all need."""
    begin = _read_clock()
    steps = [*list_steps(prepare(replace(default_options(root), state=state)))]
    spent = {"prepare": _read_clock() - begin}
    lines = []
    for step in steps[number::of]:
        begin = _read_clock()
        for path, data, source in step.make():
            write_new(str(folder / FILES / path), data)
            digest = list_file(path, data, source).sha256
            lines.append(f"{step.name} {step.key} {digest} {path}\n")
        kind = step.name.partition("/")[0]
        spent[kind] = spent.get(kind, 0.0) + _read_clock() - begin
    (folder / LIST).write_text("".join(lines), "utf-8")
    return spent


def merge_shares(shares: Sequence[Path], plan: Mapping[str, str], folder: Path) -> None:
    """Puts the files of all shares into one folder, each looked at again.

    `plan` has the key of each step by its name, as the one who merges has worked them out: a share
    from another commit, engine or day has other keys.

    Raises:
        RunFailedError: when a file is not what its share says, or of no step of the plan, or in
            two shares, or when a step is in none.
    """
    done = set()
    for share in shares:
        for line in (share / LIST).read_text("utf-8").splitlines():
            name, key, digest, path = line.split(" ", 3)
            data = (share / FILES / path).read_bytes()
            whole = list_file(path, data, "").sha256 == digest
            if not whole or plan.get(name) != key or (folder / path).exists():
                raise RunFailedError(f"改动过、重复，或者不是本次构建的文件：{path}")
            write_new(str(folder / path), data)
            done.add(name)
    if missing := plan.keys() - done:
        raise RunFailedError(f"没有人完成的步骤：{'，'.join(sorted(missing))}")


def main(root: str, state: str, number: str, of: str, folder: str) -> int:
    """Makes one share and prints what it cost."""
    Path(folder).mkdir(parents=True)
    spent = make_share(Path(root).resolve(), Path(state), int(number), int(of), Path(folder))
    for kind, seconds in spent.items():
        print(f"{kind} {seconds:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
