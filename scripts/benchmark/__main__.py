"""The command behind `scripts/bench`."""

from __future__ import annotations

import argparse
import json
import os
import pstats
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.benchmark.checking import measure_gate, measure_signatures
from scripts.benchmark.lighthouse import WANTED, format_marks, mark_site
from scripts.benchmark.measuring import (
    Run,
    RunFailedError,
    SiteSize,
    describe_run,
    measure_site,
    run_measured,
)
from scripts.benchmark.peer import build_peer
from scripts.benchmark.project import Project, make_project
from scripts.benchmark.queries import Answer, ask_site, pick_phrases
from scripts.benchmark.scanning import format_measurement, measure_scanner
from scripts.benchmark.search_report import SEARCH_HEAD, format_search, list_faults
from scripts.benchmark.searching import build_search_site, measure_search
from scripts.benchmark.texts import RawText, generate, read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

MEGA = 1e6
_TOP = 40


def main() -> int:
    """Makes, builds, asks, prints; 1 when a build fails or something is not found."""
    options = _read_options()
    if options.scanner:
        return _measure_rules(options)
    if options.signatures:
        print("\n".join(measure_signatures(options.signatures)))
        return 0
    if options.lighthouse:
        return _mark_pages(options.lighthouse)
    with _open_folder(options.keep) as name:
        folder = Path(name)
        try:
            if options.search:
                return _measure_search(options, folder)
            return _measure_check(options, folder) if options.gate else _measure(options, folder)
        except RunFailedError as error:
            print(f"× 运行失败：\n{error}", file=sys.stderr)
            return 1


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="把许多文件做成已签名的演练项目，测量构建的时间和大小。"
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpus", type=Path, metavar="DIR", help="语料文件夹")
    source.add_argument("--generate", action="store_true", help="没有语料时，自拟文字")
    parser.add_argument(
        "--scanner", action="store_true", help="只测量扫描规则：全部语料和固定正例（须有 --corpus）"
    )
    source.add_argument(
        "--signatures", type=int, metavar="N", help="只测量验证签名：N 个签名，不要语料"
    )
    source.add_argument(
        "--lighthouse", type=Path, metavar="SITE", help="只请 Lighthouse 评分：已构建的网站"
    )
    parser.add_argument(
        "--search",
        type=int,
        nargs="+",
        metavar="N",
        help="只测量检索：N 件文件，500 处随机文字和 200 个手写的问题",
    )
    parser.add_argument(
        "--gate", type=int, metavar="N", help="只测量 gongkai check：N 件文件，不构建"
    )
    parser.add_argument("-n", type=int, default=1000, help="文件数，默认 1000")
    parser.add_argument("--held", type=int, default=0, metavar="N", help="另有几件待审，默认没有")
    parser.add_argument("--seed", type=int, default=20261122, help="随机数种子")
    parser.add_argument(
        "--query", type=int, default=3, metavar="N", help="检索几处随机文字，默认 3"
    )
    parser.add_argument("--no-peer", action="store_true", help="不与单独的 MkDocs 比较")
    parser.add_argument("--profile", action="store_true", help="再构建一次，列出耗时最多的函数")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="把项目留在此文件夹（须不存在）")
    parser.add_argument("--json", type=Path, metavar="FILE", help="结果另存为 JSON")
    options = parser.parse_args()
    if options.scanner and not options.corpus:
        parser.error("--scanner 须与 --corpus 同用")
    return options


def _measure_rules(options: argparse.Namespace) -> int:
    _say("扫描全部语料，把固定正例放入真实文字")
    result = measure_scanner(options.corpus, options.seed)
    print("\n".join(format_measurement(result)))
    return 0 if result.good else 1


def _mark_pages(site: Path) -> int:
    """1 when a page has a mark below what we want."""
    _say("请 Lighthouse 逐页评分")
    try:
        found = list(mark_site(site))
    except RunFailedError as error:
        print(f"× 运行失败：\n{error}", file=sys.stderr)
        return 1
    print("\n".join(format_marks(found)))
    return 0 if all(min(page.marks) >= WANTED for page in found) else 1


def _open_folder(keep: Path | None) -> AbstractContextManager[str]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="gongkai-bench-")
    keep.mkdir(parents=True)
    return nullcontext(str(keep.resolve()))


def _say(message: str) -> None:
    print(f"› {message} ……", file=sys.stderr, flush=True)


def _take_texts(options: argparse.Namespace, count: int) -> Iterator[RawText]:
    _say(f"制作并签署 {count} 件文件")
    return _read_texts(options, count)


def _read_texts(options: argparse.Namespace, count: int) -> Iterator[RawText]:
    return read_corpus(options.corpus, count) if options.corpus else generate(count, options.seed)


def _measure_check(options: argparse.Namespace, folder: Path) -> int:
    begin = time.perf_counter()
    project = make_project(folder / "project", _take_texts(options, options.gate))
    print("\n".join(_format_head(project, time.perf_counter() - begin)))
    _say("检查")
    print("\n".join(measure_gate(project.folder)))
    return 0


def _measure_search(options: argparse.Namespace, folder: Path) -> int:
    print(f"检索（种子 {options.seed}，处理器 {os.cpu_count()} 个）：\n")
    print("\n".join(SEARCH_HEAD), flush=True)
    faults: list[str] = []
    for count in options.search:
        _say(f"读取 {count} 件文件，编制索引")
        index = build_search_site(_read_texts(options, count), folder / str(count))
        _say("在 Chromium 中检索")
        answers, firsts = measure_search(index, options.seed)
        print(format_search(index, answers, firsts), flush=True)
        faults += list_faults(answers)
    print("\n".join(faults))
    return 1 if faults else 0


def _measure(options: argparse.Namespace, folder: Path) -> int:
    begin = time.perf_counter()
    texts = _take_texts(options, options.n)
    held = generate(options.held, options.seed + 1)
    project = make_project(folder / "project", chain(held, texts), options.held)
    making = time.perf_counter() - begin
    build = [sys.executable, "-m", "gongkai", "build"]
    _say("首次构建")
    first = run_measured(build, project.folder)
    _say("内容未变，再次构建")
    second = run_measured(build, project.folder)
    peer = None
    if not options.no_peer:
        _say("对照：单独的 MkDocs 和 Material")
        peer = build_peer(project, folder / "peer")
    answers = list(_ask(project, options))
    size = measure_site(project.folder / "site")
    lines = (*_format_head(project, making), *_format_runs(first, second, peer, size))
    print("\n".join((*lines, *_format_answers(answers, options.seed))))
    if options.profile:
        _profile(project.folder)
    if options.json:
        result = _collect(project, making, {"first": first, "second": second, "peer": peer})
        result |= {"site": asdict(size), "queries": [asdict(a) for a in answers]}
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0 if all(answer.found for answer in answers) else 1


def _ask(project: Project, options: argparse.Namespace) -> Iterator[Answer]:
    if options.query:
        _say(f"在 Chromium 中检索 {options.query} 处随机文字")
        phrases = list(pick_phrases(project.documents, options.query, options.seed))
        yield from ask_site(project.folder / "site", phrases)


def _collect(project: Project, making: float, runs: dict[str, Run | None]) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "documents": len(project.documents),
        "source_bytes": project.source_bytes,
        "making_seconds": making,
        "changes": dict(+project.changes),
        "runs": {name: describe_run(run) for name, run in runs.items() if run},
    }


def _format_head(project: Project, making: float) -> Iterator[str]:
    yield f"{len(project.documents)} 件文件，原文 {project.source_bytes / MEGA:.1f} MB，"
    yield f"制作、签署用时 {making:.1f} 秒；处理器 {os.cpu_count()} 个，"
    yield f"此刻负载 {os.getloadavg()[0]:.1f}。\n"
    changes = sorted((+project.changes).items())
    if changes:
        yield "为符合规则所作处理（件）：" + "；".join(f"{k} {v}" for k, v in changes) + "。\n"


def _format_runs(first: Run, second: Run, peer: Run | None, size: SiteSize) -> Iterator[str]:
    yield "| 项目 | 首次构建 | 再次构建 | 单独的 MkDocs | 首次比对照 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, unit, values in (
        ("用时", "秒", [run and run.wall for run in (first, second, peer)]),
        ("处理器时间", "秒", [run and run.cpu for run in (first, second, peer)]),
        ("内存峰值", "MB", [run and run.peak / MEGA for run in (first, second, peer)]),
    ):
        cells = [f"{value:.1f} {unit}" if value else "" for value in values]
        ratio = f"{values[0] / values[2]:.2f}" if values[0] and values[2] else ""
        yield f"| {name} | {' | '.join(cells)} | {ratio} |"
    again = dict(second.stages)
    for name, seconds in first.stages:
        yield f"| 其中：{name} | {seconds:.1f} 秒 | {again.get(name, 0):.1f} 秒 | | |"
    yield f"| 网站 | {size.size / MEGA:.1f} MB，{size.files} 个文件 | | | |"
    yield f"| 网页 | {size.pages} 个，平均 {size.mean_page / 1000:.1f} KB | | | |"
    yield f"| 检索索引 | {size.index_size / MEGA:.1f} MB | | | |"


def _format_answers(answers: list[Answer], seed: int) -> Iterator[str]:
    if not answers:
        return
    yield f"\n检索（种子 {seed}）：\n"
    yield "| 文字 | 结果 | 含原文件 | 用时 | 传输 |"
    yield "| --- | ---: | --- | ---: | ---: |"
    for a in answers:
        found = "是" if a.found else f"否：{a.url}"
        cost = f"{a.seconds * 1000:.0f} 毫秒 | {a.received / 1000:.0f} KB"
        yield f"| {a.phrase} | {a.results} | {found} | {cost} |"


def _profile(folder: Path) -> None:
    """Builds once more under cProfile and prints what took the time."""
    _say("剖析构建")
    target = folder.parent / "profile"
    command = [sys.executable, "-m", "cProfile", "-o", str(target), "-m", "gongkai", "build"]
    run_measured(command, folder)
    for order in ("cumulative", "tottime"):
        pstats.Stats(str(target)).strip_dirs().sort_stats(order).print_stats(_TOP)


if __name__ == "__main__":
    sys.exit(main())
