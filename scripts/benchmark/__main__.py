"""The command behind `scripts/bench`."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmark.checking import measure_gate, measure_signatures
from scripts.benchmark.comparing import compare, read_texts, say
from scripts.benchmark.identity.sequences import check_identity
from scripts.benchmark.lighthouse import WANTED, format_marks, mark_site
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.options import read_options
from scripts.benchmark.project import make_project
from scripts.benchmark.readme import write_readmes
from scripts.benchmark.results import LAST, format_results, parse_results
from scripts.benchmark.scanning import format_measurement, measure_scanner
from scripts.benchmark.search_report import SEARCH_HEAD, format_search, list_faults, sum_up
from scripts.benchmark.search_sites import build_search_site
from scripts.benchmark.searching import measure_search
from scripts.benchmark.tables import format_run

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from scripts.benchmark.results import Results


def main() -> int:
    """Does what is asked for; 1 when something fails or is not as it should be."""
    options = read_options()
    try:
        return _run(options)
    except RunFailedError as error:
        print(f"× 运行失败：\n{error}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    if options.readme:
        write_readmes()
    elif options.scanner:
        return _measure_rules(options)
    elif options.signatures:
        print("\n".join(measure_signatures(options.signatures)))
    elif options.lighthouse:
        return _mark_pages(options.lighthouse)
    elif options.identity:
        return check_identity(options.identity, options.seed, say)
    else:
        with _open_folder(options.keep) as name:
            return _work(options, Path(name))
    return 0


def _work(options: argparse.Namespace, folder: Path) -> int:
    """What takes projects."""
    if options.search_only:
        return _measure_search(options, folder)
    return _measure_check(options, folder) if options.gate else _compare(options, folder)


def _open_folder(keep: Path | None) -> AbstractContextManager[str]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="gongkai-bench-")
    keep.mkdir(parents=True)
    return nullcontext(str(keep.resolve()))


def _compare(options: argparse.Namespace, folder: Path) -> int:
    """1 when the search of a site does not find exactly what stands in it."""
    results = compare(options, folder)
    print("\n".join(format_run(results, options.language)))
    if options.save:
        _store(results, LAST, add=options.add)
        write_readmes()
    if options.json:
        _store(results, options.json, add=options.add)
    found = [size.search for size in results.sizes if size.search]
    return 0 if all(figures.same == figures.queries for figures in found) else 1


def _store(results: Results, path: Path, *, add: bool) -> None:
    earlier = parse_results(path.read_text("utf-8")) if add and path.exists() else []
    path.write_text(format_results([*earlier, results]), "utf-8")


def _measure_rules(options: argparse.Namespace) -> int:
    say("扫描全部语料，把固定正例放入真实文字")
    result = measure_scanner(options.corpus, options.seed)
    print("\n".join(format_measurement(result)))
    return 0 if result.good else 1


def _mark_pages(site: Path) -> int:
    """1 when a page has a mark below what we want."""
    say("请 Lighthouse 逐页评分")
    found = list(mark_site(site))
    print("\n".join(format_marks(found)))
    return 0 if all(min(page.marks) >= WANTED for page in found) else 1


def _measure_check(options: argparse.Namespace, folder: Path) -> int:
    say(f"制作并签署 {options.gate} 件文件")
    begin = time.perf_counter()
    project = make_project(folder / "project", read_texts(options, options.gate))
    seconds = time.perf_counter() - begin
    print(f"{len(project.documents)} 件文件，制作、签署用时 {seconds:.1f} 秒。\n")
    say("检查")
    print("\n".join(measure_gate(project.folder)))
    return 0


def _measure_search(options: argparse.Namespace, folder: Path) -> int:
    print("\n".join(SEARCH_HEAD), flush=True)
    faults: list[str] = []
    for count in options.search_only:
        say(f"读取 {count} 件文件，编制索引")
        index = build_search_site(read_texts(options, count), folder / str(count))
        say("在 Chromium 中检索")
        answers, firsts = measure_search(index, options.seed)
        print(format_search(sum_up(index, answers, firsts)), flush=True)
        faults += list_faults(answers)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
