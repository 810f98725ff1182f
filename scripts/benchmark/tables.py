"""The results as Markdown, in Chinese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.benchmark.peers.table import STANDARD
from scripts.benchmark.words import FIGURES, NAMES, NOTES, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from scripts.benchmark.measuring import Run
    from scripts.benchmark.results import Results, Size

_GROWTH = (5_000, 20_000)
_MEGA, _GIGA = 1e6, 1e9


def format_run(results: Results, language: str) -> Iterator[str]:
    """One run: what was measured where, times with ratios, sizes, search, growth."""
    machine = results.machine
    note = NOTES["machine"][language]
    yield note.format(
        date=results.date,
        cores=machine.cores,
        processor=machine.processor,
        memory=f"{machine.memory / _GIGA:.0f} GB",
        system=machine.system,
        python=machine.python,
        versions="、".join(f"{name} {v}" for name, v in results.versions.items())
        if language == "zh"
        else ", ".join(f"{name} {v}" for name, v in results.versions.items()),
        seed=results.seed,
        load=f"{results.load:.1f}",
    )
    yield ""
    yield from _format_times(results.sizes, language)
    yield ""
    yield from _format_figures(results.sizes, language)
    yield from _format_growth(results.sizes, language)
    yield ""
    yield NOTES["repeat"][language].format(command=results.command)


def _format_times(sizes: Sequence[Size], language: str) -> Iterator[str]:
    heads = []
    for size in sizes:
        heads.append(NOTES[size.source][language].format(count=f"{size.documents:,}"))
        heads += [NOTES["ratio"][language], NOTES["memory"][language]]
    yield f"| | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    known = {name for size in sizes for name in (*size.peers, *size.runs)}
    for name in ROWS:
        if name in known:
            cells = [cell for size in sizes for cell in _list_cells(size, name, language)]
            yield f"| {NAMES[name][language]} | {' | '.join(cells)} |"


def _list_cells(size: Size, name: str, language: str) -> tuple[str, str, str]:
    """Time, ratio to the standard, memory."""
    if name in size.peers and size.peers[name].run is None:
        return NOTES["late"][language], "", ""
    run = find_run(size, name)
    if run is None:
        return NOTES["missing"][language], "", ""
    standard = find_run(size, STANDARD)
    ratio = f"{run.wall / standard.wall:.2f}" if standard else ""
    return format_seconds(run.wall, language), ratio, _format_bytes(run.peak)


def find_run(size: Size, name: str) -> Run | None:
    """The run of a peer or of ours."""
    if name in size.peers:
        return size.peers[name].run
    return size.runs.get(name)


def format_seconds(seconds: float, language: str) -> str:
    """With as many digits as mean something."""
    digits = 2 if seconds < 1 else 1 if seconds < 100 else 0  # noqa: PLR2004 - as it reads well
    return f"{seconds:.{digits}f} {'秒' if language == 'zh' else 's'}"


def _format_bytes(size: float) -> str:
    if size >= _GIGA:
        return f"{size / _GIGA:.2f} GB"
    return f"{size / _MEGA:.0f} MB" if size >= 10 * _MEGA else f"{size / 1000:.1f} KB"


def _format_figures(sizes: Sequence[Size], language: str) -> Iterator[str]:
    heads = [f"{size.documents:,}" for size in sizes]
    yield f"| {NOTES['figures'][language]} | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for name, make in _FIGURES.items():
        cells = [make(size, language) for size in sizes]
        if any(cells):
            yield f"| {FIGURES[name][language]} | {' | '.join(cells)} |"


def _tell_cpu(name: str) -> Callable[[Size, str], str]:
    def tell(size: Size, language: str) -> str:
        run = find_run(size, name)
        return format_seconds(run.cpu, language) if run else ""

    return tell


def _tell_together(size: Size, _language: str) -> str:
    run = size.runs.get("clean")
    return _format_bytes(run.together) if run else ""


def _tell_output(size: Size, language: str) -> str:
    if size.site is None:
        return ""
    return NOTES["files"][language].format(
        size=_format_bytes(size.site.size), files=f"{size.site.files:,}"
    )


def _tell_peer_output(size: Size, language: str) -> str:
    peer = size.peers.get(STANDARD)
    if peer is None or not peer.files:
        return ""
    return NOTES["files"][language].format(size=_format_bytes(peer.size), files=f"{peer.files:,}")


def _tell_beyond(size: Size, _language: str) -> str:
    if size.site is None:
        return ""
    pages = size.site.documents
    return f"{_format_bytes(pages.beyond_median)} / {_format_bytes(pages.beyond_most)}"


def _tell_others(size: Size, _language: str) -> str:
    if size.site is None:
        return ""
    pages = size.site.others
    return f"{_format_bytes(pages.beyond_median)} / {_format_bytes(pages.beyond_most)}"


def _tell_index(size: Size, _language: str) -> str:
    return _format_bytes(size.site.index_size) if size.site else ""


def _tell_exact(size: Size, _language: str) -> str:
    found = size.search
    if found is None:
        return ""
    return f"{found.recall:.4f} / {found.precision:.4f} ({found.same}/{found.queries})"


def _tell_first(size: Size, _language: str) -> str:
    if size.search is None:
        return ""
    costs = size.search.typed
    return f"{_format_bytes(costs.received)} / {_format_bytes(costs.received_most)}"


def _tell_first_time(size: Size, _language: str) -> str:
    if size.search is None:
        return ""
    costs = size.search.typed
    return f"{costs.seconds * 1000:.0f} / {costs.seconds_most * 1000:.0f} ms"


_FIGURES: Mapping[str, Callable[[Size, str], str]] = {
    "source": lambda size, _: _format_bytes(size.source_bytes),
    "cpu": _tell_cpu("clean"),
    "peer cpu": _tell_cpu(STANDARD),
    "together": _tell_together,
    "output": _tell_output,
    "peer output": _tell_peer_output,
    "beyond": _tell_beyond,
    "others": _tell_others,
    "index": _tell_index,
    "exact": _tell_exact,
    "first": _tell_first,
    "first time": _tell_first_time,
}


def _format_growth(sizes: Sequence[Size], language: str) -> Iterator[str]:
    by_count = {size.documents: size for size in sizes}
    small, large = (by_count.get(count) for count in _GROWTH)
    if small is None or large is None:
        return
    parts = []
    for name in ("clean", "changed: live", STANDARD):
        first, second = find_run(small, name), find_run(large, name)
        if first and second:
            parts.append(f"{NAMES[name][language]} {second.wall / first.wall:.2f}")
    comma = "；" if language == "zh" else "; "
    yield ""
    yield NOTES["growth"][language].format(parts=comma.join(parts))
