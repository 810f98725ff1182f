r"""A random sample of public documents for special inspection (专项抽查), to be drawn again.

Each document gets the SHA-256 of `<seed>`, a line feed and its id, in UTF-8; the documents with
the smallest numbers are the sample. Who knows the seed can neither choose nor avoid a document, if
the seed was not known before the documents were. `printf '%s\n%s' SEED ID | sha256sum` shows one.

By unit, each unit gives a share by the number of its documents (largest remainders), and at least
one as long as the sample is large enough; units with equal remainders go by their names.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.report.model import DocumentLine


@dataclass(frozen=True, slots=True)
class Drawn:
    """One document of a sample."""

    document: DocumentLine
    number: str
    """What drew it: SHA-256 of seed and id, in hexadecimal."""


def compute_number(seed: str, name: str) -> str:
    """The number that a seed gives a document, in hexadecimal."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def draw_sample(
    documents: Iterable[DocumentLine], size: int, seed: str, *, by_unit: bool = False
) -> tuple[Drawn, ...]:
    """At most `size` documents, the smallest number first; see the module for the method."""
    drawn = sorted(
        (Drawn(document, compute_number(seed, document.id)) for document in documents),
        key=lambda one: one.number,
    )
    if not by_unit:
        return tuple(drawn[:size])
    left = share_out(Counter(one.document.unit for one in drawn), size)
    chosen = []
    for one in drawn:
        if left[one.document.unit]:
            left[one.document.unit] -= 1
            chosen.append(one)
    return tuple(chosen)


def share_out(counts: Counter[str], size: int) -> Counter[str]:
    """How many documents each unit gives; never more than it has."""
    total = counts.total()
    if size >= total:
        return Counter(counts)
    shares = {unit: divmod(size * count, total) for unit, count in counts.items()}
    one = int(size >= len(counts))
    given = Counter({unit: max(whole, one) for unit, (whole, _) in shares.items()})
    by_remainder = sorted(shares, key=lambda unit: (-shares[unit][1], unit))
    while given.total() < size:
        unit = next(u for u in by_remainder if given[u] <= shares[u][0] and given[u] < counts[u])
        given[unit] += 1
    while given.total() > size:
        given[max(given, key=lambda unit: (given[unit], unit))] -= 1
    return given
