"""The command behind `scripts/fuzz`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.fuzzing import texts
from scripts.fuzzing.answers import Listener
from scripts.fuzzing.auditor import list_auditor_targets
from scripts.fuzzing.project import make_project
from scripts.fuzzing.repository import list_repository_targets
from scripts.fuzzing.running import Run
from scripts.fuzzing.site import list_site_targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.fuzzing.project import Project
    from scripts.fuzzing.targets import Target

_KEPT = Path("build/fuzz")
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_REFRESH = 5.0


def main() -> int:
    """Makes the site, tries mutations, prints; 1 when anything got through."""
    options = _read_options()
    memory = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="gongkai-fuzz-", dir=memory) as folder:
        print("› 制作并构建小站点 ……", file=sys.stderr, flush=True)
        project = make_project(Path(folder) / "project")
        targets = [t for t in list_targets(project) if options.target in {None, t.name}]
        if not targets:
            print(f"× 没有这个对象：{options.target}", file=sys.stderr)
            return 2
        run = Run(targets, listen(project), options.seed)
        if options.only is not None:
            for tally in run.tallies:
                run.try_one(tally, options.only, _KEPT)
        else:
            run.go(_Limit(options.minutes, options.mutations), _KEPT)
    print("\n".join(run.format_table()))
    for failure in run.failures:
        print(f"\n漏过（{failure.outcome}）：{failure.command}\n{failure.note}")
    return 1 if run.failures else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz",
        description="改动小站点的每一个字节，看审查关口和核对程序是否全部拒绝。",
    )
    parser.add_argument("--minutes", type=float, metavar="M", help="到时即止")
    parser.add_argument("--mutations", type=int, metavar="N", help="共试多少个，默认 10000")
    parser.add_argument("--seed", type=int, default=20261122, help="随机数种子")
    parser.add_argument("--target", metavar="NAME", help="只试这一对象")
    parser.add_argument("--only", type=int, metavar="N", help="只试第几个（与 --target 同用）")
    options = parser.parse_args()
    if options.only is not None and options.target is None:
        parser.error("--only 须与 --target 同用")
    if options.minutes is None and options.mutations is None:
        options.mutations = 10_000
    return options


class _Limit:
    """Whether there is to be more; tells from time to time how far it is."""

    def __init__(self, minutes: float | None, mutations: int | None) -> None:
        self.begin = self.told = time.monotonic()
        self.seconds = None if minutes is None else minutes * 60
        self.mutations = mutations

    def __call__(self, run: Run) -> bool:
        now = time.monotonic()
        if now - self.told > _REFRESH:
            self.told = now
            print(f"› 已试 {run.tried}，漏过 {len(run.failures)}", file=sys.stderr, flush=True)
        if self.seconds is not None and now - self.begin > self.seconds:
            return False
        return self.mutations is None or run.tried < self.mutations


def list_targets(project: Project) -> Iterator[Target]:
    """Everything there is to attack."""
    yield from list_repository_targets(project)
    yield from list_site_targets(project)
    yield from list_auditor_targets(project)


def listen(project: Project) -> Listener:
    """What hears whether a message tells of what no file of the repository tells in public."""
    return Listener(
        file.data.decode("utf-8", "replace")
        for path, file in project.tree.files.items()
        if path != texts.HELD
    )


if __name__ == "__main__":
    sys.exit(main())
