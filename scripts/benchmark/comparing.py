"""The comparison: one size after the other, peers and ours on the same documents."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from scripts.benchmark import ours
from scripts.benchmark.peers.environment import list_versions, prepare_peers
from scripts.benchmark.peers.table import PEERS, Pace, run_peer
from scripts.benchmark.profiling import profile_build
from scripts.benchmark.project import make_project
from scripts.benchmark.results import Size, begin_results
from scripts.benchmark.search_report import sum_up
from scripts.benchmark.search_sites import open_site
from scripts.benchmark.searching import measure_search
from scripts.benchmark.site_size import measure_site
from scripts.benchmark.texts import MOST, generate, read_corpus

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.benchmark.project import Project
    from scripts.benchmark.results import Results
    from scripts.benchmark.texts import RawText


def say(message: str) -> None:
    """Tells the one who waits what is being done."""
    print(f"› {message} ……", file=sys.stderr, flush=True)


def read_texts(options: argparse.Namespace, count: int) -> Iterator[RawText]:
    """So many texts of the corpus, or made up where there is none or it is too small."""
    if options.corpus and count <= MOST:
        return read_corpus(options.corpus, count)
    return generate(count, options.seed)


def compare(options: argparse.Namespace, folder: Path) -> Results:
    """Makes, builds and measures projects of all sizes wanted.

    Raises:
        RunFailedError: when a program fails.
    """
    names = [] if options.no_peer else options.peers
    if names:
        say("准备对照程序（首次须安装）")
        programs = prepare_peers()
    else:
        programs = folder
    distributions = {name for peer in names for name in PEERS[peer].distributions}
    versions = {n: v for n, v in list_versions().items() if n in distributions}
    results = begin_results(versions, options.seed)
    pace = Pace(programs, options.limit, options.repeat_clean)
    for count in options.sizes:
        results.sizes.append(_measure_size(options, folder / str(count), count, names, pace))
    return results


def _measure_size(
    options: argparse.Namespace, folder: Path, count: int, names: list[str], pace: Pace
) -> Size:
    say(f"制作并签署 {count} 件文件")
    begin = time.perf_counter()
    project = make_project(folder / "project", read_texts(options, count))
    size = Size(
        documents=len(project.documents),
        source="corpus" if options.corpus and count <= MOST else "generator",
        source_bytes=project.source_bytes,
        making=time.perf_counter() - begin,
        changes=dict(sorted((+project.changes).items())),
    )
    for name in names:
        if options.slow or count <= PEERS[name].most:
            say(f"对照：{name}")
            size.peers[name] = run_peer(PEERS[name], project, folder / name, pace)
    _measure_ours(options, project, size)
    return size


def _measure_ours(options: argparse.Namespace, project: Project, size: Size) -> None:
    series = ours.Series(project.folder)
    addresses = [made.url for made in project.documents]
    ours.set_script(project.folder, traditional=False)
    say("首次构建")
    ours.measure_clean(series, options.repeat_clean)
    size.site = measure_site(project.folder / "site", addresses)
    if options.search:
        say(f"在 Chromium 中检索 {options.search} 处随机文字")
        index = open_site(project.folder)
        size.search = sum_up(index, *measure_search(index, options.seed, options.search))
    if not options.no_changes:
        say(f"内容未变、修改、新增、撤回，各 {options.repeat} 次")
        ours.measure_changes(series, project, options.seed, options.repeat)
    if options.profile:
        profile_build(series.folder, say)
    if not options.no_traditional:
        say("连同繁体版，首次构建")
        ours.set_script(project.folder, traditional=True)
        ours.measure_clean(series, options.repeat_clean, "traditional")
        size.traditional = measure_site(project.folder / "site", addresses)
    size.runs = series.medians
