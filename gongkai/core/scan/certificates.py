"""Numbers of passports, travel permits and cards of service, where the text names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.patterns import compile_later
from gongkai.core.scan.mask import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.scan.hit import Hit
    from gongkai.core.scan.page import Page

_TRAVEL = compile_later(
    r"(?<![0-9A-Za-z])(?:[EGDSP][A-HJ-NP-Z]?[0-9]{7,8}|14[0-9]{7}|[CWHMLRT][A-HJ-NP-Z]?[0-9]{7,10})"
    r"(?![0-9A-Za-z])"
)
_SERVICE = compile_later("[军海空武士参政后装联火战文兵警][官字]?字?第 ?([0-9]{5,8}) ?号?")
_LABELLED = compile_later("(?:号码?|编号|证号)?[:为是( |]{0,3}([0-9]{6,10})(?![0-9A-Za-z年])")
_AHEAD, _BACK = 40, 24


def find_certificates(page: Page) -> Iterator[Hit]:
    """Numbers that stand close to the name of a certificate."""
    if "certificate" not in page.words:
        return
    seen = set()
    for match in _TRAVEL.finditer(page.text):
        if page.near("certificate", *match.span()):
            seen.add(match.span())
    for first, last in page.words["certificate"]:
        start, end = max(0, first - _BACK), min(len(page.text), last + _AHEAD)
        seen |= {match.span() for match in _SERVICE.finditer(page.text, start, end)}
        labelled = _LABELLED.match(page.text, last)
        if labelled:
            seen.add(labelled.span(1))
    for start, end in sorted(seen):
        masked = f"证件号码 {mask(page.text[start:end])}"
        yield page.hit("scan-certificate", start, end, masked)
