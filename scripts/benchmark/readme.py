"""The table of the last results between two marks of both README files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmark.results import LAST, parse_results
from scripts.benchmark.tables import format_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.benchmark.results import Results

_ROOT = Path(__file__).parents[2]
READMES = {"en": _ROOT / "README.md", "zh": _ROOT / "README.zh.md"}
BEGIN = "<!-- bench:begin: scripts/bench --readme writes what follows -->"
END = "<!-- bench:end -->"


def format_block(runs: Sequence[Results], language: str) -> str:
    """What stands between the marks."""
    parts = ["\n".join(format_run(run, language)) for run in runs]
    return "\n\n" + "\n\n".join(parts) + "\n\n"


def replace_block(text: str, block: str) -> str:
    """The text with another block.

    Raises:
        ValueError: when the marks do not stand in it once each, in their order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError("the marks of the table are missing or stand twice")
    return f"{before}{BEGIN}{block}{END}{after}"


def write_readmes() -> None:
    """Writes the last results into both README files."""
    runs = parse_results(LAST.read_text("utf-8"))
    for language, path in READMES.items():
        text = replace_block(path.read_text("utf-8"), format_block(runs, language))
        path.write_text(text, "utf-8")
