"""Scanning a text: pure, total, deterministic, in time linear in its length."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Final

from gongkai.core.findings import Severity
from gongkai.core.scan.certificates import find_certificates
from gongkai.core.scan.hit import Hit, ScanContext
from gongkai.core.scan.markings import find_markings
from gongkai.core.scan.numbers import find_numbers
from gongkai.core.scan.page import lay_out
from gongkai.core.scan.persons import find_persons
from gongkai.core.scan.places import find_places
from gongkai.core.scan.quality import find_damage
from gongkai.core.scan.systems import find_systems

_DETECTORS: Final = (
    find_markings,
    find_numbers,
    find_certificates,
    find_persons,
    find_places,
    find_systems,
    find_damage,
)
_PERSONAL: Final = frozenset(
    {"scan-phone", "scan-address", "scan-plate", "scan-protected", "scan-health"}
)
_ORDINARY: Final = ScanContext()


def scan_text(text: str, context: ScanContext = _ORDINARY) -> tuple[Hit, ...]:
    """What a person has to look at, in the order of the text.

    In a penalty the rules on personal data block that elsewhere warn.
    """
    page = lay_out(text, context)
    hits = set(chain.from_iterable(find(page) for find in _DETECTORS))
    weighed = (_weigh(hit) for hit in hits) if context.penalty else hits
    return tuple(sorted(weighed, key=lambda hit: (hit.start, hit.end, hit.rule)))


def _weigh(hit: Hit) -> Hit:
    return replace(hit, severity=Severity.BLOCK) if hit.rule in _PERSONAL else hit
