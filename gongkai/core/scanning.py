"""Scanning all that becomes public of a document: head, body, bases, attachments, tombstones."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.findings import Severity
from gongkai.core.models import Document, PenaltyResult
from gongkai.core.rules import RULES
from gongkai.core.scan import ScanContext, finding_id, scan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.findings import Finding
    from gongkai.core.judging import Grounds
    from gongkai.core.scan import Hit

_SHORT = 250
_SYMBOLS = dict.fromkeys(range(0xF020, 0xF100), "•")
"""Bullets and the like in Word's symbol fonts, which stand in the private use area."""
_BREAK = "\n\n"
"""Between the texts of an attachment: keeps the numbers of neighbouring cells apart."""
_NUMBER = re.compile(r"\d[\d-]{4,}\d", re.ASCII)


def list_open_numbers(catalog: Catalog) -> frozenset[str]:
    """The telephone numbers of the catalogue, digits only: they are there to be published."""
    site = catalog.site
    numbers = [site.contact.phone, site.contact.fax, site.supervision]
    numbers += [unit.phone for unit in catalog.units]
    numbers += [entry.number for entry in catalog.policy.open_numbers]
    found = (_NUMBER.findall(number) for number in numbers)
    return frozenset(number.replace("-", "") for numbers in found for number in numbers)


@lru_cache(maxsize=4096)
def _scan_short(text: str, context: ScanContext) -> tuple[Hit, ...]:
    """The hits in a basis or reason, of which thousands of documents have the same."""
    return scan_text(text, context)


def scan_draft(grounds: Grounds, draft: Draft) -> Iterator[tuple[str, Finding]]:
    """What the scanner found in the source and in the attachments' texts, with its id."""
    context = ScanContext(
        penalty=isinstance(draft.record, PenaltyResult),
        disclosure=str(draft.record.disclosure),
        allowed=grounds.open_numbers,
    )
    for path, line, text, places in _list_texts(grounds, draft):
        for hit in _scan_short(text, context) if len(text) < _SHORT else scan_text(text, context):
            if hit.severity is not Severity.INFO:
                name = finding_id(draft.source.digest, hit)
                at = line + text.count("\n", 0, hit.start) if line else 0
                at = draft.source.line_in_file(at) if line == 1 else at
                where = _find_place(text, hit, places)
                yield name, _describe_hit(hit, path, at, f"（{where}编号 {name}）")


def scan_grave(grounds: Grounds, grave: Grave) -> Iterator[Finding]:
    """What the scanner found in what a tombstone tells; nobody waives it, words can be changed."""
    context, source = ScanContext(allowed=grounds.open_numbers), grave.source
    line = source.lines.find(("notice",))
    texts = [(line, grave.tombstone.notice)]
    texts += [(source.tail_line + 1, entry.basis) for entry in source.tail.entries]
    for at, text in texts:
        for hit in scan_text(text, context):
            if hit.severity is not Severity.INFO:
                yield _describe_hit(hit, source.path, at, "")


def _describe_hit(hit: Hit, path: str, line: int, note: str) -> Finding:
    rule = RULES[hit.rule]
    message = f"{rule.meaning.split('。')[0]}：{hit.masked}{note}"
    return replace(rule.at(path, line, message), severity=hit.severity)


def _find_place(text: str, hit: Hit, places: dict[str, str]) -> str:
    """The cell of a workbook in which a hit stands, where that is known."""
    if not places:
        return ""
    start = text.rfind(_BREAK, 0, hit.start)
    end = text.find(_BREAK, hit.end)
    cell = text[start + len(_BREAK) if start >= 0 else 0 : end if end >= 0 else len(text)]
    return f"{places[cell]}，" if cell in places else ""


def _list_texts(grounds: Grounds, draft: Draft) -> Iterator[tuple[str, int, str, dict[str, str]]]:
    """Path, first line (0 for files without lines), text of all that becomes public, its places."""
    source = draft.source
    yield source.path, 1, source.reviewed_text, {}
    for position, waiver in enumerate(source.tail.waivers, 1):
        line = source.tail_line + source.tail.line_of_waiver(position)
        yield source.path, line, waiver.reason, {}
    for position, entry in enumerate(source.tail.entries, 1):
        line = source.tail_line + source.tail.line_of_entry(position)
        yield source.path, line, entry.basis, {}
    for file in draft.attachments:
        inspection = grounds.inspections.get(inspection_key(file))
        if inspection is not None and isinstance(draft.record, Document):
            text = _BREAK.join(inspection.texts).translate(_SYMBOLS)
            yield file.path, 0, text, dict(inspection.places)
