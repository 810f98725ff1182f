"""The scanner measured: what it finds of the fixed positives, what it hits in real texts."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.rules.scan import SCAN_RULES
from gongkai.core.scan import ScanContext, scan_text
from scripts.benchmark.texts import read_corpus
from tests.helpers.scan_positives import read_positives

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gongkai.core.scan import Hit

ALL = 20_000
CONTEXTS = 10
LEAST_RECALL = 0.98
MOST_HITS = 1.0
"""Documents with a hit of a blocking rule, in a thousand."""
_MILLE = 1000
_WORDS = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}


@dataclass(slots=True)
class Counts:
    """What was counted for one rule."""

    severity: Severity
    positives: int = 0
    inserted: int = 0
    found: int = 0
    hits: int = 0
    documents: int = 0
    as_penalty: int = 0
    """Documents hit when every text is taken for a penalty."""

    @property
    def recall(self) -> float:
        """From 0 to 1."""
        return self.found / max(1, self.inserted)


@dataclass(slots=True)
class Measurement:
    """What the bench of the scanner measured."""

    rules: dict[str, Counts] = field(
        default_factory=lambda: {rule.id: Counts(rule.severity) for rule in SCAN_RULES}
    )
    texts: int = 0
    characters: int = 0
    seconds: float = 0.0
    """Of the processor, for the scanner alone, over all texts."""

    @property
    def good(self) -> bool:
        """Whether every rule finds enough and no blocking rule hits too many real texts."""
        return all(
            counts.recall >= LEAST_RECALL
            and (
                counts.severity is not Severity.BLOCK
                or counts.documents * _MILLE <= MOST_HITS * self.texts
            )
            for counts in self.rules.values()
        )


def measure_scanner(corpus: Path, seed: int) -> Measurement:
    """Scans all texts of the corpus, and each positive put into ten of them."""
    result = Measurement()
    bodies = [raw.body for raw in read_corpus(corpus, ALL)]
    for body in bodies:
        _count_hits(result, body)
    draw = random.Random(seed)  # noqa: S311 - a choice of texts, not a secret
    for rule, place, context, snippet in read_positives():
        counts = result.rules[rule]
        counts.positives += 1
        for body in draw.sample(bodies, CONTEXTS):
            text, start = insert_snippet(body, snippet, place, draw)
            hits = scan_text(text, ScanContext(penalty=context == "penalty"))
            counts.inserted += 1
            counts.found += _is_found(hits, rule, start, start + len(snippet))
    return result


def _count_hits(result: Measurement, body: str) -> None:
    begin = time.process_time()
    hits = scan_text(body)
    result.seconds += time.process_time() - begin
    result.texts += 1
    result.characters += len(body)
    for rule, count in Counter(hit.rule for hit in hits).items():
        result.rules[rule].hits += count
        result.rules[rule].documents += 1
    for rule in {hit.rule for hit in scan_text(body, ScanContext(penalty=True))}:
        result.rules[rule].as_penalty += 1


def _is_found(hits: tuple[Hit, ...], rule: str, start: int, end: int) -> bool:
    return any(hit.rule == rule and hit.start < end and start < hit.end for hit in hits)


def insert_snippet(body: str, snippet: str, place: str, draw: random.Random) -> tuple[str, int]:
    """The body with the snippet in it, and where the snippet starts.

    At the `top` it comes first, at the `bottom` last, as a `line` between two paragraphs, `inline`
    behind a sentence.
    """
    if place == "top":
        return f"{snippet}\n\n{body}", 0
    if place == "bottom":
        return f"{body}\n{snippet}\n", len(body) + 1
    if place == "inline":
        ends = [index + 1 for index, c in enumerate(body) if c == "。"] or [len(body)]
        at = draw.choice(ends)
        return body[:at] + snippet + body[at:], at
    gaps = [index + 2 for index in range(len(body)) if body.startswith("\n\n", index)]
    at = draw.choice(gaps or [0])
    return f"{body[:at]}{snippet}\n\n{body[at:]}", at


def format_measurement(result: Measurement) -> Iterator[str]:
    """The table of the handbook."""
    mille = _MILLE / max(1, result.texts)
    yield f"{result.texts} 件真实文件，平均每件 {result.characters / result.texts:.0f} 字，"
    yield f"扫描一件平均用处理器 {result.seconds * mille:.2f} 毫秒；"
    yield f"每个正例放入 {CONTEXTS} 处正文。\n"
    yield "| 规则 | 处理 | 正例 | 放入 | 发现 | 召回率 | 命中处 | 命中件 | 每千件 | 按处罚文书 |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for rule, counts in result.rules.items():
        found = f"{counts.positives} | {counts.inserted} | {counts.found} | {counts.recall:.3f}"
        hits = f"{counts.hits} | {counts.documents} | {counts.documents * mille:.2f}"
        yield (
            f"| {rule} | {_WORDS[counts.severity]} | {found} | {hits} "
            f"| {counts.as_penalty * mille:.2f} |"
        )
